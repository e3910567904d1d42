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
from tests.browser.writing import flash, go_behind, surface, text_field, write, write_html

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

# The form of another text takes the place of the one that is open: the page's scripts stay loaded.
OPEN = """async (address) => {
  const text = await (await fetch(address)).text();
  const form = new DOMParser().parseFromString(text, "text/html").querySelector("form.desk");
  form.dataset.brought = address;
  document.querySelector("form.desk").replaceWith(form);
  return text;
}"""
SAVE = """async () => {
  const form = document.querySelector("form.desk"), sent = new FormData(form);
  sent.append("act", "save");
  const answer = await fetch(form.action, { method: "POST", body: sent });
  return answer.ok && answer.redirected && answer.text();
}"""


@pytest.fixture
def imported(visit, server, corpora):
    """An owner's window and the addresses of the forms of all that the import brings."""
    page = visit("owner")
    before = forms(page)
    source = str(corpora / "wordpress-theme-test.xml")
    run = subprocess.run(
        [sys.executable, "-m", "cms.cli", "import", "wordpress", source],
        env=server.environment,
        cwd=server.instance,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return page, [form for form in forms(page) if form not in before]


LINES = ".editor-surface :is(p, m-bare, h1, h2, h3, h4, h5, h6, pre, m-pre)"
SIGN = "Ж"  # stands in none of the texts that it is typed into


def test_every_imported_text_opens_rich_and_changes_by_what_is_typed_alone(imported):
    (page, brought), faults, reordered = imported, [], []
    page.goto("/admin/posts/new/")
    for form in brought:
        sent = body_in(page.evaluate(OPEN, form))
        page.locator("form[data-brought] .editor-toolbar").wait_for()
        before = text_field(page).input_value()
        lost = page.locator(".editor-notice li").all_inner_texts()
        after = lost or with_a_sign(page)
        if lost or text_field(page).input_value() != before:
            faults.append((form, after))
        elif after != f"<p>{SIGN}</p>" and after.replace(SIGN, "", 1) != before:
            reordered.append((before, after))
        saved = page.evaluate(SAVE)
        assert saved, form
        if body_in(saved) != sent:
            faults.append((form, "saved"))
    assert len(brought) > 40
    assert faults == []
    # A sign behind a link within a mark: that line has its marks in another order, and nothing else changed.
    assert len(reordered) <= 1
    for before, after in reordered:
        assert words_of(after.replace(SIGN, "", 1)) == words_of(before)
        assert after.split("</p>", 1)[1] == before.split("</p>", 1)[1]


def with_a_sign(page):
    """What the field holds once a sign is typed behind the first line; then it is undone."""
    go_behind(page.locator(LINES).first)
    page.keyboard.type(SIGN)
    after = text_field(page).input_value()
    page.keyboard.press("Control+z")
    assert after.count(SIGN) == 1
    return after


@pytest.mark.parametrize(
    ("before", "line", "after"),
    [
        ("<div class=x id=a>\n <p>One</p>\n\n <p>Two</p></div>\n\n<p>Three</p>", "One", None),
        ("<table>\n<tbody>\n<tr>\n<td>One</td> <td>Two</td>\n</tr>\n</tbody>\n</table>", "One", None),
        ("<ul>\n<li><p>One</p></li>\n <li><p>Two</p></li>\n</ul>", "One", None),
        ('<p title="t" class="c">A  <i>b\nc</i> One</p>\n\n\n<p>A  b</p>', "One", None),
        ("<ul><li>One</li></ul>", "One", "<ul><li>One!</li></ul>"),
    ],
    ids=["boxes", "table", "loose list", "paragraph", "tight list"],
)
def test_an_edit_leaves_the_rest_of_its_block_as_it_was_written(visit, before, line, after):
    page = visit("author")
    write(page, "Edited within", before)
    saved = text_field(page).input_value()
    go_behind(page.locator(LINES, has_text=re.compile(f"{line}$")).first)
    page.keyboard.type("!")
    expect(text_field(page)).to_have_value(after or saved.replace(line, f"{line}!", 1))


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
    flash(page).wait_for()
    after = stored(page, form)
    assert "Edit here!" in after
    assert Counter(elements(after)) == Counter(elements(sanitise(body)))


def test_what_a_split_block_carries_has_its_id_once(visit):
    page = visit("author")
    write(page, "Split", '<p id="start" dir="rtl">One</p>')
    go_behind(page.locator(LINES).first)
    page.keyboard.type("\nTwo")
    expect(text_field(page)).to_have_value('<p id="start" dir="rtl">One</p>\n<p dir="rtl">Two</p>')


def test_html_that_nothing_may_run_from_is_read_without_a_complaint(visit):
    page = visit("author")
    page.goto("/admin/posts/new/")
    write_html(page, '<p onclick="x()" style="color: red">One <a title="on a=b" ONMOUSEOVER=x()>two</a></p>')
    page.get_by_role("button", name="Edit as HTML").click()
    expect(surface(page)).to_have_text("One two")
    page.keyboard.press("Control+End")
    page.keyboard.type("!")
    expect(text_field(page)).to_have_value(re.compile('<p>One <a title="on a=b">two</a>!</p>'))


def test_a_loss_is_told_before_anything_is_edited(visit):
    page = visit("owner")
    page.goto("/admin/posts/new/")
    write_html(page, '<p>One <em data-mood="glad">two</em></p>')
    page.get_by_role("button", name="Edit as HTML").click()
    told = page.locator(".editor-notice li")
    expect(told).to_have_text(re.compile("The attribute .?data-mood.? of the element .?em"))
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


def words_of(markup):
    return re.sub(r"<[^>]*>", "", markup).split()


def elements(markup):
    """(tag, attributes) of each element, in order."""
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, given: found.append((tag, frozenset((k, v or "") for k, v in given)))
    parser.feed(markup)
    return found


def forms(page):
    found = []
    for kind in ("posts", "pages"):
        table = page.request.get(f"/admin/{kind}/export/csv/").text().lstrip("\ufeff")
        found += [f"/admin/{kind}/edit/?id={row[0]}" for row in list(csv.reader(io.StringIO(table)))[1:]]
    return found


def stored(page, form):
    return body_in(page.request.get(form).text())


def body_in(text):
    """The body as the form holds it, less the line break that browsers drop behind <textarea>."""
    field = re.search(r'<textarea[^>]*name="body"[^>]*>\r\n(.*?)</textarea>', text, re.S)
    return html.unescape(field.group(1))
