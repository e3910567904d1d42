"""No hostile string runs in a real browser, wherever it is shown."""

import json

import pytest
from playwright.sync_api import expect

from cms.tools.html import has_controls
from tests.browser.conftest import sign_in
from tests.browser.writing import flash, write_html

TITLE = "<script>document.body.dataset.ran = 1</script><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def texts(corpora):
    strings = json.loads((corpora / "naughty-strings.json").read_text(encoding="utf-8"))
    return [text for text in strings if not has_controls(text)]


def test_nothing_typed_ever_runs(visit, texts):
    page, ran = visit("editor"), []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    page.goto("/admin/posts/new/")
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Summary").fill(" ".join(texts)[:900].rsplit(" ", 1)[0])
    write_html(page, "\n".join(texts))
    page.get_by_label("Tags").fill("<b onmouseover=alert(1)>tag</b>")
    page.get_by_role("button", name="Publish now").click()
    # The checklist holds it back: its pictures have no alt text.
    page.get_by_label("Reason to publish all the same").fill("Hostile on purpose.")
    page.get_by_role("button", name="Publish now").click()
    flash(page).wait_for()
    form = page.url

    for part in chunks(texts):
        page.goto("/admin/posts/?search=dataset.ran")
        page.goto(form)
        page.get_by_role("link", name="View on site").click()
        page.get_by_label("Your comment").fill(part)
        page.get_by_role("button", name="Send comment").click()
        page.locator(".comment").last.wait_for()
    page.locator("a[rel=tag]").first.click()
    for path in (
        "/",
        "/search?q=dataset",
        "/admin/",
        "/admin/posts/",
        "/admin/comments/?flt0_status=all",
        form,
    ):
        page.goto(path)
        assert page.evaluate("document.body.dataset.ran") is None
    assert ran == []


def test_a_hostile_name_stays_a_name(visit, chromium, server):
    page = chromium.new_context(base_url=server.url).new_page()
    sign_in(page, "contributor@example.com")
    page.goto("/account")
    page.get_by_label("Name", exact=True).fill(TITLE)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("status").filter(has_text="saved").wait_for()
    page.context.close()

    owner = visit("owner")
    for path in ("/admin/users/", "/admin/events/", "/admin/"):
        owner.goto(path)
        assert owner.evaluate("document.body.dataset.ran") is None
    owner.goto("/admin/users/")
    expect(owner.get_by_role("link", name=TITLE).first).to_be_visible()


def chunks(texts, longest=4_500):
    """The texts in pieces that fit into one comment."""
    pieces = [""]
    for text in texts:
        if len(pieces[-1]) + len(text) > longest:
            pieces.append("")
        pieces[-1] += f"{text}\n\n"
    return pieces
