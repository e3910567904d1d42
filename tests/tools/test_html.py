"""Whatever comes in, what comes out is safe, and reading HTML as text keeps its words."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cms.tools.html import (
    ALLOWED,
    excerpt,
    has_controls,
    paragraphs,
    sanitise,
    sanitise_comment,
    text_of,
    without_controls,
)

TAG = re.compile(r"<\s*/?\s*([a-zA-Z][^\s/>]*)([^>]*)>")
ATTRIBUTE = re.compile(r"([^\s=\"'>/]+)\s*=")
RUNS = re.compile(r"javascript:|vbscript:|data:text/html", re.IGNORECASE)

texts = st.text(st.characters(codec=None), max_size=300)
pieces = st.sampled_from(
    [
        *("<script>", "</script>", "<p>", "</p>", "<svg onload=x>", "<img src=x onerror=x>", "<!--", "-->"),
        *(
            '<a href="javascript:x">',
            "</a>",
            "<style>",
            "</style>",
            "<math>",
            "<iframe src=//x>",
            "<b",
            ">",
            "\x00",
        ),
        *(
            '"',
            "'",
            "&lt;",
            "&#x6A;avascript:",
            "<form action=x>",
            "<textarea>",
            "</textarea>",
            "<noscript>",
            "ſ",
        ),
        *(
            "<template>",
            "<table>",
            "<td>",
            "]]>",
            "<![CDATA[",
            "<p style='x'>",
            "<details ontoggle=x open>",
            "é",
        ),
    ]
)
markups = st.one_of(texts, st.lists(pieces, max_size=12).map("".join))


@given(markups)
@example("<p><script>alert(1)</script></p>")
def test_only_allowed_tags_and_attributes_come_out(markup):
    for tag, attributes in TAG.findall(outside_of_values(sanitise(markup))):
        assert tag in ALLOWED["tags"]
        names = {name.lower() for name in ATTRIBUTE.findall(attributes)}
        assert names <= {*ALLOWED["attributes"]["*"], *ALLOWED["attributes"].get(tag, ())}


@given(markups)
def test_comments_keep_even_less(markup):
    for tag, attributes in TAG.findall(outside_of_values(sanitise_comment(markup))):
        assert tag in ALLOWED["comment_tags"]
        assert set(ATTRIBUTE.findall(attributes)) <= {"href", "rel"}


@given(markups)
def test_cleaning_twice_changes_nothing_more(markup):
    once = sanitise(markup)
    assert sanitise(once) == once


@given(markups)
def test_nothing_that_comes_out_is_unstorable(markup):
    assert not has_controls(sanitise(markup))
    assert not has_controls(sanitise_comment(markup))


@pytest.mark.parametrize(
    "markup",
    [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
        "<img src=x onerror=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        '<a href="javascript:alert(1)">x</a>',
        '<a href=" java\nscript:alert(1)">x</a>',
        '<a href="&#106;avascript:alert(1)">x</a>',
        '<a href="data:text/html,<script>alert(1)</script>">x</a>',
        '<iframe src="javascript:alert(1)"></iframe>',
        '<p style="background:url(javascript:alert(1))">x</p>',
        "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
        "<form action='javascript:alert(1)'><input type=submit>",
        '<object data="javascript:alert(1)"></object>',
        '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
        '<base href="https://evil.example/">',
        '<video><source onerror="alert(1)"></video>',
    ],
)
@pytest.mark.parametrize("clean", [sanitise, sanitise_comment])
def test_no_script_survives(clean, markup):
    safe = clean(markup)
    assert not RUNS.search(safe)
    assert not re.search(
        r"<(script|iframe|object|form|base|meta|style|svg|math)|\son\w+=|\sstyle=", safe, re.I
    )


def test_what_editors_write_survives_unchanged():
    markup = (
        '<h2 id="tides">Tides</h2><p>A <em>fine</em> <strong>day</strong>, <a href="/x">read on</a>.</p>'
        '<figure><img src="/a.jpg" alt="A boat" width="4" height="3"><figcaption>A boat</figcaption></figure>'
        '<ol start="3"><li>three</li></ol><table><tbody><tr><td colspan="2">x</td></tr></tbody></table>'
        "<blockquote><p>Said.</p></blockquote><pre><code>x &lt; y</code></pre>"
    )
    assert sanitise(markup) == markup


def test_links_in_comments_are_marked_as_the_writers_own():
    assert sanitise_comment('<a href="https://example.org/">x</a>') == (
        '<a href="https://example.org/" rel="nofollow ugc noopener">x</a>'
    )


@given(texts)
def test_plain_text_as_paragraphs_reads_the_same(text):
    written = without_controls(text)
    assert text_of(paragraphs(written)).split() == written.split()


@given(texts)
def test_plain_text_never_becomes_markup(text):
    assert {tag for tag, _ in TAG.findall(paragraphs(text))} <= {"p", "br"}


def test_an_empty_line_parts_paragraphs_and_a_line_break_stays():
    assert paragraphs("one\r\ntwo\n\n\n three <b>\n") == "<p>one<br>two</p><p>three &lt;b&gt;</p>"


def test_reading_html_keeps_blocks_apart_and_unescapes():
    assert text_of("<p>One</p><p>two<br>three &amp; four</p><script>no</script>") == "One two three & four"


@given(markups, st.integers(20, 300))
def test_an_excerpt_is_never_longer_than_asked(markup, length):
    assert len(excerpt(markup, length)) <= length


def test_an_excerpt_ends_between_words():
    assert excerpt("<p>The harbour bell, it rings twice.</p>", 20) == "The harbour bell…"
    assert excerpt("<p>Short.</p>", 20) == "Short."


@given(texts)
def test_controls_are_found_exactly_when_taking_them_out_changes_something(text):
    assert has_controls(text) == (without_controls(text) != text)
    without_controls(text).encode()


@pytest.mark.parametrize("kept", ["\t", "\n", "\r", "‏", "\u200d", "👩‍🚀", "é"])
def test_what_people_type_is_no_control(kept):
    assert not has_controls(f"a{kept}b")


def outside_of_values(markup):
    """Markup whose attribute values are emptied: a > inside one ends no tag."""
    return re.sub(r'="[^"]*"', '=""', markup)
