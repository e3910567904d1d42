"""A text between its writer and its reviewer, and the checklist before it is published."""

from playwright.sync_api import expect

from tests.browser.test_writing import write

TITLE = "The lamp at the end of the pier"
BARE_PICTURE = '<p>A lamp. <img src="/static/icons/site.svg"></p>'


def saved(page):
    expect(page.get_by_role("status")).to_be_visible()


def test_a_text_goes_to_its_reviewer_and_back_and_is_published_despite_the_checklist(visit, server):
    writer = visit("contributor")
    write(writer, TITLE, BARE_PICTURE)
    reviewer = visit("editor")
    reviewer.goto("/admin/")
    name = reviewer.locator(".account-name").inner_text()
    writer.get_by_label("Reviewer").select_option(label=name)
    writer.get_by_role("button", name="Submit for review").click()
    saved(writer)

    reviewer.goto(server.link_mailed_to("editor@example.com"))
    expect(reviewer.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    reviewer.goto("/admin/inbox/")
    reviewer.get_by_role("region", name="Waiting for me").get_by_role("link", name=TITLE).click()
    reviewer.get_by_label("Words for the author").fill("Who lit it?")
    reviewer.get_by_role("button", name="Request changes").click()
    saved(reviewer)

    writer.goto(server.link_mailed_to("contributor@example.com"))
    expect(writer.locator(".verdict")).to_contain_text("Who lit it?")
    writer.get_by_label("Text", exact=True).fill(f"<p>Ada lit it.</p>{BARE_PICTURE}")
    expect(writer.get_by_label("Reviewer").locator("option:checked")).to_have_text(name)
    writer.get_by_role("button", name="Submit for review").click()
    saved(writer)

    reviewer.reload()
    reviewer.get_by_role("button", name="Approve").click()
    saved(reviewer)
    reviewer.get_by_role("button", name="Publish now").click()
    expect(reviewer.get_by_role("alert")).to_contain_text("has no alt text")
    reviewer.get_by_label("Reason to publish all the same").fill("The lamp needs no words.")
    reviewer.get_by_role("button", name="Publish now").click()
    expect(reviewer.get_by_role("status")).to_contain_text("is published")
