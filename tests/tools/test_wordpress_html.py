"""WordPress content as plain HTML."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.tools.html import sanitise
from cms.tools.wordpress_html import before_more, to_comment_html, to_html
from cms.tools.wordpress_records import Item
from cms.tools.wxr import read
from cms.tools.wxr_stream import LenientStream

PIECES = st.sampled_from(
    [
        *(
            "\n",
            "\n\n",
            " ",
            "text",
            "&",
            "<",
            ">",
            '"',
            "[",
            "]",
            "<!--",
            "-->",
            "<!--more-->",
            "<!-- wp:x -->",
        ),
        *(
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<b>",
            "</b>",
            "<pre>",
            "</pre>",
            "<li>",
            "<ul>",
            "</ul>",
            "<td>",
        ),
        *(
            "<iframe src=//x.example>",
            "</iframe>",
            "<img src=x>",
            "<script>",
            "</script>",
            "<svg>",
            "<a href=x>",
        ),
        *(
            "[caption align=alignleft]",
            "[/caption]",
            "[audio ",
            "[gallery]",
            "https://a.example/b",
            "<p style=",
        ),
        *("\x00", "\ud800", "<![CDATA[", "]]>", "<?php", "?>", "<plaintext>", "<textarea>"),
    ]
)


@pytest.mark.parametrize(
    ("content", "markup"),
    [
        ("One\n\nTwo", "<p>One</p>\n<p>Two</p>"),
        ("One\r\n\r\nTwo", "<p>One</p>\n<p>Two</p>"),
        ("One\nTwo", "<p>One<br>\nTwo</p>"),
        ("One<br />\nTwo", "<p>One<br>\nTwo</p>"),
        ("<h2>Head</h2>\nText", "<h2>Head</h2><p>Text</p>"),
        ("<blockquote>Words</blockquote>", "<blockquote><p>Words</p>\n</blockquote>"),
        ("<ul>\n<li>One</li>\n</ul>", "<ul>\n<li>One</li>\n</ul>"),
        ("<ul><li>One\n\nTwo</li></ul>", "<ul><li><p>One</p>\n<p>Two</p>\n</li></ul>"),
        ("<p>One\n\nTwo</p>", "<p>One</p>\n<p>Two</p>"),
        ("<div>One</div>", "<div>One</div>"),
        ("<pre>a\n\nb</pre>", "<pre>a\n\nb</pre>"),
        ("One<!--nextpage-->Two", "<p>One</p>\n<p>Two</p>"),
        ("Before<!--more Read on-->after", "<p>Beforeafter</p>"),
        ("<hr />", "<hr>"),
        ("", ""),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
    ],
)
def test_classic_content_gets_paragraphs(content: str, markup: str) -> None:
    assert to_html(content) == markup


def test_blocks_lose_their_comments_and_keep_their_markup() -> None:
    content = '<!-- wp:paragraph {"a":1} -->\n<p>One\ntwo</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:more -->'
    assert to_html(content) == "<p>One\ntwo</p>"


def test_a_caption_becomes_a_figure() -> None:
    picture = '<img src="/a.png" alt="A" />'
    content = f'[caption id="attachment_1" align="alignleft" width="9"]{picture} A view[/caption]'
    assert to_html(content) == (
        '<figure class="alignleft"><img src="/a.png" alt="A"><figcaption>A view</figcaption></figure>'
    )


def test_an_old_caption_has_its_words_in_an_attribute() -> None:
    content = '[caption align="aligncenter" caption="A view"]<a href="/b"><img src="/a.png" /></a>[/caption]'
    assert "<figcaption>A view</figcaption>" in to_html(content)


@pytest.mark.parametrize(
    "shortcode", ["[gallery ids=&quot;1,2&quot;]", "[contact-form]", "[caption]", "[/caption]", "[audio]"]
)
def test_other_shortcodes_stay_visible(shortcode: str) -> None:
    assert to_html(shortcode) == f"<p>{shortcode.replace('&quot;', chr(34))}</p>"


def test_shortcodes_in_code_stay_as_they_are() -> None:
    content = "<pre>[caption]x[/caption] [embed]https://a.example/[/embed]</pre>"
    assert to_html(content) == content


@pytest.mark.parametrize(
    "content",
    [
        "https://v.example/1",
        "[embed]https://v.example/1[/embed]",
        '[audio src="https://v.example/1"]',
        '<iframe src="https://v.example/1" width="9">no frames</iframe>',
        '<iframe src="//v.example/1"></iframe>',
        '<object><embed src="https://v.example/1" /></object>',
    ],
)
def test_embedded_players_become_links(content: str) -> None:
    assert to_html(content) == '<p><a href="https://v.example/1">https://v.example/1</a></p>'


def test_an_address_in_a_sentence_stays_text() -> None:
    assert "<a" not in to_html("See https://v.example/1 for more")


@pytest.mark.parametrize(
    ("content", "markup"),
    [
        ('<p style="text-align: center;">x</p>', '<p class="align-center">x</p>'),
        ('<p align="right">x</p>', '<p class="align-right">x</p>'),
        ('<p class="has-text-align-left">x</p>', '<p class="align-left">x</p>'),
        ('<p style="color:red">x</p>', "<p>x</p>"),
        ("<center>x</center>", '<div class="align-center">x</div>'),
        ("<p><acronym>x</acronym><tt>y</tt></p>", "<p><abbr>x</abbr><code>y</code></p>"),
    ],
)
def test_styles_become_classes(content: str, markup: str) -> None:
    assert to_html(content) == markup


def test_alignment_classes_of_pictures_are_kept() -> None:
    assert 'class="alignleft size-full"' in to_html('<img class="alignleft size-full" src="/a.png">')
    assert 'class="alignright"' in to_html('<img style="float: right" src="/a.png">')


@pytest.mark.parametrize(
    "content",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        '<a href="javascript:alert(1)">x</a>',
        '<iframe src="javascript:alert(1)"></iframe>',
        "[embed]javascript:alert(1)[/embed]",
        '[caption align="&quot; onclick=&quot;alert(1)"]<img src=x>y[/caption]',
        '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
        "<svg><script>alert(1)</script></svg>",
    ],
)
def test_nothing_executes(content: str) -> None:
    markup = to_html(content)
    assert not any(
        danger in markup for danger in ("<script", '="javascript:', "onerror=", "onclick=", "srcdoc")
    )


def test_what_a_form_says_survives() -> None:
    assert "Name" in to_html("<form action=/x>Name <input></form>")


def test_before_more_is_what_stands_above_the_mark() -> None:
    assert before_more("Lead\n<!--more-->\nRest") == "Lead\n"
    assert before_more("No mark") == ""


def test_a_comment_keeps_the_words_of_headings_and_links_its_pictures() -> None:
    markup = to_comment_html('<h2>Head</h2><img src="https://a.example/b.png" alt="A boat">')
    assert "<p>Head</p>" in markup
    assert '<a href="https://a.example/b.png">A boat</a>' in markup


@given(st.lists(PIECES | st.text(max_size=5), max_size=30).map("".join))
def test_any_string_becomes_html_that_stays_as_it_is(content: str) -> None:
    markup = to_html(content)
    assert sanitise(markup) == markup
    to_comment_html(content)


def test_naughty_strings_raise_nothing(corpora: Path) -> None:
    for text in json.loads((corpora / "naughty-strings.json").read_text(encoding="utf-8")):
        assert "<script" not in to_html(text).lower()


def test_real_posts_keep_their_words(corpora: Path) -> None:
    with (corpora / "wordpress-theme-test.xml").open("rb") as file:
        posts = [record for record in read(LenientStream(file)) if isinstance(record, Item)]
    for post in posts:
        markup = to_html(post.content)
        assert sanitise(markup) == markup
        assert "style=" not in markup
        assert "<!--" not in markup
