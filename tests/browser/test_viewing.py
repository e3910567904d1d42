"""While an owner looks as somebody else, the editor is read and nothing leaves it."""

from playwright.sync_api import expect

from tests.browser.examination import examined


def view_as_author(page):
    page.goto("/admin/users/?search=author@example.com")
    page.get_by_role("rowheader").get_by_role("link").first.click()
    page.get_by_role("button", name="View as").click()
    expect(page.get_by_text("and can change nothing.")).to_be_visible()


def test_the_editor_is_read_and_sends_nothing(visit):
    page = visit("owner")
    view_as_author(page)
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method != "GET" else None)
    try:
        page.goto("/admin/posts/")
        page.get_by_role("rowheader").get_by_role("link").first.click()
        expect(page.get_by_text("Read only: you look at this as")).to_be_visible()
        surface = page.locator(".editor-surface [role=textbox]")
        expect(surface).to_have_attribute("contenteditable", "false")
        expect(surface).to_have_attribute("aria-readonly", "true")
        expect(page.locator("input#title")).to_be_disabled()
        expect(page.get_by_role("button", name="Save")).to_have_count(0)
        surface.press("x")
        page.keyboard.press("Control+s")
        found = examined(page, "admin: editor while viewing")
        page.goto("/admin/posts/")
        assert sent == []
        assert [finding for finding in found if not finding.is_clean] == []
    finally:
        page.get_by_role("button", name="Stop viewing").click()
