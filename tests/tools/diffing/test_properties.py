"""What holds for every comparison, tried on texts nobody would think of."""

import json
import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.tools import prose
from cms.tools.diffing import Fold, Kind, State, blocks_in, counted, diff_bodies, diff_lines, folded
from cms.tools.html import sanitise, text_of
from cms.tools.wordpress_html import to_html
from cms.tools.wordpress_records import Item
from cms.tools.wxr import read
from cms.tools.wxr_stream import LenientStream
from tests.thoroughness import examples
from tests.tools.diffing.bodies import anything, edited, rich

thorough = settings(max_examples=examples(50), deadline=None, suppress_health_check=[HealthCheck.too_slow])
texts = st.one_of(rich, anything)
pairs = st.one_of(edited(), st.tuples(texts, texts))
OLD, NEW = ("same", "gone"), ("same", "new")


def befores(rows):
    return [row.before for row in rows if row.before]


def afters(rows):
    return [row.after for row in rows if row.after]


def side(rows, kinds, which):
    """The words of one side, put together from the pieces alone."""
    return [
        token
        for row in rows
        for piece in row.pieces
        if piece.kind in kinds
        for token in getattr(piece, which)
    ]


def said(tokens):
    return "".join("".join(run.text for run in token.runs) for token in tokens)


def bare(text):
    return "".join(text.split())


@thorough
@given(pairs)
def test_either_side_of_the_pieces_is_the_text_again(texts):
    before, after = texts
    rows = diff_bodies(before, after)
    assert befores(rows) == blocks_in(before)
    assert afters(rows) == blocks_in(after)
    assert side(rows, OLD, "before") == [token for block in blocks_in(before) for token in block.tokens]
    assert side(rows, NEW, "after") == [token for block in blocks_in(after) for token in block.tokens]


@thorough
@given(pairs)
def test_no_word_of_what_is_stored_is_dropped(texts):
    before, after = map(sanitise, texts)
    rows = diff_bodies(before, after)
    assert bare(said(side(rows, OLD, "before"))) == bare(text_of(before))
    assert bare(said(side(rows, NEW, "after"))) == bare(text_of(after))


@thorough
@given(texts)
def test_a_text_does_not_differ_from_itself(text):
    rows = diff_bodies(text, text)
    assert {row.state for row in rows} <= {State.SAME}
    assert all(piece.kind == "same" and not piece.changes for row in rows for piece in row.pieces)
    assert counted(text, text) == (0, 0)


@thorough
@given(pairs)
def test_what_is_called_changed_says_what_changed(texts):
    for row in diff_bodies(*texts):
        differs = row.changes or any(piece.kind != "same" or piece.changes for piece in row.pieces)
        if row.state is State.CHANGED:
            assert differs
        elif row.state is State.SAME:
            assert not differs


@thorough
@given(pairs)
def test_every_move_has_its_two_ends(texts):
    rows = diff_bodies(*texts)
    away = {row.move: row.before for row in rows if row.state is State.MOVED_AWAY}
    here = {row.move: row.after for row in rows if row.state is State.MOVED_HERE}
    assert away == here
    assert all(row.move == 0 for row in rows if row.state not in (State.MOVED_AWAY, State.MOVED_HERE))


@thorough
@given(pairs)
def test_backwards_the_same_words_change(texts):
    before, after = texts
    assert counted(before, after) == (counted(after, before) or (0, 0))[::-1]


@thorough
@given(pairs, st.integers(0, 3), st.integers(1, 5))
def test_folding_keeps_every_row_and_hides_no_change(texts, around, least):
    rows = diff_bodies(*texts)
    shown = list(folded(rows, around, least))
    flat = [row for part in shown for row in (part.rows if isinstance(part, Fold) else (part,))]
    assert flat == rows
    for part in shown:
        if isinstance(part, Fold):
            assert len(part.rows) >= least and {row.state for row in part.rows} == {State.SAME}
    assert not any(isinstance(one, Fold) and isinstance(two, Fold) for one, two in pairwise(shown))


