"""A person leaves: the owner closes the account, somebody takes over, and readers see whose the texts are."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.writing import flash, write_html

# One after the other on one server, so each account is closed in one test alone.
both_ways = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])


@both_ways
def test_an_owner_deactivates_an_author_and_an_editor_takes_over(visit, scripts):
    owner, name = visit("owner", java_script_enabled=scripts), f"Wren {'Quick' if scripts else 'Plain'}"
    person = add_author(owner, name)
    path = publish_as(owner, name, f"Left behind by {name}")
    reader = visit(None)
    reader.goto(path)
    expect(reader.locator("a[rel=author]").first).to_have_text(name)

    owner.goto(person)
    owner.get_by_role("link", name="Deactivate").click()
    expect(owner.locator("main")).to_contain_text("1 post")
    owner.get_by_label("Somebody else takes over").check()
    owner.get_by_label("Who takes over").fill("editor@example.com")
    owner.get_by_label("Reason, for the event log").fill("Moves to another paper")
    owner.locator("main").get_by_role("button", name="Deactivate").click()
    expect(flash(owner)).to_contain_text("is deactivated")

    reader.reload()
    expect(reader.locator("a[rel=author]").first).not_to_have_text(name)
    expect(reader.locator("main")).not_to_contain_text(f"By {name}")


def add_author(page, name):
    """The address of the new person's own screen."""
    page.goto("/admin/users/new/")
    page.get_by_label("E-mail address").fill(f"{name.replace(' ', '.').lower()}@example.com")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("checkbox", name=re.compile("^Author")).check()
    page.get_by_role("button", name=re.compile("^(Save|Add|Create)")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    return page.url


def publish_as(page, name, title):
    """The public address of a post whose author is chosen in its form."""
    page.goto("/admin/posts/new/")
    page.get_by_label("Title").first.fill(title)
    write_html(page, "<p>The tide came in at noon.</p>")
    page.locator("select[name=author]").select_option(label=name)
    page.get_by_role("button", name="Publish now").click()
    expect(flash(page)).to_contain_text("published")
    return "/posts/" + title.lower().replace(" ", "-")
