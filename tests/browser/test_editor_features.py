"""What the rich editor makes beyond plain texts: how it is stored, and what readers get."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.examination import COLOURS, looked_at_once
from tests.browser.test_editor_fidelity import stored
from tests.browser.writing import flash, go_behind, surface, write_html

FILM = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
CARD = f'<figure class="embed"><a href="{FILM}">{FILM}</a></figure>'
TITLED = f'<figure class="embed"><a href="{FILM}">A song</a></figure>'
FEET = (
    '<p>One<sup><a href="#fn-1" id="fnref-1">1</a></sup> and two'
    '<sup><a href="#fn-2" id="fnref-2">2</a></sup>.</p>\n'
    '<section class="footnotes"><ol><li id="fn-1"><p>First. <a href="#fnref-1">↩</a></p></li>'
    '<li id="fn-2"><p>Second. <a href="#fnref-2">↩</a></p></li></ol></section>'
)
TASKS = '<ul class="tasks"><li class="done">☑ Boil water</li><li>☐ Pour tea</li></ul>'


@pytest.fixture
def desk(visit):
    """The form of a new post with the editor, empty or with this text."""
    page = visit("owner")

    def opened(title, body=""):
        page.goto("/admin/posts/new/")
        page.locator("input[name=title]").fill(title)
        page.locator(".editor-toolbar").wait_for()
        if body:
            write_html(page, body)
            page.get_by_role("button", name="Edit as HTML").click()
        surface(page).click()
        return page

    return opened


def drawn(page):
    """Wait for the screen: Home and End move along the line as it was last drawn."""
    page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")


def paste(page, text):
    page.evaluate(
        """text => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          const event = new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true});
          document.querySelector(".tiptap").dispatchEvent(event);
        }""",
        text,
    )


def saved(page):
    """Save, and what the server then has as the body."""
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_url("**/edit/**")
    return stored(page, page.url)


def published(page, visit, **options):
    """The public page, as a visitor opens it."""
    page.get_by_role("button", name="Publish now").click()
    expect(flash(page)).to_contain_text("is published")
    path = page.get_by_role("link", name="View on site").get_attribute("href")
    visitor = visit(**options)
    asked = []
    visitor.on("request", lambda request: asked.append(request.url))
    visitor.route(
        re.compile("youtube"), lambda route: route.fulfill(body="<p>The film</p>", content_type="text/html")
    )
    visitor.goto(path)
    visitor.wait_for_load_state("networkidle")
    return visitor, asked


def test_a_pasted_address_of_a_film_becomes_a_card(desk):
    page = desk("Pasted film")
    paste(page, FILM)
    expect(page.locator("m-embed")).to_have_attribute("data-host", "YouTube")
    page.keyboard.type("After it")
    assert saved(page) == f"{CARD}\n<p>After it</p>"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_card_asks_the_other_site_only_when_a_reader_does(desk, visit, server, scripts):
    page = desk(f"Film {scripts}", f"{TITLED}<p>Heard.</p>")
    visitor, asked = published(page, visit, java_script_enabled=scripts)
    assert [url for url in asked if not url.startswith(server.url)] == []
    card = visitor.frame_locator(".embed iframe")
    expect(card.get_by_text("A song")).to_be_visible()
    expect(visitor.get_by_role("link", name="A song, on YouTube")).to_have_attribute("href", FILM)
    card.get_by_role("link", name="A song").click()
    expect(card.get_by_text("The film")).to_be_visible()
    assert "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1" in asked


def test_a_site_that_is_not_listed_is_refused_in_a_sentence(desk):
    page = desk("Refused film")
    page.get_by_role("button", name="Film, sound or map").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Address of its page").fill("https://evil.example/watch?v=dQw4w9WgXcQ")
    dialog.get_by_role("button", name="Apply").click()
    expect(dialog.get_by_role("alert")).to_contain_text("one of these sites")
    dialog.get_by_label("Address of its page").fill(FILM)
    dialog.get_by_label("Title, for those").fill("A song")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    page.keyboard.type("Heard.")
    assert saved(page) == f"{TITLED}\n<p>Heard.</p>"


def test_a_card_opens_by_the_keyboard(desk):
    page = desk("Changed card", f"{TITLED}\n<p>Heard.</p>")
    page.locator("m-embed").click()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Title, for those").fill("A better title")
    page.keyboard.press("Enter")
    assert saved(page) == TITLED.replace("A song", "A better title") + "\n<p>Heard.</p>"


def test_footnotes_are_put_in_numbered_and_jumped_between(desk, visit):
    # Not in the first line: ProseMirror undoes a step to the start of the text within 200 ms of the focus.
    page = desk("Feet", "<p>Before.</p><p>End</p>")
    go_behind(surface(page).get_by_text("End"))
    page.get_by_role("button", name="Footnote").click()
    page.keyboard.type("Later.")
    page.keyboard.press("Escape")
    drawn(page)
    page.keyboard.press("Home")
    page.keyboard.type("The ")
    page.keyboard.press("ArrowLeft")
    page.get_by_role("button", name="Footnote").click()
    page.keyboard.type("Earlier.")
    expect(page.locator("m-sign")).to_have_text(["1", "2"])
    body = saved(page)
    assert [re.sub("<[^>]*>", "", note) for note in re.findall("<li.*?</li>", body)] == [
        "Earlier. ↩",
        "Later. ↩",
    ]
    visitor, _ = published(page, visit)
    visitor.locator("[role=doc-noteref]", has_text="2").click()
    expect(visitor.locator("#fn-2")).to_be_in_viewport()
    visitor.locator("[role=doc-backlink][aria-label='Back to footnote 2 in the text']").click()
    assert visitor.url.endswith("#fnref-2")


def test_a_sign_that_is_deleted_takes_its_note_and_undo_brings_both_back(desk):
    page = desk("Fewer feet", FEET)
    page.locator("m-sign").first.click()
    page.keyboard.press("Delete")
    expect(page.locator("m-sign")).to_have_text(["1"])
    expect(page.locator("m-note")).to_have_text(["Second."])
    page.keyboard.press("ControlOrMeta+z")
    expect(page.locator("m-note")).to_have_text(["First.", "Second."])
    page.keyboard.press("ControlOrMeta+Shift+z")
    body = saved(page)
    assert '<sup><a href="#fn-1" id="fnref-1">1</a></sup>.</p>' in body
    assert '<li id="fn-1"><p>Second. <a href="#fnref-1">↩</a></p></li></ol>' in body
    assert "First" not in body


def test_a_sign_that_is_cut_and_put_elsewhere_keeps_its_note(desk):
    page = desk("Moved foot", FEET)
    page.locator("m-sign").first.click()
    page.keyboard.press("ControlOrMeta+x")
    expect(page.locator("m-sign")).to_have_count(1)
    surface(page).get_by_text("One").click()
    drawn(page)
    page.keyboard.press("End")
    page.keyboard.press("ControlOrMeta+v")
    expect(page.locator("m-sign")).to_have_text(["1", "2"])
    expect(page.locator("m-note")).to_have_text(["Second.", "First."])


def test_the_slash_menu_is_filtered_and_chosen_from_by_keys(desk):
    page = desk("Slash")
    page.keyboard.type("/")
    options = page.get_by_role("listbox", name="What to put here").get_by_role("option")
    expect(options.first).to_be_visible()
    active = surface(page).get_attribute("aria-activedescendant")
    expect(page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    page.keyboard.type("head")
    expect(options).to_have_text(["Heading 2", "Heading 3", "Heading 4"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type("A part")
    page.keyboard.press("Enter")
    page.keyboard.type("either /or")
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    assert surface(page).get_attribute("aria-activedescendant") is None
    assert saved(page) == "<h3>A part</h3>\n<p>either /or</p>"


@pytest.mark.parametrize("locale", ["en-GB", "ar"])
def test_the_slash_menu_stays_on_a_phone(visit, locale):
    page = visit("owner", viewport={"width": 390, "height": 844}, locale=locale)
    page.goto("/admin/posts/new/")
    page.locator(".tiptap").click()
    page.keyboard.type("سطر طويل " * 12 + " /" if locale == "ar" else "A long line " * 12 + "/")
    box = page.locator("#editor-slash").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    assert box["y"] >= 0 and box["y"] + box["height"] <= 844
    page.locator("#editor-slash [role=option]").first.click()
    expect(page.locator(".tiptap h2")).to_have_count(1)


def test_a_link_is_found_among_own_texts_by_keys(desk):
    page = desk("Linking")
    page.keyboard.type("See this")
    page.keyboard.press("Shift+Home")
    page.keyboard.press("ControlOrMeta+k")
    field = page.get_by_role("combobox", name="Address, or words of a title")
    field.press_sequentially("harbour bell")
    option = page.get_by_role("option", name=re.compile("harbour bell", re.IGNORECASE))
    expect(option).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    expect(field).to_have_value("/posts/why-the-harbour-bell-rings-twice")
    field.press("Enter")
    assert saved(page) == '<p><a href="/posts/why-the-harbour-bell-rings-twice">See this</a></p>'


def test_a_link_is_changed_and_removed(desk):
    page = desk("Unlinking", '<p><a href="/one">word</a></p>')
    surface(page).get_by_text("word").click()
    page.keyboard.press("ControlOrMeta+k")
    page.get_by_label("Address, or words of a title").fill("/two")
    page.keyboard.press("Enter")
    expect(page.locator(".tiptap a")).to_have_attribute("href", "/two")
    page.keyboard.press("ControlOrMeta+k")
    page.get_by_role("button", name="Remove", exact=True).click()
    assert saved(page) == "<p>word</p>"


def test_addresses_that_are_typed_or_pasted_become_links(desk):
    page = desk("Addresses")
    page.keyboard.type("See https://example.com/a, and ")
    expect(page.locator(".tiptap a")).to_have_count(0)
    page.keyboard.type("https://example.com/b now ")
    paste(page, "https://example.com/c")
    body = saved(page)
    assert re.findall(r'href="([^"]*)"', body) == ["https://example.com/b", "https://example.com/c"]
    assert "</a> now <a" in body


def test_a_table_has_headers_and_a_caption(desk, visit):
    page = desk("Tabled")
    page.get_by_role("button", name="Table", exact=True).click()
    page.keyboard.type("Tide")
    page.get_by_role("button", name="First column heads the rows").click()
    page.get_by_role("button", name="Caption of the table").click()
    page.get_by_role("dialog").get_by_label("Caption", exact=True).fill("Tides of a day")
    page.keyboard.press("Enter")
    assert page.locator(".tiptap th").count() == 5
    expect(page.locator(".tiptap table")).to_contain_text("Tide")
    page.get_by_role("button", name="Delete the column").click()
    body = saved(page)
    assert body.startswith("<table><caption>Tides of a day</caption><thead><tr>")
    assert body.count('scope="col"') == 2
    assert body.count("<tbody>") == 1
    visitor, _ = published(page, visit)
    expect(visitor.get_by_role("table", name="Tides of a day")).to_be_visible()


def test_headers_of_a_table_are_taken_back(desk):
    page = desk(
        "Headless",
        '<table><thead><tr><th scope="col">a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>',
    )
    surface(page).get_by_text("b", exact=True).click()
    button = page.get_by_role("button", name="First row heads the columns")
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert saved(page) == "<table><tbody><tr><td>a</td></tr><tr><td>b</td></tr></tbody></table>"


def test_code_has_a_language(desk):
    page = desk("Coded")
    page.get_by_role("button", name="Code block").click()
    page.get_by_label("Programming language").select_option("python")
    page.get_by_role("button", name="Apply").click()
    page.keyboard.type("print(1)")
    assert saved(page) == '<pre><code class="language-python">print(1)</code></pre>'


def test_tasks_are_ticked_and_told_to_readers(desk, visit):
    page = desk("Tasked", TASKS)
    page.get_by_role("checkbox", name="Done: Pour tea").check()
    surface(page).get_by_text("Pour tea", exact=True).click()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("Drink")
    page.keyboard.press("Tab")
    body = saved(page)
    assert body == (
        '<ul class="tasks"><li class="done">☑ Boil water</li><li class="done">☑ Pour tea'
        '<ul class="tasks"><li>☐ Drink</li></ul></li></ul>'
    )
    visitor, _ = published(page, visit)
    expect(visitor.get_by_role("img", name="Done")).to_have_count(2)
    expect(visitor.get_by_role("img", name="To do")).to_have_count(1)


def test_words_are_found_and_replaced_in_one_step(desk):
    page = desk("Found", "<p>Tea, <em>te</em>a and tea.</p><p>No TEA.</p>")
    page.keyboard.press("Control+Alt+f")
    bar = page.get_by_role("search", name="Find and replace")
    page.keyboard.type("tea")
    expect(bar.get_by_role("status")).to_contain_text("of 4")
    expect(page.locator(".find-here")).not_to_have_count(0)
    bar.get_by_label("Match capital letters").check()
    expect(bar.get_by_role("status")).to_contain_text("of 2")
    bar.get_by_label("Replace by").fill("coffee")
    bar.get_by_role("button", name="Replace all").click()
    expect(surface(page)).to_contain_text("Tea, coffee and coffee.")
    page.keyboard.press("Escape")
    page.keyboard.press("ControlOrMeta+z")
    expect(surface(page)).to_contain_text("Tea, tea and tea.")


def test_html_of_ones_own_is_put_in_and_changed_by_keys(desk):
    page = desk("Own HTML", "<p>A line.</p>")
    page.get_by_role("button", name="HTML of your own").click()
    page.get_by_label("HTML; what is not permitted").fill(
        '<video controls="" src="https://example.com/a.mp4"></video>'
    )
    page.get_by_role("button", name="Apply").click()
    page.locator("m-isle").click()
    expect(page.locator(".editor [aria-live=polite]", has_text="Enter opens it")).to_have_count(1)
    page.keyboard.press("Enter")
    field = page.get_by_label("HTML; what is not permitted")
    field.fill(field.input_value().replace("a.mp4", "b.mp4"))
    page.get_by_role("button", name="Apply").click()
    assert '<video controls="" src="https://example.com/b.mp4"></video>' in saved(page)


def test_what_is_stored_by_the_editor_is_read_again_unchanged(desk):
    body = f"<p>a</p>\n{TITLED}\n{TASKS}\n{FEET}"
    page = desk("Read again", body)
    expect(page.locator("m-embed")).to_have_count(1)
    expect(page.locator("m-note")).to_have_count(2)
    expect(page.locator("li[data-checked]")).to_have_count(2)
    surface(page).get_by_text("a", exact=True).click()
    page.keyboard.press("End")
    page.keyboard.type("b")
    assert saved(page) == body.replace("<p>a</p>", "<p>ab</p>")


@pytest.mark.parametrize(
    "count", [("one", "1 word · 1 minute to read"), ("one two", "2 words · 1 minute to read")]
)
def test_words_are_counted_in_their_plural_forms(desk, count):
    page = desk("Counted")
    page.keyboard.type(count[0])
    expect(page.locator(".editor-count")).to_have_text(count[1])


def test_menus_and_dialogs_have_no_faults(desk):
    page = desk(
        "Examined", f"<p>a</p>{TITLED}{TASKS}<table><tbody><tr><td>cell</td></tr></tbody></table>{FEET}"
    )
    surface(page).get_by_text("cell").click()
    found = looked_at(page, "in a table")
    surface(page).get_by_text("a", exact=True).click()
    page.keyboard.press("End")
    page.keyboard.type(" /")
    found += looked_at(page, "slash menu")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Alt+f")
    page.keyboard.type("a")
    found += looked_at(page, "find bar")
    page.keyboard.press("Escape")
    for name in ("Link", "Picture", "Code block", "Film, sound or map", "HTML of your own"):
        page.locator(".editor-toolbar").get_by_role("button", name=name).first.click()
        found += looked_at(page, name)
        page.keyboard.press("Escape")
    assert [finding for finding in found if not finding.is_clean] == []


def looked_at(page, name):
    """Light and dark, as it stands: a phone's width would close what is open."""
    found = [looked_at_once(page, name, "light", {})]
    page.emulate_media(color_scheme="dark")
    found.append(looked_at_once(page, name, "dark", COLOURS))
    page.emulate_media(color_scheme="light")
    return found
