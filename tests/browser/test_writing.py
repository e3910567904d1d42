"""The main job, as people do it: write, publish, read, comment, approve."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import sign_in
from tests.browser.writing import find, flash, write, write_html


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_text_goes_from_its_author_to_a_reader_and_back_as_a_comment(visit, scripts):
    title = f"The day the tide came in {'early' if scripts else 'late'}"

    author = visit("contributor", java_script_enabled=scripts)
    write(author, title, button="Submit for review")
    expect(author.get_by_role("button", name="Publish now")).to_have_count(0)

    editor = visit("editor", java_script_enabled=scripts)
    find(editor, title)
    editor.get_by_label("Tags").fill("Harbour, Early hours")
    editor.get_by_role("button", name="Publish now").click()
    expect(flash(editor)).to_contain_text("is published")

    visitor = visit()
    visitor.goto("/")
    visitor.get_by_role("link", name=title).first.click()
    expect(visitor.get_by_role("heading", name=title, level=1)).to_be_visible()
    expect(visitor.get_by_text("The tide came in at noon.")).to_be_visible()
    expect(visitor.locator("a[rel=tag]", has_text="Early hours")).to_be_visible()
    visitor.get_by_role("link", name="Sign in to comment").click()
    sign_in_here(visitor, "reader@example.com")
    visitor.get_by_label("Your comment").fill("I saw it <b>too</b>.")
    visitor.get_by_role("button", name="Send comment").click()
    expect(visitor.get_by_text("I saw it <b>too</b>.")).to_be_visible()


def test_a_newcomer_registers_and_the_first_comment_waits_for_a_moderator(visit, server):
    newcomer = visit()
    newcomer.goto("/register")
    newcomer.get_by_label("E-mail address").fill("newcomer@example.com")
    newcomer.get_by_label("Name", exact=True).fill("Nora Newcomer")
    newcomer.get_by_label("Password", exact=True).fill("a-long-enough-secret")
    newcomer.get_by_label("The password once more").fill("a-long-enough-secret")
    newcomer.get_by_role("button", name="Register").click()

    newcomer.goto(server.link_mailed_to("newcomer@example.com"))
    newcomer.locator("main").get_by_role("button").click()
    if "/login" not in newcomer.url:
        newcomer.goto("/logout")
        newcomer.locator("main").get_by_role("button").click()
    sign_in(newcomer, "newcomer@example.com", "a-long-enough-secret")
    address = "/posts/why-the-harbour-bell-rings-twice"
    newcomer.goto(address)
    newcomer.get_by_label("Your comment").fill("My first words here.")
    newcomer.get_by_role("button", name="Send comment").click()
    expect(newcomer.get_by_text("once a moderator has approved it")).to_be_visible()

    visitor = visit()
    visitor.goto(address)
    expect(visitor.get_by_text("My first words here.")).to_have_count(0)

    moderator = visit("moderator")
    moderator.goto("/admin/comments/")
    row = moderator.get_by_role("row").filter(has_text="My first words here.")
    row.get_by_role("button", name=re.compile("^Approve")).click()
    expect(flash(moderator)).to_contain_text("approved")

    visitor.reload()
    expect(visitor.get_by_text("My first words here.")).to_be_visible()


def test_a_stale_save_loses_nothing_and_shows_both_texts(visit):
    first, second = visit("author"), visit("editor")
    write(first, "Two hands", "<p>As it was.</p>")
    second.goto(first.url)
    write_html(second, "<p>As the editor has it.</p>")
    second.get_by_role("button", name="Save draft").click()
    expect(flash(second)).to_be_visible()

    write_html(first, "<p>As the author has it.</p>")
    first.get_by_role("button", name="Save draft").click()
    expect(first.get_by_role("heading", name="You both changed the same words")).to_be_visible()
    place = first.get_by_role("group", name="Text, place 1 of 1")
    expect(place).to_contain_text("the editor has it.")
    expect(place).to_contain_text("the author has it.")

    place.get_by_label("Both, yours first").check()
    first.get_by_role("button", name="Save the united text").click()
    text = first.get_by_label("Text", exact=True)
    expect(text).to_have_value(re.compile("author"))
    expect(text).to_have_value(re.compile("editor"))
    expect(first.get_by_text("Kept aside")).to_be_visible()


def test_two_editors_of_different_places_are_both_kept(visit):
    first, second = visit("author"), visit("editor")
    write(first, "Four hands", "<p>The tide turns.</p><p>The boats go out.</p>")
    second.goto(first.url)
    write_html(second, "<p>The tide has turned.</p><p>The boats go out.</p>")
    second.get_by_role("button", name="Save draft").click()
    expect(flash(second)).to_be_visible()

    write_html(first, "<p>The tide turns.</p><p>The boats come home.</p>")
    first.get_by_role("button", name="Save draft").click()
    expect(flash(first)).to_contain_text("together with what")
    text = first.get_by_label("Text", exact=True)
    expect(text).to_have_value(re.compile(r"has turned.*come home", re.S))


def sign_in_here(page, address):
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Password", exact=True).fill("masthead-demo")
    page.get_by_role("button", name="Sign in").click()
