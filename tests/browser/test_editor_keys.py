"""The rich editor by keyboard, on a phone, with axe: everything without a mouse, and back out again."""

import pytest
from playwright.sync_api import expect

from tests.browser.examination import PHONE, examined, examined_rtl
from tests.browser.writing import surface, text_field, write

EMPTY_HEAD = '<th scope="col"></th>'
FOCUSED = "document.activeElement.dataset.command ?? document.activeElement.getAttribute('role')"


@pytest.fixture
def page(visit):
    page = visit("author")
    page.goto("/admin/posts/new/")
    surface(page).click()
    return page


@pytest.mark.parametrize(
    ("typed", "body"),
    [
        ("## Noon\nTide", "<h2>Noon</h2>\n<p>Tide</p>"),
        ("- One\ntwo\n\nAfter", "<ul><li>One</li><li>two</li></ul>\n<p>After</p>"),
        ("1. One\ntwo", "<ol><li>One</li><li>two</li></ol>"),
        ("> Said", "<blockquote><p>Said</p></blockquote>"),
        ("```js ", '<pre><code class="language-js"></code></pre>'),
        ("**b** _i_ ~~s~~ `c`", "<p><strong>b</strong> <em>i</em> <s>s</s> <code>c</code></p>"),
        ("One\n---", "<p>One</p>\n<hr>"),
    ],
)
def test_marks_of_markdown_work_while_typing(page, typed, body):
    page.keyboard.type(typed)
    expect(text_field(page)).to_have_value(body)


@pytest.mark.parametrize(
    ("keys", "body"),
    [
        ("Control+B", "<p><strong>Noon</strong></p>"),
        ("Control+I", "<p><em>Noon</em></p>"),
        ("Control+Shift+S", "<p><s>Noon</s></p>"),
        ("Control+E", "<p><code>Noon</code></p>"),
        ("Control+Alt+3", "<h3>Noon</h3>"),
        ("Control+Shift+8", "<ul><li>Noon</li></ul>"),
        ("Control+Shift+7", "<ol><li>Noon</li></ol>"),
        ("Control+Shift+B", "<blockquote><p>Noon</p></blockquote>"),
    ],
)
def test_the_keys_that_buttons_name_do_what_they_say(page, keys, body):
    page.keyboard.type("Noon")
    page.keyboard.press("Control+a")
    page.keyboard.press(keys)
    expect(text_field(page)).to_have_value(body)
    shown = keys.replace("Control", "Ctrl")
    named = page.locator(f".editor-toolbar [title$='({shown})']")
    expect(named).to_have_attribute("aria-pressed", "true")
    expect(named).to_have_attribute("aria-keyshortcuts", keys)


def test_a_list_that_is_undone_leaves_paragraphs(page):
    page.keyboard.type("- One\ntwo")
    page.keyboard.press("Control+a")
    page.get_by_role("button", name="List", exact=True).click()
    expect(text_field(page)).to_have_value("<p>One</p>\n<p>two</p>")


def test_a_link_is_made_by_keys_alone(page):
    page.keyboard.type("Noon")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+k")
    page.keyboard.type("/about")
    page.keyboard.press("Enter")
    expect(text_field(page)).to_have_value('<p><a href="/about">Noon</a></p>')
    page.keyboard.press("End")
    page.keyboard.type("!")
    expect(text_field(page)).to_have_value('<p><a href="/about">Noon</a>!</p>')


def test_the_toolbar_is_one_stop_and_escape_leads_back_to_the_text(page):
    toolbar = page.get_by_role("toolbar", name="Formatting")
    page.keyboard.press("Alt+F10")
    assert page.evaluate(FOCUSED) == "bold"
    for key, command in [
        ("ArrowRight", "italic"),
        ("End", "fullScreen"),
        ("ArrowRight", "bold"),
        ("ArrowLeft", "fullScreen"),
        ("ArrowLeft", "html"),
        ("Home", "bold"),
    ]:
        page.keyboard.press(key)
        assert page.evaluate(FOCUSED) == command
        expect(toolbar.locator("[tabindex='0']")).to_have_count(1)
    page.keyboard.press("Escape")
    assert page.evaluate(FOCUSED) == "textbox"
    page.keyboard.type("Noon")
    expect(text_field(page)).to_have_value("<p>Noon</p>")


def test_the_arrows_follow_the_direction_of_the_page(visit):
    page = visit("author", locale="ar")
    page.goto("/admin/posts/new/")
    page.locator(".editor-surface [role=textbox]").press("Alt+F10")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(FOCUSED) == "italic"
    page.keyboard.press("ArrowRight")
    assert page.evaluate(FOCUSED) == "bold"


