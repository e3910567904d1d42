"""HTML read as blocks of prose."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.tools.diffing import Kind, Mark, Media, Run, Shape, blocks_in
from cms.tools.diffing.words import words_in
from cms.tools.html import sanitise, text_of
from tests.tools.diffing.bodies import anything, rich


def shapes(markup):
    return [(block.shape, block.key) for block in blocks_in(markup)]


@pytest.mark.parametrize(
    ("markup", "read"),
    [
        ("<p>One.</p>\n<p> Two. </p>", [(Shape(), "One."), (Shape(), "Two.")]),
        ("loose <b>words</b><p>x</p>", [(Shape(), "loose words"), (Shape(), "x")]),
        ("<h3>A &amp; b</h3>", [(Shape(Kind.HEADING, 3), "A & b")]),
        ("<ol><li><p>a</p></li></ol>", [(Shape(Kind.ITEM, 1, numbered=True), "a")]),
        (
            "<ol><li>a<ul><li>b</li></ul>c</li></ol>",
            [
                (Shape(Kind.ITEM, 1, numbered=True), "a"),
                (Shape(Kind.ITEM, 2), "b"),
                (Shape(Kind.ITEM, 1, numbered=True), "c"),
            ],
        ),
        ("<blockquote><p>q</p></blockquote>", [(Shape(quoted=1), "q")]),
        (
            "<table><tr><th>a</th><td><p>b</p><p>c</p></td></tr><tr><td>d</td></tr></table>",
            [(Shape(Kind.ROW), "a\tb c"), (Shape(Kind.ROW), "d")],
        ),
        ("<pre>  a\n   b</pre>", [(Shape(Kind.CODE), "  a\n   b")]),
        ("<p>a<br> b</p><hr><p></p>", [(Shape(), "a\nb"), (Shape(Kind.RULE), "\nrule")]),
        ("<dl><dt>t</dt><dd>d</dd></dl>", [(Shape(Kind.TERM), "t"), (Shape(Kind.DEFINITION), "d")]),
    ],
)
def test_blocks_are_what_a_reader_sees(markup, read):
    assert shapes(markup) == read


def test_formatting_is_told_by_what_it_looks_like():
    (block,) = blocks_in('<p>a <strong>b <em>c</em></strong> <a href="/x?a&amp;b">d</a></p>')
    bold, italic = Mark("bold"), Mark("italic")
    assert block.runs == (
        Run("a "),
        Run("b ", frozenset({bold})),
        Run("c", frozenset({bold, italic})),
        Run(" "),
        Run("d", frozenset({Mark("link", "/x?a&b")})),
    )


def test_a_word_is_one_however_many_formattings_it_has():
    (block,) = blocks_in("<p>un<b>do</b>ne</p>")
    assert block.words == ("undone",)
    assert [run.text for run in block.tokens[0].runs] == ["un", "do", "ne"]


def test_pictures_and_films_are_read_with_what_is_said_of_them():
    figure, caption = blocks_in(
        '<figure><img src="/a.png" alt="A &lt;b&gt;"><figcaption>c</figcaption></figure>'
    )
    assert figure.runs == (Run("", media=Media("picture", "/a.png", "A <b>")),)
    assert caption.shape.kind == Kind.CAPTION
    (film,) = blocks_in('<video src="/a.mp4" title="t"></video>')
    assert film.runs[0].media == Media("video", "/a.mp4", "t")
    (bare,) = blocks_in("<p>a<img src=/b>c</p>")
    assert [token.key for token in bare.tokens] == ["a", "picture /b", "c"]
    assert bare.runs[1].media.alt is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don’t stop—at 3.5 or 1,000.", ["Don’t", "stop", "—", "at", "3.5", "or", "1,000", "."]),
        ("猫が好き。", ["猫", "が", "好", "き", "。"]),
        ("か\u3099", ["か\u3099"]),
        ("السَّلامُ عليكم؟", ["السَّلامُ", "عليكم", "؟"]),
        ("नमस्ते, दुनिया", ["नमस्ते", ",", "दुनिया"]),
        ("สวัสดี", ["ส", "วั", "ส", "ดี"]),
        ("می\u200cخواهم", ["می\u200cخواهم"]),
        ("👩\u200d🚀 ok", ["👩\u200d🚀", "ok"]),
    ],
)
def test_words_are_those_of_the_script(text, words):
    assert [word for word in words_in(text) if not word.isspace()] == words


@given(st.text())
def test_words_joined_are_the_text(text):
    assert "".join(words_in(text)) == text


def said(markup):
    return "".join("".join(run.text for run in block.runs) for block in blocks_in(markup))


def bare(text):
    return "".join(text.split())


@given(st.one_of(rich, anything))
def test_no_word_of_a_stored_body_is_left_out(markup):
    stored = sanitise(markup)
    assert bare(said(stored)) == bare(text_of(stored))


@given(anything)
def test_whatever_comes_is_read(markup):
    for block in blocks_in(markup):
        assert "".join(token.key for token in block.tokens) == block.key or block.shape.kind == Kind.RULE


def test_no_word_of_a_hostile_body_is_left_out(corpora):
    for text in json.loads((corpora / "naughty-strings.json").read_text(encoding="utf-8")):
        stored = sanitise(text)
        assert bare(said(stored)) == bare(text_of(stored)), text
