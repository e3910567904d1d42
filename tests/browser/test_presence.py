"""Two people with the same post open see each other."""

import re

from playwright.sync_api import expect

from tests.browser.examination import examined, examined_rtl
from tests.browser.writing import flash, write


def company(page):
    return page.locator(".company-list")


def look_again(page):
    """Report now rather than in a while, as when one comes back to the window."""
    with page.expect_response("**/presence/**") as answer:
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert answer.value.ok


def test_two_see_each_other_come_type_save_and_go(visit):
    first, second = visit("author"), visit("editor")
    write(first, "Seen by two")
    second.goto(first.url)
    expect(company(second)).to_contain_text(re.compile("has this open too.*since"))
    look_again(first)
    expect(company(first)).to_contain_text("has this open too")
    expect(first.locator("[data-presence-said]")).to_contain_text("has this open too")

    second.get_by_label("Title").fill("Seen by two, and changed")
    look_again(second)
    look_again(first)
    expect(company(first)).to_contain_text("Typing")

    second.get_by_role("button", name="Save draft").click()
    expect(flash(second).filter(has_text="is saved")).to_be_visible()
    look_again(first)
    expect(company(first)).to_contain_text("has saved revision 2 since you opened this")
    expect(first.get_by_label("Title")).to_be_editable()

    arabic = visit("owner", locale="ar")
    arabic.goto(first.url)
    expect(company(arabic).locator("li")).to_have_count(2)
    found = examined(first, "desk with company") + examined_rtl(arabic, "desk with company")
    assert [finding for finding in found if not finding.is_clean] == []

    second.goto("/admin/")
    arabic.goto("/admin/")
    look_again(first)
    expect(company(first)).not_to_contain_text("has this open too")


def test_who_goes_on_typing_is_not_announced_again(visit):
    first, second = visit("author"), visit("editor")
    write(first, "Announced once")
    second.goto(first.url)
    expect(company(second)).to_contain_text("has this open too")
    look_again(first)
    said = first.locator("[data-presence-said]")
    expect(said).to_contain_text("has this open too")
    first.evaluate("document.querySelector('[data-presence-said]').textContent = ''")
    second.get_by_label("Title").fill("Announced once, typing")
    look_again(second)
    look_again(first)
    expect(company(first)).to_contain_text("Typing")
    expect(said).to_be_empty()


def test_without_a_script_the_form_tells_who_was_there(visit):
    first = visit("author")
    write(first, "Seen without a script")
    second = visit("editor", java_script_enabled=False)
    expect(company(first)).to_have_count(0)
    second.goto(first.url)
    expect(company(second)).to_contain_text("has this open too")
