"""Words that were not saved outlive the page, the session and the form's token."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import sign_in
from tests.browser.server import until
from tests.browser.writing import flash, surface, write, write_html

# A route that aborts would not hold back what a page sends while it goes away.
NO_AUTOSAVE = """
const send = window.fetch;
window.fetch = (address, options) => String(address).includes("/autosave/")
  ? Promise.reject(new TypeError("no network")) : send(address, options);
"""
KEPT = "<p>Typed before everything went wrong.</p>"


@pytest.fixture
def visit(visit):
    """Pages that can't keep anything on the server by themselves, so that the browser alone remembers."""

    def alone(role):
        page = visit(role)
        page.context.add_init_script(NO_AUTOSAVE)
        return page

    return alone


@pytest.fixture
def offer(visit):
    return lambda page: page.get_by_text("words of yours that were not saved")


def type_text(page, words):
    write_html(page, words)
    until(lambda: page.evaluate("Object.keys(localStorage).length"), "the browser keeps it", lambda: "")


def test_what_was_typed_comes_back_after_the_window_was_lost(visit, offer):
    page = visit("author")
    write(page, "Lost window", "<p>As saved.</p>")
    type_text(page, KEPT)
    again = page.context.new_page()
    page.close()

    again.goto("/admin/posts/?search=Lost+window")
    again.get_by_role("link", name="Lost window").first.click()
    expect(offer(again)).to_be_visible()
    again.get_by_role("button", name="Take them over").click()
    expect(again.get_by_label("Text", exact=True)).to_have_value(KEPT)
    again.get_by_role("button", name="Save draft").click()
    expect(flash(again).filter(has_text="is saved")).to_be_visible()
    again.reload()
    expect(offer(again)).to_be_hidden()


def test_a_save_after_the_session_ended_loses_nothing(visit, offer):
    page = visit("author")
    write(page, "Signed out meanwhile", "<p>As saved.</p>")
    type_text(page, KEPT)
    address = page.url
    page.context.clear_cookies()
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("expired")

    page.get_by_role("link", name="Open the page again").click()
    page.get_by_label("E-mail address").fill("author@example.com")
    page.get_by_label("Password", exact=True).fill("masthead-demo")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(address)
    page.get_by_role("button", name="Take them over").click()
    page.get_by_role("button", name="Save draft").click()
    expect(flash(page).filter(has_text="is saved")).to_be_visible()
    expect(page.get_by_label("Text", exact=True)).to_have_value(re.compile("before everything went wrong"))


def test_what_was_taken_over_is_united_with_what_others_saved_since(visit):
    page, editor = visit("author"), visit("editor")
    write(page, "Kept and united", "<p>One.</p><p>Two.</p>")
    type_text(page, "<p>One, by the author.</p><p>Two.</p>")
    address = page.url
    again = page.context.new_page()
    page.close()
    editor.goto(address)
    write_html(editor, "<p>One.</p><p>Two, by the editor.</p>")
    editor.get_by_role("button", name="Save draft").click()
    expect(flash(editor).filter(has_text="is saved")).to_be_visible()

    again.goto(address)
    again.get_by_role("button", name="Take them over").click()
    again.get_by_role("button", name="Save draft").click()
    expect(flash(again).filter(has_text="together with what")).to_be_visible()
    text = again.get_by_label("Text", exact=True)
    expect(text).to_have_value(re.compile(r"by the author.*by the editor", re.S))


def test_nobody_is_offered_the_words_of_another(visit, offer):
    page = visit("author")
    page.goto("/admin/posts/new/")
    type_text(page, KEPT)
    page.context.clear_cookies()
    other = page.context.new_page()
    page.close()
    sign_in(other, "editor@example.com")
    other.goto("/admin/posts/new/")
    expect(other.get_by_label("Title")).to_be_visible()
    expect(offer(other)).to_be_hidden()


def test_dropped_words_are_gone(visit, offer):
    page = visit("contributor")
    page.goto("/admin/posts/new/")
    type_text(page, KEPT)
    again = page.context.new_page()
    page.close()
    again.goto("/admin/posts/new/")
    again.get_by_role("button", name="Drop them").click()
    again.reload()
    expect(again.get_by_label("Title")).to_be_visible()
    expect(offer(again)).to_be_hidden()


def test_rich_text_is_kept_and_comes_back_rich(visit, offer):
    page = visit("author")
    write(page, "Lost rich words", "<p>As saved.</p>")
    surface(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" And more.")
    until(lambda: page.evaluate("Object.keys(localStorage).length"), "the browser keeps it", lambda: "")
    address, again = page.url, page.context.new_page()
    page.close()

    again.goto(address)
    expect(surface(again)).to_have_text("As saved.")
    again.get_by_role("button", name="Take them over").click()
    expect(surface(again)).to_have_text("As saved. And more.")
    again.get_by_role("button", name="Save draft").click()
    expect(flash(again).filter(has_text="is saved")).to_be_visible()
    expect(again.get_by_label("Text", exact=True)).to_have_value("<p>As saved. And more.</p>")


def test_only_an_edit_is_kept_and_guarded(visit):
    page = visit("author")
    write(page, "Guarded rich words", "<ul>\n  <li>As <b> saved </b></li>\n</ul>")
    questions = []
    page.on("dialog", lambda dialog: (questions.append(dialog.type), dialog.accept()))
    surface(page).click()
    page.keyboard.press("End")
    page.reload()
    assert questions == []
    assert page.evaluate("Object.keys(localStorage)") == []

    surface(page).click()
    page.keyboard.type("x")
    page.reload()
    assert questions == ["beforeunload"]
