"""An editor walks through the site of a moment to come, from the calendar."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from tests.browser.examination import examined, examined_rtl
from tests.browser.writing import flash, write, write_html

TITLE = "The spring tide of the year"


def test_an_editor_walks_through_the_site_as_it_will_be(visit):
    editor = visit("editor")
    editor.goto("/admin/posts/new/")
    editor.get_by_label("Title").fill(TITLE)
    write_html(editor, '<p>It comes. <a href="/archive">All of it</a></p>')
    editor.get_by_label("Tags").fill("Springtides")
    editor.get_by_text("Publish later").click()
    soon = (datetime.now(UTC) + timedelta(days=3)).strftime("%Y-%m-%dT09:00")
    editor.get_by_label("Publish at").fill(soon)
    editor.get_by_role("button", name="Schedule", exact=True).click()
    expect(flash(editor)).to_contain_text("scheduled")

    editor.goto(f"/admin/calendar/?view=agenda&day={soon[:10]}")
    found = examined(editor, "calendar with the way ahead")
    editor.get_by_role("link", name=f"See the site after “{TITLE}”").click()
    expect(editor.get_by_text("The site as of")).to_be_visible()
    editor.get_by_role("link", name=TITLE).click()
    expect(editor.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    found += examined(editor, "post as of a moment")
    editor.get_by_role("link", name="Springtides").first.click()
    expect(editor.get_by_role("link", name=TITLE)).to_be_visible()
    editor.get_by_label("Search this site").fill("spring tide")
    editor.keyboard.press("Enter")
    expect(editor.get_by_role("link", name=TITLE)).to_be_visible()
    editor.get_by_role("link", name="Archive").first.click()
    editor.wait_for_url("**/preview/at/*/archive")
    found += examined(editor, "archive as of a moment")
    arabic = visit("editor", locale="ar")
    arabic.goto(editor.url.replace("/archive", "/"))
    found += examined_rtl(arabic, "home as of a moment")

    visitor = visit()
    visitor.goto(editor.url)
    expect(visitor.get_by_label("E-mail address")).to_be_visible()
    visitor.goto("/")
    expect(visitor.get_by_text(TITLE)).to_have_count(0)
    editor.get_by_role("link", name="Leave this preview").click()
    editor.get_by_label("See the site as of").fill("2001-01-01T09:00")
    editor.get_by_role("button", name="Look ahead").click()
    expect(editor.get_by_role("alert")).to_contain_text("in the future")
    found += examined(editor, "a moment that is past")
    assert [finding for finding in found if not finding.is_clean] == []


def test_a_draft_is_on_no_page_of_any_moment(visit):
    editor = visit("editor")
    write(editor, "Not planned at all")
    editor.goto("/admin/calendar/")
    editor.get_by_role("button", name="Look ahead").click()
    expect(editor.get_by_text("The site as of")).to_be_visible()
    expect(editor.get_by_text("Not planned at all")).to_have_count(0)