@thorough
@given(st.text(max_size=40), st.text(max_size=40))
def test_lines_are_told_without_loss(before, after):
    pieces = diff_lines(before, after)
    assert said(token for piece in pieces if piece.kind in OLD for token in piece.before) == before
    assert said(token for piece in pieces if piece.kind in NEW for token in piece.after) == after


def test_naughty_strings_raise_nothing_and_lose_nothing(corpora):
    naughty = json.loads((corpora / "naughty-strings.json").read_text(encoding="utf-8"))
    for before, after in pairwise(naughty):
        rows = diff_bodies(before, after)
        assert befores(rows) == blocks_in(before) and afters(rows) == blocks_in(after)
        assert all(row.pieces for row in rows if (row.before or row.after).shape.kind != Kind.RULE)


def test_real_posts_are_told_without_loss(corpora):
    with (corpora / "wordpress-theme-test.xml").open("rb") as file:
        bodies = [to_html(it.content) for it in read(LenientStream(file)) if isinstance(it, Item)]
    bodies = [sanitise(body) for body in bodies if body.strip()]
    assert len(bodies) > 60
    for before, after in pairwise(bodies):
        rows = diff_bodies(before, after)
        assert befores(rows) == blocks_in(before) and afters(rows) == blocks_in(after)
        assert bare(said(side(rows, NEW, "after"))) == bare(text_of(after))


def long_texts():
    source = prose.source_of("diffing")
    paragraphs = [prose.paragraph(source) for _ in range(4000)]
    whole = "".join(paragraphs)
    alike = [f"<p>{' '.join(prose.pick(source, 'ab') for _ in range(100))}</p>" for _ in range(5000)]
    return {
        "one word": (whole, whole.replace("harbour", "haven", 1)),
        "every paragraph": (whole, "".join(it.replace(" ", " quite ", 1) for it in paragraphs)),
        "every first word": (whole, "".join(it.replace("<p>", "<p>Well, ", 1) for it in paragraphs)),
        "every paragraph moved": (whole, "".join(paragraphs[::-1])),
        "everything": (whole, "".join(prose.paragraph(source) for _ in range(4000))),
        "the same block all over": ("<p>x</p>" * 125_000, "<p>y</p>" + "<p>x</p>" * 100_000 + "<hr>"),
        "two words in every order": ("".join(alike), "".join(alike[::-1])),
        "one paragraph of a megabyte": tuple(f"<p>{'word ' * 200_000}{end}</p>" for end in "ab"),
        "a paragraph of words anew": (f"<p>{'one two ' * 120_000}</p>", f"<p>{'two one ' * 120_000}</p>"),
        "tags in every word": ("<b>a</b> <i>b</i> " * 60_000, "<i>a</i> <b>b</b> " * 60_000),
        "line ends": ("<b><br></b><i><br></i>" * 45_000 + "x", "x" + "<b><br></b><i><br></i>" * 45_000),
        "tags that never end": ("<a " * 300_000, "<" * 1_000_000),
        "tags that close nothing": ("<b>" * 300_000, "</b>" * 250_000),
    }


CASES = long_texts()


@pytest.mark.parametrize("case", CASES)
def test_a_megabyte_is_compared_in_bounded_time(case):
    before, after = CASES[case]
    assert len(before) > 850_000
    began = time.process_time()
    rows = diff_bodies(before, after)
    blocks = time.process_time() - began
    # A page shows some hundreds of changes at a time.
    changed = [row for row in rows if row.state is not State.SAME][:300]
    assert all(row.pieces for row in changed if (row.before or row.after).shape.kind != Kind.RULE)
    words = time.process_time() - began - blocks
    counted(before, after)
    # Seconds on a present machine; a quadratic search would take minutes.
    assert blocks + words < 15