def test_every_button_has_a_name_and_shows_something(page):
    buttons = page.locator(".editor-toolbar button")
    names = buttons.evaluate_all("all => all.map(it => it.getAttribute('aria-label'))")
    assert len(names) == len(set(names)) and all(names)
    drawn = buttons.evaluate_all(
        "all => all.map(it => it.textContent || it.querySelector('use').href.baseVal)"
    )
    sprite = page.request.get(next(it for it in drawn if "#" in it).split("#")[0]).text()
    assert [it for it in drawn if "#" in it and f'id="{it.split("#")[1]}"' not in sprite] == []


def test_nobody_is_caught_in_a_table(page):
    page.get_by_role("button", name="Table", exact=True).click()
    page.keyboard.type("Noon")
    expect(page.get_by_role("button", name="Add a row below")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Alt+F10")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.name") == "summary"
    expect(text_field(page)).to_have_value(
        f'<table><thead><tr><th scope="col">Noon</th>{EMPTY_HEAD * 2}</tr></thead><tbody>'
        + "<tr><td></td><td></td><td></td></tr>" * 2
        + "</tbody></table>"
    )


def test_full_screen_is_left_by_escape_and_the_focus_is_where_it_was(page):
    editor = page.locator(".editor")
    page.keyboard.press("Alt+F10")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(editor).to_have_class("editor is-wide")
    box, window = editor.bounding_box(), page.viewport_size
    assert (box["width"], box["height"]) == (window["width"], window["height"])
    page.keyboard.press("Escape")
    expect(editor).to_have_class("editor")
    assert page.evaluate(FOCUSED) == "fullScreen"


def test_the_direction_of_a_block_is_stored(page):
    page.keyboard.type("One\nTwo")
    page.get_by_role("button", name="Turn the direction of the text").click()
    expect(text_field(page)).to_have_value('<p>One</p>\n<p dir="rtl">Two</p>')
    page.get_by_label("Title").fill("Turned")
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_url("**/edit/**")
    expect(text_field(page)).to_have_value('<p>One</p>\n<p dir="rtl">Two</p>')
    surface(page).get_by_text("Two").click()
    page.get_by_role("button", name="Turn the direction of the text").click()
    expect(text_field(page)).to_have_value("<p>One</p>\n<p>Two</p>")


def test_behind_a_captioned_picture_the_text_goes_on(page):
    page.keyboard.type("Before")
    page.get_by_role("button", name="Picture").click()
    page.get_by_label("Address, or words of a title").fill("/static/icons/site.svg")
    page.get_by_label("What it shows").fill("A bell")
    page.get_by_role("dialog").get_by_label("Caption").fill("The bell")
    page.get_by_role("button", name="Apply").click()
    page.keyboard.type("After")
    figure = (
        '<figure><img src="/static/icons/site.svg" alt="A bell"><figcaption>The bell</figcaption></figure>'
    )
    expect(text_field(page)).to_have_value(f"<p>Before</p>\n{figure}\n<p>After</p>")


def test_the_form_has_no_faults_while_somebody_writes(visit):
    page = visit("author")
    write(page, "Looked at by axe", "<h2>Noon</h2><p>One <a href='/about'>two</a></p>" + "<p>Tide</p>" * 60)
    surface(page).click()
    page.keyboard.press("Control+Home")
    found = examined(page, "editor")
    arabic = visit("author", locale="ar")
    arabic.goto(page.url)
    arabic.locator(".editor-surface [role=textbox]").click()
    found += examined_rtl(arabic, "editor")
    page.get_by_role("button", name="Full screen").click()
    found += examined(page, "editor, full screen")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Link", exact=True).click()
    found += examined(page, "editor, asking")
    assert [finding for finding in found if not finding.is_clean] == []


def test_on_a_phone_the_buttons_stay_in_reach_of_a_thumb(visit):
    page = visit("author", viewport=PHONE)
    write(page, "Written on a phone", "<p>Tide</p>" * 60)
    page.get_by_text("Tide").nth(50).scroll_into_view_if_needed()
    sizes = page.locator(".editor-toolbar button:visible").evaluate_all(
        "all => all.map(it => it.getBoundingClientRect()).map(({ width, height }) => Math.min(width, height))"
    )
    assert min(sizes) >= 40
    bar = page.locator(".topbar").bounding_box()
    top = page.locator(".editor-toolbar").bounding_box()["y"]
    assert abs(top - (bar["y"] + bar["height"])) < 2
    page.get_by_role("button", name="Full screen").click()
    expect(page.locator(".editor")).to_have_class("editor is-wide")
