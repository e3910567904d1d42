"""What is pasted from elsewhere arrives as plain, well-formed text of our own kind."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.writing import paste, surface, text_field

SAMPLES = Path(__file__).parent / "pasted"
WORD = """
<h2>Tide table</h2>
<p><strong>Noon</strong> is the <em>high</em> water; <strong>never</strong> sail at five.</p>
<ul><li>Boats<ol><li>Cutter</li><li>Dinghy</li></ol></li><li>Bells</li></ul>
<ol start="4"><li>Fourth</li></ol>
<p>See <a href="https://example.com/tides">the tides</a>.</p>
<table><tbody><tr><td>Monday</td><td>12:04</td></tr></tbody></table>
"""
GOOGLE_DOCS = """
<h2>Tide table</h2>
<p><strong>Noon</strong> is the <em>high</em> water<s>, they say</s><sup>1</sup>. \
See <a href="https://example.com/tides">the tides</a>.</p>
<ul><li>Boats<ol><li>Cutter</li><li>Dinghy</li></ol></li><li>Bells</li></ul>
"""
MARKDOWN = """
<h1>Tide table</h1>
<p><strong>Noon</strong> is the <em>high</em> water; never sail at 5 * 2 * 3, nor by \
<code>old*wind*rose</code> or \
<a href="https://example.com/by_day_table">the tides</a>.</p>
<ul><li>Boats<ol><li>Cutter</li><li>Dinghy</li></ol></li><li>Bells</li></ul>
<ol start="4"><li>Fourth</li><li>Fifth</li></ol>
<blockquote><p>Ring twice.</p><p>Then <s>wait</s> &lt;b&gt;sail&lt;/b&gt;.</p></blockquote>
<pre><code class="language-python">if tide &gt; 3:

    sail()</code></pre>
<hr>
<p>A snake_case_name with *no stars*.</p>
"""


@pytest.fixture
def page(visit):
    page = visit("author")
    page.goto("/admin/posts/new/")
    surface(page).click()
    return page


@pytest.mark.parametrize(
    ("sample", "kind", "body"),
    [
        ("word.html", "html", WORD),
        ("google_docs.html", "html", GOOGLE_DOCS),
        ("markdown.txt", "text", MARKDOWN),
    ],
    ids=["Word", "Google Docs", "Markdown"],
)
def test_a_document_is_saved_as_our_own_html(page, sample, kind, body):
    paste(page, **{kind: (SAMPLES / sample).read_text(encoding="utf-8")})
    expect(text_field(page)).to_have_value(body.strip())
    page.get_by_label("Title").fill(f"Pasted from {sample}")
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_url("**/edit/**")
    expect(text_field(page)).to_have_value(body.strip())
    expect(surface(page)).to_be_visible()


def test_plain_text_keeps_its_paragraphs_and_lines(page):
    paste(page, text="One\r\ntwo <b>\r\n\r\n\r\nThree * four * five and a_b_c\n")
    expect(text_field(page)).to_have_value(
        "<p>One<br>two &lt;b&gt;</p>\n<p>Three * four * five and a_b_c</p>"
    )


def test_a_word_pasted_into_a_line_stays_in_it(page):
    page.keyboard.type("Noon water")
    for _ in "water":
        page.keyboard.press("ArrowLeft")
    paste(page, text="high ")
    paste(page, html="<meta charset='utf-8'><span style='color: red'>old</span>")
    expect(text_field(page)).to_have_value("<p>Noon high oldwater</p>")


def test_lines_of_boxes_are_paragraphs(page):
    paste(page, html="<div>One</div><div>two <b>bold</b><br></div><div><br></div><div><div>three</div></div>")
    expect(text_field(page)).to_have_value("<p>One</p>\n<p>two <strong>bold</strong></p>\n<p>three</p>")


def test_markdown_stays_as_it_is_within_code(page):
    page.keyboard.type("``` ")
    paste(page, text="# not a heading")
    expect(text_field(page)).to_have_value("<pre><code># not a heading</code></pre>")


def test_hostile_html_leaves_nothing_behind(page):
    paste(
        page,
        html="<img src=x onerror=alert(1)><a href='javascript:alert(1)'>a</a><script>alert(1)</script>"
        "<iframe src=/admin></iframe><svg onload=alert(1)></svg>"
        "<p data-pm-slice-not='0' onclick=alert(1)>b</p>",
    )
    expect(text_field(page)).to_have_value(re.compile(">b<"))
    assert not re.search("alert|script|iframe|svg|onclick", text_field(page).input_value())


def test_what_is_copied_here_is_pasted_as_it_was(page):
    paste(page, text="- One\n- two")
    page.keyboard.press("Control+a")
    copied = surface(page).evaluate(
        """node => {
          const clipboardData = new DataTransfer();
          node.dispatchEvent(new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true }));
          return clipboardData.getData("text/html");
        }"""
    )
    page.keyboard.press("Backspace")
    paste(page, html=copied)
    expect(text_field(page)).to_have_value("<ul><li>One</li><li>two</li></ul>")
