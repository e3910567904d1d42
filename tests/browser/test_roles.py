"""Roles with scripts and without: the preview before a save, why, requests, and looking as somebody else."""

import pytest
from playwright.sync_api import expect

from tests.browser.examination import examined

both_ways = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
BOX = "Moderator: See the list of tags"


@both_ways
def test_a_change_in_the_matrix_is_previewed_then_saved(visit, scripts):
    page = visit("owner", java_script_enabled=scripts)
    for wanted in (True, False):
        page.goto("/admin/roles/matrix/")
        page.get_by_role("checkbox", name=BOX).set_checked(wanted)
        page.get_by_role("button", name="Save all roles").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("What will change for whom?")
        expect(page.locator("main")).to_contain_text("See the list of tags")
        if scripts:
            assert [it for it in examined(page, "admin: preview of roles") if not it.is_clean] == []
        page.get_by_role("button", name="Back to the boxes").click()
        assert page.get_by_role("checkbox", name=BOX).is_checked() is wanted
        page.get_by_role("button", name="Save all roles").click()
        page.get_by_role("button", name="Save this").click()
        expect(page.locator(".flash")).to_contain_text("holds at once: Moderator")


def test_the_matrix_on_a_phone_saves_one_role(visit):
    page = visit("owner", viewport={"width": 390, "height": 800})
    page.goto("/admin/roles/matrix/")
    page.locator("summary").filter(has_text="Contributor").click()
    fold = page.locator("details[open].role-fold")
    fold.get_by_label("Create tags").check()
    fold.get_by_role("button", name="Save “Contributor”").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What will change for whom?")
    expect(page.locator("main")).to_contain_text("Create tags")


@both_ways
def test_why_answers_in_a_sentence(visit, scripts):
    page = visit("owner", java_script_enabled=scripts)
    page.goto("/admin/why/")
    page.get_by_label("Person").fill("author@example.com")
    page.get_by_label("What they want to do").select_option("post.delete")
    page.get_by_role("button", name="Explain").click()
    expect(page.get_by_role("heading", level=2)).to_contain_text("may not do this")
    expect(page.locator(".verdict")).to_contain_text("None of their roles allows it.")
    expect(page.locator(".verdict li").first).to_have_text("Editor")


@both_ways
def test_looking_as_an_author_ends_with_the_button(visit, scripts):
    page = visit("owner", java_script_enabled=scripts)
    page.goto("/admin/users/?search=author@example.com")
    page.locator("th[scope=row] a").first.click()
    page.get_by_role("button", name="View as").click()
    banner = page.get_by_role("complementary", name="Viewing as somebody else")
    expect(banner).to_be_visible()
    expect(page.locator("nav.sidebar")).not_to_contain_text("People")
    if scripts:
        assert [it for it in examined(page, "admin: viewing as an author") if not it.is_clean] == []
    page.goto("/admin/posts/")
    banner.get_by_role("button", name="Stop viewing").click()
    expect(page.locator(".flash")).to_contain_text("You are yourself again.")
    expect(page.locator("nav.sidebar")).to_contain_text("People")


def test_who_is_refused_asks_and_an_owner_declines_with_a_reason(visit):
    page = visit("moderator")
    page.goto("/admin/tags/")
    page.get_by_label("What you need it for").fill("To tidy up the tags.")
    page.get_by_role("button", name="Ask the owners").click()
    expect(page.locator("main")).to_contain_text("To tidy up the tags.")
    owner = visit("owner")
    owner.goto("/admin/requests/")
    request = owner.get_by_role("article").filter(has_text="To tidy up the tags.")
    assert [it for it in examined(owner, "admin: a request") if not it.is_clean] == []
    request.get_by_label("Reason, which the person reads").fill("Bea does that.")
    request.get_by_role("button", name="Decline").click()
    expect(owner.locator(".flash")).to_contain_text("Declined.")
    page.reload()
    expect(page.locator("main")).to_contain_text("Bea does that.")
