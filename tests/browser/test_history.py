"""The history of a record is reached and read by keyboard, in every light and in both directions."""

from playwright.sync_api import expect

from tests.browser.examination import examined, examined_rtl


def press_until(page, target, key="Tab"):
    """Press the key until the target has the focus, as somebody without a mouse does."""
    for _press in range(120):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError("the keyboard never came there")


def open_history(page):
    page.locator("#content").focus()
    tab = page.locator(".tabs").get_by_role("link", name="History")
    press_until(page, tab)
    page.keyboard.press("Enter")
    expect(tab).to_have_attribute("aria-current", "page")


def test_the_history_of_a_tag_is_read_by_keyboard(visit):
    page, arabic = visit("owner"), visit("owner", locale="ar")
    page.goto("/admin/tags/new/")
    page.get_by_label("Name").fill("Storm lamps")
    page.get_by_role("button", name="Save").click()
    page.get_by_label("Name").fill("Hurricane lamps")
    page.get_by_role("button", name="Save").click()
    open_history(page)
    newest = page.locator(".log-entries > li").first
    expect(newest.get_by_role("heading")).to_have_text("Changed the tag “Hurricane lamps”")
    expect(newest.get_by_role("row", name="Name Storm lamps Hurricane lamps")).to_be_visible()
    found = examined(page, "admin: history of a tag")
    arabic.goto(page.url)
    found += examined_rtl(arabic, "admin: history of a tag")
    assert [finding for finding in found if not finding.is_clean] == []

    press_until(page, page.get_by_role("link", name="Show in the event log"), "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("table.list")).to_contain_text("Created the tag “Storm lamps”")


def test_the_history_of_a_person_is_read_by_keyboard(visit):
    page = visit("owner")
    page.goto("/admin/users/?search=contributor@example.com")
    page.get_by_role("rowheader").get_by_role("link").first.click()
    open_history(page)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".log-entries > li").first).to_be_visible()
    found = examined(page, "admin: history of a person")
    assert [finding for finding in found if not finding.is_clean] == []
