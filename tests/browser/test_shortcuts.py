"""The keyboard's shortcuts: what they do, when they rest, and that they can be switched off."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.examination import examined, examined_rtl
from tests.browser.writing import flash, write


def at(page, path):
    """Open the page and wait until it listens to keys."""
    page.goto(path)
    listening(page)


def listening(page):
    page.locator("[data-find-open][role=button]").wait_for()


@pytest.mark.parametrize(
    ("keys", "path"),
    [
        ("gp", "/admin/posts/"),
        ("ga", "/admin/pages/"),
        ("gt", "/admin/tags/"),
        ("gc", "/admin/comments/"),
        ("gu", "/admin/users/"),
        ("gi", "/admin/inbox/"),
        ("gk", "/admin/calendar/"),
        ("n", "/admin/posts/new/"),
    ],
)
def test_keys_lead_to_screens(visit, keys, path):
    page = visit("owner")
    at(page, "/admin/")
    page.keyboard.type(keys)
    page.wait_for_url(f"**{path}")


def test_they_lead_nowhere_that_is_not_permitted(visit):
    page = visit("contributor")
    at(page, "/admin/")
    page.keyboard.type("gu")
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(sheet).to_contain_text("New post")
    expect(sheet).not_to_contain_text("People")
    expect(page).to_have_url(re.compile("/admin/$"))


def test_a_list_is_walked_ticked_searched_and_opened(visit):
    page = visit("editor")
    at(page, "/admin/posts/")
    page.keyboard.type("jjk")
    rows = page.locator(".list tbody tr")
    expect(rows.nth(0).get_by_role("link").first).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(rows.nth(1).get_by_role("checkbox")).to_be_checked()
    expect(rows.nth(0).get_by_role("checkbox")).not_to_be_checked()
    page.keyboard.press("x")
    expect(rows.nth(1).get_by_role("checkbox")).not_to_be_checked()
    page.keyboard.press("Enter")
    page.wait_for_url("**/edit/**")
    at(page, "/admin/posts/")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    expect(page.get_by_role("searchbox")).to_have_value("")


def test_a_form_is_saved_and_stays_and_letters_stay_letters_in_it(visit):
    page = visit("editor")
    write(page, "Saved by a key")
    listening(page)
    title = page.get_by_label("Title")
    title.focus()
    page.keyboard.press("End")
    page.keyboard.type(", gp?n/x")
    expect(title).to_have_value("Saved by a key, gp?n/x")
    page.keyboard.press("Control+s")
    expect(flash(page).filter(has_text="is saved")).to_be_visible()
    expect(page).to_have_url(re.compile("/admin/posts/edit/"))
    expect(page.get_by_label("Title")).to_have_value("Saved by a key, gp?n/x")


def test_a_key_sends_an_answer_and_never_publishes(visit):
    page = visit("editor")
    write(page, "Sent by a key")
    listening(page)
    page.get_by_label("Title").fill("Not published by a key")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_label("Title")).to_have_value("Not published by a key")
    page.get_by_label("For whom").fill("Gwen")
    page.get_by_label("For whom").press("Control+Enter")
    page.on("dialog", lambda dialog: dialog.accept())
    expect(page.get_by_label("Address of “Gwen”")).to_be_visible()


def test_what_is_shown_is_edited_by_a_key(visit):
    page = visit("editor")
    write(page, "Edited by a key")
    page.get_by_role("link", name="Revision 1", exact=True).click()
    page.wait_for_url("**/details/**")
    listening(page)
    page.keyboard.press("e")
    page.wait_for_url("**/edit/**")


def test_a_screen_readers_keys_are_left_to_it(visit):
    page = visit("owner")
    at(page, "/admin/")
    for held in ("Insert", "CapsLock", "Alt"):
        page.keyboard.down(held)
        page.keyboard.press("?")
        page.keyboard.up(held)
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_they_can_be_switched_off_for_good(visit):
    page = visit("owner")
    at(page, "/admin/")
    page.keyboard.press("?")
    page.get_by_role("checkbox", name="Use the shortcuts").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.type("gp?")
    expect(page.get_by_role("dialog")).to_have_count(0)
    at(page, "/admin/tags/")
    page.keyboard.type("?")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("Control+k")
    page.keyboard.type("keyboard")
    expect(page.locator("#palette [aria-selected=true]")).to_have_text("Keyboard shortcuts")
    page.keyboard.press("Enter")
    page.get_by_role("checkbox", name="Use the shortcuts").check()
    page.keyboard.press("Escape")
    page.keyboard.type("gi")
    page.wait_for_url("**/admin/inbox/")


def test_without_a_script_the_sheet_is_a_page(visit):
    page = visit("owner", java_script_enabled=False)
    page.goto("/admin/")
    page.locator(".account summary").click()
    page.get_by_role("link", name="Keyboard shortcuts").click()
    expect(page.get_by_role("heading", name="Keyboard shortcuts", level=1)).to_be_visible()
    expect(page.get_by_role("row", name="Next row")).to_be_visible()
    expect(page.get_by_role("checkbox")).to_have_count(0)


def test_the_sheet_has_no_faults(visit):
    page, arabic = visit("owner"), visit("owner", locale="ar")
    for each in (page, arabic):
        at(each, "/admin/posts/")
        each.keyboard.press("?")
        expect(each.locator("#shortcuts")).to_be_visible()
    found = examined(page, "sheet of shortcuts") + examined_rtl(arabic, "sheet of shortcuts")
    assert [finding for finding in found if not finding.is_clean] == []
