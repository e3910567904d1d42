"""What can't be undone asks first, with scripts and without; bulk acts touch what is ticked alone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.writing import find, flash, write

both_ways = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])


@both_ways
def test_delete_asks_first(visit, scripts):
    page, title = visit("editor", java_script_enabled=scripts), f"To be deleted {scripts}"
    write(page, title)
    page.get_by_role("link", name="Move to trash").click()
    page.locator("main").get_by_role("button", name="Move to trash").click()

    delete_from_trash(page, title)
    page.get_by_role("link", name=re.compile("^(Cancel|Back|No|Keep)")).first.click()
    delete_from_trash(page, title)
    page.locator("main").get_by_role("button", name=re.compile("^Delete")).click()
    expect(flash(page)).to_contain_text("deleted")
    page.goto("/admin/posts/?flt0_status=trashed")
    expect(page.get_by_text(title)).to_have_count(0)


def delete_from_trash(page, title):
    """Ask for it; the post is still there afterwards."""
    page.goto("/admin/posts/?flt0_status=trashed")
    page.get_by_role("row").filter(has_text=title).get_by_role("link", name=re.compile("^Delete")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


@both_ways
def test_a_bulk_act_touches_the_ticked_rows_alone(visit, scripts):
    page = visit("editor", java_script_enabled=scripts)
    titles = [f"{name} of the bulk {scripts}" for name in ("First", "Second", "Third")]
    for title in titles:
        write(page, title)
    page.goto(f"/admin/posts/?search=of+the+bulk+{scripts}")
    for title in titles[:2]:
        page.get_by_role("checkbox", name=f"Tick “{title}”").check()
    page.get_by_label("With the ticked rows").select_option("publish")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", level=2)).to_contain_text("done for 2")
    page.locator("main").get_by_role("button", name="Publish").click()
    expect(flash(page)).to_contain_text("done for 2")
    rows = [page.get_by_role("row").filter(has_text=title) for title in titles]
    expect(rows[0]).to_contain_text("Published")
    expect(rows[1]).to_contain_text("Published")
    expect(rows[2]).to_contain_text("Draft")


def test_trashing_in_bulk_asks_first(visit):
    page, title = visit("editor"), "Kept by a second thought"
    write(page, title)
    page.goto("/admin/posts/?search=second+thought")
    page.get_by_role("checkbox", name=f"Tick “{title}”").check()
    page.get_by_label("With the ticked rows").select_option("trash")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Move to trash")
    find(page, title)
    expect(page.get_by_role("button", name="Publish now")).to_be_visible()


@both_ways
def test_a_bulk_trashing_is_undone_from_its_message(visit, scripts):
    page = visit("editor", java_script_enabled=scripts)
    titles = [f"{name} to come back {scripts}" for name in ("First", "Second")]
    for title in titles:
        write(page, title)
    page.goto(f"/admin/posts/?search=to+come+back+{scripts}")
    for title in titles:
        page.get_by_role("checkbox", name=f"Tick “{title}”").check()
    page.get_by_label("With the ticked rows").select_option("trash")
    page.get_by_role("button", name="Apply").click()
    page.locator("main").get_by_role("button", name="Move to trash").click()
    expect(flash(page)).to_contain_text("done for 2")
    expect(page.get_by_role("row").filter(has_text=titles[0])).to_have_count(0)
    flash(page).get_by_role("button", name="Undo").click()
    expect(flash(page)).to_contain_text("Undo “Move to trash”: done for 2")
    for title in titles:
        expect(page.get_by_role("row").filter(has_text=title)).to_contain_text("Draft")


def test_unsaved_words_are_not_left_behind_without_a_question(visit):
    page, asked = visit("editor"), []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/admin/posts/new/")
    page.get_by_label("Title").press_sequentially("Not saved yet")
    page.goto("/admin/")
    assert asked == ["beforeunload"]


EDITORS = {
    *("Overview", "Inbox", "Calendar", "Posts", "Pages", "Comments", "Tags"),
    *("Redirects", "Not found", "People"),
}


def test_each_role_sees_the_menu_of_its_work(visit):
    menus = {
        "owner": {*EDITORS, "Invitations", "Roles", "Requests", "Why?", "Events", "Settings"},
        "editor": EDITORS,
        "author": {"Overview", "Inbox", "Calendar", "Posts", "Comments"},
        "contributor": {"Overview", "Inbox", "Calendar", "Posts"},
        "moderator": {"Overview", "Comments"},
    }
    for role, menu in menus.items():
        page = visit(role)
        page.goto("/admin/")
        shown = page.locator("nav.sidebar").get_by_role("link").all_inner_texts()
        assert {text.split("\n")[0] for text in shown} == menu, role
