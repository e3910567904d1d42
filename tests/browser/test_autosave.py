"""What is typed is on the server after a pause, without a button, and goes on elsewhere."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import sign_in
from tests.browser.writing import flash, write, write_html

TYPED = "<p>Typed, and never saved by a button.</p>"
SAVED = re.compile(r"Saved at \d")


def text_of(page):
    return page.get_by_label("Text", exact=True)


def state_of(page):
    return page.locator("[data-said]")


def type_and_wait(page, words=TYPED):
    write_html(page, words)
    expect(state_of(page)).to_have_text(SAVED)


def offer_on(page):
    return page.get_by_role("region", name="Unsaved work")


def drop_all(page):
    """Offers of earlier tests are in nobody's way."""
    while offer_on(page).count():
        offer_on(page).first.get_by_role("button", name="Drop it").click()


def test_what_was_typed_goes_on_in_another_browser_after_the_window_was_closed(visit):
    page = visit("author")
    write(page, "From desk to train", "<p>As saved.</p>")
    address = page.url
    type_and_wait(page)
    page.close()

    train = visit("author")
    train.goto(address)
    expect(text_of(train)).to_have_value("<p>As saved.</p>")
    offer_on(train).get_by_role("link", name="Go on with it").click()
    expect(text_of(train)).to_have_value(TYPED)
    train.get_by_role("button", name="Save draft").click()
    expect(flash(train).filter(has_text="is saved")).to_be_visible()
    expect(text_of(train)).to_have_value(TYPED)
    expect(offer_on(train)).to_have_count(0)


def test_the_last_words_before_the_window_closes_are_kept_without_waiting(visit):
    page = visit("author")
    write(page, "Closed at once", "<p>As saved.</p>")
    address = page.url
    write_html(page, TYPED)
    with page.expect_request("**/autosave/**"):
        page.evaluate("dispatchEvent(new Event('pagehide'))")
    again = visit("author")
    again.goto(address)
    again.reload()
    offer_on(again).get_by_role("link", name="Go on with it").click()
    expect(text_of(again)).to_have_value(TYPED)


def test_a_new_text_is_offered_where_the_next_one_begins_and_can_be_dropped(visit):
    page = visit("contributor")
    page.goto("/admin/posts/new/")
    drop_all(page)
    page.get_by_label("Title").fill("Begun on the quay")
    type_and_wait(page)
    page.goto("/admin/posts/")
    expect(page.get_by_role("link", name="Begun on the quay")).to_have_count(0)

    page.goto("/admin/posts/new/")
    expect(offer_on(page)).to_contain_text("Begun on the quay")
    drop_all(page)
    expect(flash(page).filter(has_text="is dropped")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Title")).to_be_visible()
    expect(offer_on(page)).to_have_count(0)


def test_opening_a_form_keeps_nothing(visit):
    page, sent = visit("contributor"), []
    page.on("request", lambda request: sent.append(request.url) if "/autosave/" in request.url else None)
    page.goto("/admin/posts/new/")
    page.get_by_label("Title").focus()
    page.goto("/admin/posts/")
    assert sent == []


def test_offline_the_browser_keeps_it_and_the_server_once_the_connection_is_back(visit):
    page = visit("author")
    write(page, "In the tunnel", "<p>As saved.</p>")
    page.context.set_offline(True)
    write_html(page, TYPED)
    expect(state_of(page)).to_contain_text("Offline: kept in this browser")
    page.context.set_offline(False)
    expect(state_of(page)).to_have_text(SAVED)


def test_after_the_session_ended_the_person_signs_in_elsewhere_and_goes_on_here(visit):
    page = visit("author")
    write(page, "Signed out while typing", "<p>As saved.</p>")
    page.context.clear_cookies()
    write_html(page, TYPED)
    expect(state_of(page)).to_contain_text("Your session has ended")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in in a new tab").click()
    other = opened.value
    other.get_by_label("E-mail address").fill("author@example.com")
    other.get_by_label("Password", exact=True).fill("masthead-demo")
    other.get_by_role("button", name="Sign in").click()
    other.wait_for_url("**/admin/")
    page.bring_to_front()
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(state_of(page)).to_have_text(SAVED)
    page.get_by_role("button", name="Save draft").click()
    expect(flash(page).filter(has_text="is saved")).to_be_visible()


def test_another_persons_session_is_not_written_into(visit):
    page = visit("author")
    write(page, "Somebody else sits down", "<p>As saved.</p>")
    page.context.clear_cookies()
    other = page.context.new_page()
    sign_in(other, "editor@example.com")
    write_html(page, TYPED)
    expect(state_of(page)).to_contain_text("Your session has ended")
    other.goto(page.url)
    expect(other.get_by_label("Title")).to_be_visible()
    expect(offer_on(other)).to_have_count(0)


def test_what_cannot_be_kept_is_said(visit):
    page = visit("author")
    write(page, "Too much", "<p>As saved.</p>")
    page.evaluate("document.querySelector('[name=title]').removeAttribute('maxlength')")
    page.get_by_label("Title").fill("x" * 301)
    expect(state_of(page)).to_contain_text("Shorten this to 300 characters")


def test_what_is_kept_can_be_left_without_a_question(visit):
    page, asked = visit("author"), []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    write(page, "Left in peace", "<p>As saved.</p>")
    type_and_wait(page)
    page.goto("/admin/posts/")
    assert asked == []


def test_a_save_by_a_button_leaves_nothing_to_offer(visit):
    page = visit("author")
    write(page, "Saved at last", "<p>As saved.</p>")
    type_and_wait(page)
    page.get_by_role("button", name="Save draft").click()
    expect(flash(page).filter(has_text="is saved")).to_be_visible()
    page.reload()
    expect(text_of(page)).to_have_value(TYPED)
    expect(offer_on(page)).to_have_count(0)
