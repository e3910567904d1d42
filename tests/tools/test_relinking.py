"""Where links and forms lead is changed; every other character stays."""

import pytest

from cms.tools.relinking import relinked


def prefixed(address):
    return f"/then{address}" if address.startswith("/") else address


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ('<a href="/x">x</a>', '<a href="/then/x">x</a>'),
        ("<A  HREF='/x?a=1&amp;b=2' >x</A>", '<A  HREF="/then/x?a=1&amp;b=2" >x</A>'),
        ("<form action=/s id=f><input></form>", '<form action="/then/s" id=f><input></form>'),
        ('é\n<b>\n</b><a\nhref = "/x"\n>', 'é\n<b>\n</b><a\nhref = "/then/x"\n>'),
        ('<a title="href=\'/y\'" href="/x" HREF="/z">', '<a title="href=\'/y\'" href="/then/x" HREF="/z">'),
        ('<a href="/&quot;><script>">', '<a href="/then/&quot;&gt;&lt;script&gt;">'),
    ],
)
def test_addresses_are_changed(page, expected):
    assert relinked(page, prefixed) == expected


@pytest.mark.parametrize(
    "page",
    [
        '<!doctype html><link href="/x"><img src="/x"><p title="<a href=/x>">&amp; &nbsp;é</p>',
        '<!-- <a href="/x"> --><a href="#top">t</a><a name="x">n</a><a href>',
        '<script>"<a href=/x>"</script><svg><path d="m1 1"/></svg>\r\n< a href="/x">',
    ],
)
def test_all_else_stays_as_it_is(page):
    assert relinked(page, prefixed) == page
