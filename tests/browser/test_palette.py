"""The palette by keyboard alone: it finds, goes, and presses what the page itself offers."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.examination import examined, examined_rtl
from tests.browser.writing import flash, write

EDIT = re.compile(r"/admin/posts/edit/")


def palette(page):
    """Open it by its keys, once the page listens to them."""
    page.locator("[data-find-open][role=button]").wait_for()
    page.keyboard.press("Control+k")
    expect(page.locator("#palette input")).to_be_focused()


def chosen(page):
    return page.locator("#palette [aria-selected=true]")


def test_a_post_is_opened_by_its_title_and_submitted_by_keyboard_alone(visit):
    page = visit("contributor")
    write(page, "Twelve lanterns by the pier")
    page.goto("/admin/")
    palette(page)
    page.keyboard.type("twelve lan")
    expect(chosen(page)).to_contain_text("Twelve lanterns by the pier")
    expect(page.get_by_role("group", name="Posts")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(EDIT)

    palette(page)
    page.keyboard.type("submit")
    expect(chosen(page)).to_have_text("Submit for review")
    page.keyboard.press("Enter")
    expect(flash(page).filter(has_text="is waiting for review")).to_be_visible()


def test_it_saves_before_it_publishes_and_asks_before_it_trashes(visit):
    page = visit("editor")
    write(page, "Thirteen lanterns by the pier")
    page.get_by_label("Title").fill("Fourteen lanterns by the pier")
    palette(page)
    page.keyboard.type("publish now")
    page.keyboard.press("Enter")
    expect(page.get_by_text("“Fourteen lanterns by the pier” is published.")).to_be_visible()
    palette(page)
    page.keyboard.type("trash")
    expect(chosen(page)).to_have_text("Move to trash")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Move to trash")).to_be_visible()


def test_what_wants_a_moment_opens_its_fold(visit):
    page = visit("editor")
    write(page, "Lanterns for later")
    palette(page)
    page.keyboard.type("schedule")
    expect(chosen(page)).to_have_text("Schedule")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Publish at")).to_be_focused()


def test_screens_are_found_by_loose_likeness_and_without_accents(visit):
    page = visit("owner")
    page.goto("/admin/")
    palette(page)
    page.keyboard.type("sttngs")
    expect(chosen(page)).to_have_text("Settings")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/admin/settings/"))
    spanish = visit("owner", locale="es")
    spanish.goto("/admin/")
    palette(spanish)
    spanish.keyboard.type("paginas")
    expect(chosen(spanish)).to_contain_text("Páginas")


def test_with_nothing_typed_what_was_changed_last_stands_first_and_nothing_is_chosen(visit):
    page = visit("editor")
    write(page, "The newest lantern")
    page.goto("/admin/tags/")
    palette(page)
    first = page.locator("#palette-list [role=group]").first
    expect(first).to_contain_text("Changed last")
    expect(first.get_by_role("option").first).to_contain_text("The newest lantern")
    expect(chosen(page)).to_have_count(0)
    page.keyboard.press("ArrowDown")
    expect(chosen(page)).to_contain_text("The newest lantern")
    page.keyboard.press("ArrowUp")
    expect(chosen(page)).to_have_text("Sign out")


def test_the_focus_comes_back_and_the_button_is_one_for_the_keyboard(visit):
    page = visit("editor")
    page.goto("/admin/")
    button = page.get_by_role("button", name="Find", exact=True)
    button.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("dialog", name="Find or do anything")).to_be_visible()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()


def test_it_says_so_when_nothing_is_found_or_nobody_answers(visit):
    page = visit("editor")
    page.goto("/admin/")
    palette(page)
    page.keyboard.type("xylophonist")
    said = page.locator("#palette [role=status]")
    expect(said).to_contain_text("Nothing is called that here")
    expect(chosen(page)).to_have_text("Posts with “xylophonist”")
    page.context.set_offline(True)
    page.keyboard.type("s")
    expect(said).to_contain_text("There is no connection")
    page.context.set_offline(False)
    page.context.clear_cookies()
    page.keyboard.type("t")
    expect(said).to_contain_text("You are signed out")


def test_without_a_script_a_page_finds_the_same(visit):
    page = visit("editor", java_script_enabled=False)
    page.goto("/admin/")
    page.get_by_role("link", name="Find", exact=True).click()
    page.get_by_role("searchbox").fill("kedgeree")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Kedgeree for a wet Monday").click()
    expect(page).to_have_url(EDIT)


@pytest.mark.parametrize("typed", ["", "tide", "xylophonist"])
def test_it_has_no_faults_open(visit, typed):
    page, arabic = visit("owner"), visit("owner", locale="ar")
    for each in (page, arabic):
        each.goto("/admin/posts/")
        palette(each)
        each.keyboard.type(typed)
        expect(each.locator("#palette [role=option]").first).to_be_visible()
        expect(each.locator("#palette [role=status]")).to_have_text(re.compile(r"\S" if typed else r"^$"))
    found = examined(page, f"palette {typed}") + examined_rtl(arabic, f"palette {typed}")
    assert [finding for finding in found if not finding.is_clean] == []
