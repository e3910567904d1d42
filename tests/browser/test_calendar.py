"""What is scheduled moves in the calendar by keyboard, by hand and by a form; its pages have no faults."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.examination import PHONE, examined, examined_rtl
from tests.browser.writing import flash, write_html

MONTH = (datetime.now(UTC) + timedelta(days=62)).replace(day=1).date()
CALENDAR = f"/admin/calendar/?day={MONTH.isoformat()}"


def day(number):
    return MONTH.replace(day=number).isoformat()


def scheduled(page, title, number, on=""):
    """A new post, scheduled for nine o'clock of that day; the calendar is open afterwards."""
    page.goto("/admin/posts/new/")
    page.get_by_label("Title").fill(title)
    write_html(page, "<p>Later.</p>")
    page.get_by_text("Publish later").click()
    page.get_by_label("Publish at").fill(f"{on or day(number)}T09:00")
    page.get_by_role("button", name="Schedule", exact=True).click()
    page.wait_for_url("**/edit/**")
    page.goto(CALENDAR)


def entry(within, title):
    """What is scheduled, rather than the way to the site after it."""
    return within.locator(".entry", has_text=title)


def stands(page, title, number):
    expect(entry(page.locator(f'[data-day="{day(number)}"]'), title)).to_be_visible()


def test_an_entry_moves_by_keyboard_and_says_so(visit):
    page, title = visit("editor"), "Moved by the keyboard"
    scheduled(page, title, 10)
    entry(page, title).focus()
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator("[data-said]")).to_contain_text("is moved to")
    stands(page, title, 11)
    expect(entry(page, title)).to_be_focused()
    page.keyboard.press("Alt+ArrowDown")
    stands(page, title, 18)
    page.reload()
    stands(page, title, 18)


def test_arrows_follow_the_direction_of_the_script(visit):
    page, title = visit("editor"), "Moved in Arabic"
    scheduled(page, title, 12)
    arabic = visit("editor", locale="ar")
    arabic.goto(CALENDAR)
    entry(arabic, title).focus()
    arabic.keyboard.press("Alt+ArrowLeft")
    stands(arabic, title, 13)


def test_an_entry_is_dragged_to_another_day(visit):
    page, title = visit("editor"), "Moved by hand"
    scheduled(page, title, 5)
    drag(page, entry(page, title), page.locator(f'[data-day="{day(20)}"] h2'))
    expect(page.locator("[data-said]")).to_contain_text("is moved to")
    stands(page, title, 20)


def drag(page, entry, target):
    """As a hand does: several small movements, for the browser tells of being above something only then."""
    entry.hover()
    page.mouse.down()
    box = target.bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 5, steps=5)
    page.mouse.move(box["x"] + 9, box["y"] + 9, steps=5)
    page.mouse.up()


def test_nothing_moves_into_the_past_and_the_entry_stays(visit):
    page, title = visit("editor"), "Stays where it is"
    soon = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()
    scheduled(page, title, 15, on=soon)
    page.goto(f"/admin/calendar/?day={soon}")
    entry(page, title).focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("[data-said].refused")).to_contain_text("Choose a moment in the future.")
    expect(entry(page.locator(f'[data-day="{soon}"]'), title)).to_be_visible()


@pytest.mark.parametrize("size", [None, PHONE], ids=["desk", "phone"])
def test_without_scripts_a_form_moves_it(visit, size):
    title = f"Moved by a form {size is None}"
    page = visit("editor", java_script_enabled=False, **({"viewport": size} if size else {}))
    scheduled(page, title, 7)
    entry(page, title).click()
    page.get_by_label("New moment").fill(f"{day(9)}T11:00")
    page.get_by_role("button", name="Move", exact=True).click()
    expect(flash(page)).to_contain_text("is moved to")
    stands(page, title, 9)


def test_the_calendar_and_its_form_have_no_faults(visit):
    page, title, found = visit("editor"), "Examined in the calendar", []
    scheduled(page, title, 14)
    arabic = visit("editor", locale="ar")
    form = entry(page, title).get_attribute("href")
    for name, path in (("calendar", CALENDAR), ("week", f"{CALENDAR}&view=week"), ("move", form)):
        page.goto(path)
        arabic.goto(path)
        found += examined(page, name) + examined_rtl(arabic, name)
    assert [finding for finding in found if not finding.is_clean] == []
