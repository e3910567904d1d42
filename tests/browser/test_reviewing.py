"""A text between its writer and its reviewer, and the checklist before it is published."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD
from tests.browser.examination import examined, examined_rtl
from tests.browser.writing import flash, write, write_html

TITLE = "The lamp at the end of the pier"
BARE_PICTURE = '<p>A lamp. <img src="/static/icons/site.svg"></p>'


def saved(page):
    expect(flash(page)).to_be_visible()


def test_a_text_goes_to_its_reviewer_and_back_and_is_published_despite_the_checklist(visit, server):
    writer = visit("contributor")
    write(writer, TITLE, BARE_PICTURE)
    reviewer = visit("editor")
    reviewer.goto("/admin/")
    name = reviewer.locator(".account-name").inner_text()
    writer.get_by_label("Reviewer").select_option(label=name)
    writer.get_by_role("button", name="Submit for review").click()
    saved(writer)

    reviewer.goto(server.link_mailed_to("editor@example.com", TITLE))
    expect(reviewer.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    expect(reviewer.get_by_text("Preview of revision 1, not public.")).to_be_visible()
    reviewer.goto("/admin/inbox/")
    reviewer.get_by_role("region", name="Waiting for me").get_by_role("link", name=TITLE, exact=True).click()
    reviewer.get_by_label("Words for the author").fill("Who lit it?")
    reviewer.get_by_role("button", name="Request changes").click()
    saved(reviewer)

    writer.goto(server.link_mailed_to("contributor@example.com", "Who lit it?"))
    expect(writer.locator(".verdict")).to_contain_text("Who lit it?")
    write_html(writer, f"<p>Ada lit it.</p>{BARE_PICTURE}")
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
    expect(flash(reviewer)).to_contain_text("is published")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_round_of_review_goes_by_mail_and_by_notes_on_passages(visit, server, scripts):
    title = f"The gate of the {'upper' if scripts else 'lower'} sluice"
    writer = visit("contributor", java_script_enabled=scripts)
    write(writer, title, "<p>The gate <em>opens</em> at noon.</p><p>Nobody knows why.</p>")
    writer.get_by_label("Reviewer").select_option(label=name_of("editor", visit))
    writer.get_by_role("button", name="Submit for review").click()
    saved(writer)

    # The link in the mail asks who is not signed in to do so, and leads back to the proof.
    reviewer = visit(java_script_enabled=scripts)
    reviewer.goto(link_in(server.letter_to("editor@example.com", f"please review “{title}”"), server))
    reviewer.get_by_label("E-mail address").fill("editor@example.com")
    reviewer.get_by_label("Password", exact=True).fill(PASSWORD)
    reviewer.get_by_role("button", name="Sign in").click()
    expect(reviewer.get_by_text("Preview of revision 1, not public.")).to_be_visible()
    if scripts:
        reviewer.locator(".prose p").first.click(click_count=3)
        expect(reviewer.get_by_label("Which passage?")).to_have_value("The gate opens at noon.")
    else:
        reviewer.get_by_label("Or a paragraph").select_option("1")
    reviewer.get_by_label("Your note").fill("Which gate?")
    reviewer.get_by_role("button", name="Send note").click()
    expect(reviewer.locator("mark.passage").first).to_have_text("The gate ")
    expect(reviewer.get_by_text("1 note is open.")).to_be_visible()
    found = [] if not scripts else looked_at(reviewer, visit)
    reviewer.get_by_label("Words for the author").fill("One question.")
    reviewer.get_by_role("button", name="Request changes").click()
    saved(reviewer)

    letter = server.letter_to("contributor@example.com", f"changes to “{title}”")
    assert "One question." in letter and "> The gate opens at noon." in letter and "Which gate?" in letter
    writer.goto(link_in(letter, server))
    notes = writer.get_by_role("region", name="Notes")
    expect(notes.get_by_text("Which gate?")).to_be_visible()
    notes.get_by_role("link", name="The gate opens at noon.").click()
    writer.get_by_text("Reply").first.click()
    writer.get_by_label("Your answer").fill("The old one.")
    writer.get_by_role("button", name="Send answer").click()
    expect(writer.get_by_text("The old one.")).to_be_visible()
    writer.get_by_role("link", name="Back to the text").click()
    write_html(writer, "<p>The old gate opens at noon.</p>")
    writer.get_by_role("button", name="Submit for review").click()
    saved(writer)

    reviewer.goto("/admin/inbox/")
    reviewer.get_by_role("link", name=re.compile(f"Read the proof.*{title}")).click()
    expect(reviewer.get_by_text("This revision no longer holds the passage.")).to_be_visible()
    reviewer.get_by_role("button", name="Settle").click()
    expect(reviewer.get_by_text("No note is open.")).to_be_visible()
    reviewer.get_by_role("button", name="Approve").click()
    saved(reviewer)
    server.letter_to("contributor@example.com", f"“{title}” is approved")
    reviewer.get_by_role("button", name="Publish now").click()
    expect(flash(reviewer)).to_contain_text("is published")
    assert [finding for finding in found if not finding.is_clean] == []


def name_of(role, visit):
    page = visit(role)
    page.goto("/admin/")
    return page.locator(".account-name").inner_text()


def link_in(letter, server):
    return re.search(rf"{re.escape(server.url)}/(?:preview|admin)\S+", letter).group()


def looked_at(page, visit):
    arabic = visit("editor", locale="ar")
    arabic.goto(page.url.partition("#")[0])
    return examined(page, "proof in review") + examined_rtl(arabic, "proof in review")
