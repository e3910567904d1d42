"""The rich editor changes nothing that nobody edited, and keeps all that the allow-list permits."""

import csv
import html
import io
import re
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser

import pytest
from playwright.sync_api import expect

from cms.tools.html import ALLOWED, sanitise
from tests.browser.server import environment
from tests.browser.writing import surface, write, write_html

INLINE = """
a abbr b bdi bdo big cite code data del dfn em i ins kbd mark q s samp small span strike strong
sub sup time tt u var
"""
BLOCKS = "address article aside center div footer header section p h1 h2 h3 h4 h5 h6"
VOID = {"br", "col", "hr", "img", "source", "track", "wbr"}
ADDRESS, NUMBER, ONE = "https://example.com/x", "7", "1"
VALUES = {
    "cite": ADDRESS, "href": ADDRESS, "poster": ADDRESS, "src": ADDRESS, "srcset": f"{ADDRESS} 2x",
    "colspan": ONE, "rowspan": ONE, "span": ONE,
    "height": NUMBER, "start": NUMBER, "value": NUMBER, "width": NUMBER,
    "class": "one two", "datetime": "2026-01-01", "dir": "rtl", "kind": "captions", "lang": "de", "type": "a",
}  # fmt: skip


@pytest.fixture(scope="module")
def imported(server, corpora, worker_id):
    command = [
        sys.executable,
        "-m",
        "cms.cli",
        "import",
        "wordpress",
        str(corpora / "wordpress-theme-test.xml"),
    ]
    run = subprocess.run(
        command,
        env=environment(server.instance, worker_id),
        cwd=server.instance,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_imported_text_is_saved_unchanged_as_it_was(visit, imported):
    page, changed, shown_as_html = visit("owner"), [], []
    forms = [form for kind in ("posts", "pages") for form in forms_of(page, kind)]
    for form in forms:
        before = stored(page, form)
        page.goto(form)
        page.locator(".editor-toolbar").wait_for()
        if lost := page.locator(".editor-notice li").all_inner_texts():
            shown_as_html.append((form, lost))
        else:
            surface(page).click(position={"x": 2, "y": 2})
        page.get_by_role("button", name=re.compile("^Save (draft|changes)$")).click()
        page.get_by_role("status").first.wait_for()
        if stored(page, form) != before:
            changed.append(form)
    assert len(forms) > 40
    assert changed == []
    assert len(shown_as_html) <= 2


def test_what_the_allow_list_permits_survives_an_edit_beside_it(visit):
    body = everything()
    assert {tag for tag, _ in elements(body)} == set(ALLOWED["tags"])
    page = visit("owner")
    write(page, "All that may be kept", body)
    form = page.url
    expect(page.locator(".editor-notice")).to_be_hidden()
    surface(page).get_by_text("Edit here").click()
    page.keyboard.press("End")
    page.keyboard.type("!")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_role("status").first.wait_for()
    after = stored(page, form)
    assert "Edit here!" in after
    assert Counter(elements(after)) == Counter(elements(sanitise(body)))


def test_a_loss_is_told_before_anything_is_edited(visit):
    page = visit("owner")
    page.goto("/admin/posts/new/")
    write_html(page, '<p>One <em data-mood="glad">two</em></p>')
    page.get_by_role("button", name="Edit as HTML").click()
    expect(page.locator(".editor-notice")).to_contain_text("data-mood")
    expect(page.locator("textarea[name=body]")).to_have_value('<p>One <em data-mood="glad">two</em></p>')


def everything():
    """Every tag that the allow-list names, with every attribute it may have, in one block."""

    def tag(name, inside="x"):
        names = ALLOWED["attributes"].get(name, []) + ALLOWED["attributes"]["*"]
        given = " ".join(f'{it}="{VALUES.get(it, it)}"' for it in names)
        return f"<{name} {given}>" if name in VOID else f"<{name} {given}>{inside}</{name}>"

    lines = "".join(f"<p>a {tag(name)} b</p>" for name in INLINE.split())
    ruby = tag("ruby", "k" + tag("rp", "(") + tag("rt") + tag("rp", ")"))
    media = (
        tag("audio", tag("source") + tag("track"))
        + tag("video", "")
        + tag("picture", tag("source") + tag("img"))
    )
    blocks = "".join(tag(name) for name in BLOCKS.split()) + tag("blockquote", tag("p"))
    lists = tag("ul", tag("li") + tag("li", tag("ol", tag("li", tag("p"))))) + tag(
        "dl", tag("dt") + tag("dd")
    )
    more = tag("details", tag("summary") + tag("p")) + tag("figure", tag("img") + tag("figcaption"))
    row = tag("tr", tag("th", "h") + tag("td", tag("p")))
    parts = (
        tag("caption")
        + tag("colgroup", tag("col") * 2)
        + "".join(tag(it, row) for it in ("thead", "tbody", "tfoot"))
    )
    pre = tag("pre", "a\n  b") + tag("pre", tag("code", "let x\n"))
    text = f"{lines}<p>{ruby} c{tag('br')}d {tag('wbr')} {tag('img')}</p><p>{media}</p>{tag('hr')}"
    return f"<div>{text}{blocks}{lists}{more}{tag('table', parts)}{pre}<p>Edit here</p></div>"


def elements(markup):
    """(tag, attributes) of each element, in order."""
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, given: found.append((tag, frozenset((k, v or "") for k, v in given)))
    parser.feed(markup)
    return found


def forms_of(page, kind):
    rows = csv.reader(io.StringIO(page.request.get(f"/admin/{kind}/export/csv/").text().lstrip("\ufeff")))
    return [f"/admin/{kind}/edit/?id={row[0]}" for row in list(rows)[1:]]


def stored(page, form):
    """The body as the server sends it."""
    text = page.request.get(form).text()
    return html.unescape(re.search(r'<textarea[^>]*name="body"[^>]*>(.*?)</textarea>', text, re.S).group(1))
