"""The history of a text is read, compared and turned back, in every light and in both directions."""

from playwright.sync_api import expect

from tests.browser.examination import PHONE, examined, examined_rtl
from tests.browser.writing import write, write_html

STAYING = "".join(f"<p>Paragraph {number} of the tide tables stays as it is.</p>" for number in range(8))
LAMP = '<p><img src="/static/icons/site.svg" alt="{}"></p>'
TABLE = "<table><tbody><tr><td>Monday</td><td>{}</td></tr></tbody></table>"
MOVED = "<p>This paragraph is moved further down.</p>"
LIST = "<ul><li>Bring a lamp</li><li>{}</li></ul>"
BEFORE = (
    "<h2>Spring tides</h2><p>The tide turns at six, and the <b>boats</b> go out by the north channel.</p>"
    f'<p>See <a href="/about">the tables</a> before you go.</p>{MOVED}{STAYING}'
    f"{LIST.format('Bring rope')}{LAMP.format('A lamp')}{TABLE.format('06:10')}"
    "<p>Goodbye to all of that, at last.</p><p>猫が好きです。</p><p>المد يتغير في السادسة صباحا</p>"
)
AFTER = (
    "<h3>Spring tides</h3>"
    "<p>The tide turns at half past seven, and the boats go out by the south channel.</p>"
    f'<p>See <a href="/tables">the tables</a> before you go.</p>{STAYING}{MOVED}'
    f"{LIST.format('Bring strong rope')}{LAMP.format('A bright lamp')}{TABLE.format('07:10')}"
    "<p>A wholly new ending.</p><p>犬が好きです。</p><p>المد يتغير في السابعة صباحا</p>"
)


def written_twice(page):
    write(page, "When the tide turns", BEFORE)
    page.get_by_label("Title").fill("When the spring tide turns")
    write_html(page, AFTER)
    page.get_by_label("Tags").fill("harbour, tide")
    page.get_by_label("Note on this change").fill("Checked against the tables")
    page.get_by_role("button", name="Save").first.click()
    page.get_by_role("link", name="Timeline").click()


def test_two_revisions_are_compared_and_the_first_comes_back(visit):
    page, arabic = visit("editor"), visit("editor", locale="ar")
    written_twice(page)
    expect(page.get_by_text("Title, Tags, Text", exact=False)).to_be_visible()
    found = examined(page, "admin: timeline of two revisions")
    arabic.goto(page.url)
    found += examined_rtl(arabic, "admin: timeline of two revisions")

    page.get_by_role("link", name="What changed").click()
    expect(page.get_by_text("heading level 2 → 3")).to_be_visible()
    expect(page.locator(".sides").first).to_be_visible()
    expect(page.locator(".inline").first).to_be_hidden()
    found += examined(page, "admin: comparison")
    arabic.goto(page.url)
    found += examined_rtl(arabic, "admin: comparison")
    page.set_viewport_size(PHONE)
    expect(page.locator(".inline").first).to_be_visible()
    page.get_by_role("link", name="Next change").first.press("Enter")
    expect(page).to_have_url(page.url.split("#")[0] + "#change-2")
    for name in ("Side by side", "In one text"):
        page.get_by_role("link", name=name).click()
        found += examined(page, f"admin: comparison, {name}")

    page.get_by_role("button", name="Restore revision 1").click()
    expect(page.get_by_text("Revision 1 is back, as revision 3.")).to_be_visible()
    expect(page.get_by_text("Restored from 1")).to_be_visible()
    assert [finding for finding in found if not finding.is_clean] == []
