"""A text is read and annotated by somebody without an account, before it is public."""

from playwright.sync_api import expect

from tests.browser.examination import examined, examined_rtl
from tests.browser.writing import write


def test_a_visitor_with_a_link_reads_a_draft_and_the_editor_sees_the_note(visit):
    editor = visit("editor")
    write(editor, "Not public yet", "<p>The tide came in at noon.</p>")
    editor.get_by_label("For whom").fill("Gwen")
    editor.get_by_role("button", name="Make a preview link").click()
    address = editor.get_by_label("Address of “Gwen”").input_value()

    visitor = visit()
    visitor.goto(address)
    expect(visitor.get_by_role("heading", name="Not public yet", level=1)).to_be_visible()
    expect(visitor.get_by_text("Preview of revision 1, not public.")).to_be_visible()
    visitor.locator(".prose").get_by_text("The tide came in at noon.").click(click_count=3)
    expect(visitor.get_by_label("Which passage?")).to_have_value("The tide came in at noon.")
    visitor.get_by_label("Your note").fill("At half past, I think.")
    visitor.get_by_label("Your name").fill("Gwen")
    visitor.get_by_role("button", name="Send note").click()
    expect(visitor.locator("mark.passage")).to_have_text("The tide came in at noon.")

    editor.reload()
    expect(editor.get_by_text("At half past, I think.")).to_be_visible()
    found = examined(visitor, "preview") + examined(editor, "desk with notes")
    arabic = visit(locale="ar")
    arabic.goto(address)
    found += examined_rtl(arabic, "preview")
    assert [finding for finding in found if not finding.is_clean] == []
