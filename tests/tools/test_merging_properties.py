"""What holds for every merge, tried on texts nobody would think of."""

import json
import re
import time
from collections import Counter
from itertools import chain, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.tools import prose
from cms.tools.html import sanitise
from cms.tools.merging import Side, merge_body, merge_fields, resolve
from cms.tools.merging.alignment import edits, matching
from cms.tools.merging.markup import blocks_of, is_balanced, words_of
from cms.tools.merging.threeway import chunks
from cms.tools.wordpress_html import to_html
from cms.tools.wordpress_records import Item
from cms.tools.wxr import read
from cms.tools.wxr_stream import LenientStream
from tests.thoroughness import examples

thorough = settings(max_examples=examples(100), deadline=None, suppress_health_check=[HealthCheck.too_slow])

PIECES = "<p> </p> <b> </b> <ul> <li> </li> </ul> <br> <hr> </a> <a </ < > a b cat &lt; \" ' 猫 é"
pieces = st.sampled_from([*PIECES.split(), "<a href='/x>y'>", "<!-- x -->", " ", "\n", "\u00a0"])
anything = st.one_of(st.text(max_size=60), st.lists(pieces, max_size=25).map("".join))

inline = st.recursive(
    st.lists(st.sampled_from("abcdef"), min_size=1, max_size=4).map(" ".join),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["b", "i", "em"]), inner).map(lambda it: f"<{it[0]}>{it[1]}</{it[0]}>"),
        st.tuples(inner, inner).map(" ".join),
        st.just("x<br>y"),
    ),
    max_leaves=4,
)
blocks = st.recursive(
    st.tuples(st.sampled_from(["p", "h2", "pre"]), inline).map(lambda it: f"<{it[0]}>{it[1]}</{it[0]}>"),
    lambda inner: st.one_of(
        st.lists(inline, min_size=1, max_size=3).map(
            lambda items: f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
        ),
        st.lists(inner, min_size=1, max_size=2).map(lambda it: f"<blockquote>{''.join(it)}</blockquote>"),
        st.sampled_from(["<hr>", "\n", "loose", "<b>loose</b>"]),
    ),
    max_leaves=4,
)
bodies = st.lists(blocks, max_size=5).map("".join)
sides = st.sampled_from(Side)


def words(markup):
    return Counter(re.sub(r"<[^>]*>", " ", markup).split())


@st.composite
def numbered(draw):
    """Paragraphs of words each of which occurs once."""
    lengths = draw(st.lists(st.integers(1, 6), min_size=1, max_size=5))
    numbers = iter(range(1000))
    return [[f"w{next(numbers)}" for _ in range(length)] for length in lengths]


def rewritten(draw, paragraph, name, fresh):
    """A paragraph with words of it replaced, removed, and new ones put behind; `name` marks what is new."""
    kept = []
    for word in paragraph:
        act = draw(st.sampled_from(["keep", "keep", "keep", "replace", "remove", "add"]))
        new = f"{name}{next(fresh)}"
        kept += {"keep": [word], "replace": [new], "remove": [], "add": [word, new]}[act]
    return kept


def edited(draw, paragraphs, name, may_touch=lambda _: True):
    """For every paragraph what one side makes of it: none, one or two paragraphs."""
    fresh = iter(range(1000))
    outcome = []
    for place, paragraph in enumerate(paragraphs):
        new = [[paragraph]]
        if may_touch(place) and draw(st.booleans()):
            changed = rewritten(draw, paragraph, name, fresh)
            new = [[changed]] if changed else [[]]
            if draw(st.booleans()):
                new[0].append([f"{name}{next(fresh)}"])
        outcome.append(new[0])
    return outcome


def written(outcome, glue):
    return glue.join(f"<p>{' '.join(paragraph)}</p>" for paragraph in chain.from_iterable(outcome))


@st.composite
def two_who_share_paragraphs(draw):
    """Base, mine, theirs, and what they must become: no paragraph is touched by both."""
    base = draw(numbered())
    owners = draw(st.lists(st.sampled_from(["mine", "theirs"]), min_size=len(base), max_size=len(base)))
    mine = edited(draw, base, "m", lambda place: owners[place] == "mine")
    theirs = edited(draw, base, "t", lambda place: owners[place] == "theirs")
    both = [mine[place] if owner == "mine" else theirs[place] for place, owner in enumerate(owners)]
    return [written(outcome, "") for outcome in ([[paragraph] for paragraph in base], mine, theirs, both)]


@st.composite
def two_who_meet(draw):
    """Base, mine and theirs: both may touch every paragraph."""
    base = draw(numbered())
    glue = draw(st.sampled_from(["", "\n", "\n\n"]))
    mine, theirs = edited(draw, base, "m"), edited(draw, base, "t")
    return [written(outcome, glue) for outcome in ([[paragraph] for paragraph in base], mine, theirs)]


@thorough
@given(two_who_share_paragraphs())
def test_what_only_one_side_changed_is_always_kept(texts):
    base, mine, theirs, both = texts
    result = merge_body(base, mine, theirs)
    assert result.is_clean
    assert resolve(result, {}) == both


@thorough
@given(two_who_meet())
def test_every_word_either_side_wrote_is_settled_or_in_a_hunk(texts):
    base, mine, theirs = texts
    result = merge_body(base, mine, theirs)
    old = words(base)
    assert words(mine) - old <= words(result.as_if(Side.MINE))
    assert words(theirs) - old <= words(result.as_if(Side.THEIRS))
    assert (words(mine) - old) + (words(theirs) - old) <= words(result.as_if(Side.BOTH))


@thorough
@given(two_who_meet())
def test_a_clean_merge_holds_every_new_word_and_no_removed_one(texts):
    base, mine, theirs = texts
    result = merge_body(base, mine, theirs)
    if result.is_clean:
        old, one, other = words(base), words(mine), words(theirs)
        assert words(resolve(result, {})) == (one - old) + (other - old) + (old & one & other)


@thorough
@given(two_who_meet())
def test_words_nobody_touched_stay_whatever_is_chosen(texts):
    base, mine, theirs = texts
    result = merge_body(base, mine, theirs)
    untouched = words(base) & words(mine) & words(theirs)
    for side in Side:
        assert untouched <= words(result.as_if(side))


@st.composite
def two_who_move(draw):
    """Base, mine and theirs: both put blocks elsewhere, and change and add some."""
    base = [f"<p>w{number} v{number}</p>" for number in range(draw(st.integers(1, 5)))]

    def moved(name):
        blocks = draw(st.permutations(base)) if draw(st.booleans()) else list(base)
        place = draw(st.integers(0, len(base) - 1))
        changed = blocks[place].replace(" v", f" {name}") if draw(st.booleans()) else blocks[place]
        added = [f"<p>new {name}</p>"] if draw(st.booleans()) else []
        return "".join([*blocks[:place], changed, *added, *blocks[place + 1 :]])

    return "".join(base), moved("m"), moved("t")


@thorough
@given(two_who_move())
def test_what_was_moved_is_never_lost_by_choosing_a_side(texts):
    result = merge_body(*texts)
    for side in (Side.MINE, Side.THEIRS, Side.BOTH):
        assert words(texts[0]) & words(texts[1]) & words(texts[2]) <= words(result.as_if(side))


@thorough
@given(bodies, bodies, bodies)
def test_a_clean_merge_of_any_bodies_holds_every_new_word(base, mine, theirs):
    result = merge_body(base, mine, theirs)
    new = (set(words(mine)) | set(words(theirs))) - set(words(base))
    assert new <= set(words(result.as_if(Side.BOTH)))


@thorough
@given(bodies, bodies, bodies, st.lists(sides, min_size=40, max_size=40))
def test_balanced_bodies_stay_balanced_whatever_is_chosen(base, mine, theirs, choices):
    assert all(map(is_balanced, (base, mine, theirs)))
    result = merge_body(base, mine, theirs)
    assert is_balanced(resolve(result, dict(enumerate(choices))))
    assert all(is_balanced(result.as_if(side)) for side in Side)


@thorough
@given(bodies, bodies, bodies)
def test_a_clean_merge_passes_the_sanitiser_unchanged(base, mine, theirs):
    result = merge_body(*map(sanitise, (base, mine, theirs)))
    for side in (Side.MINE, Side.THEIRS):
        assert sanitise(result.as_if(side)) == result.as_if(side)


@thorough
@given(anything, anything)
def test_one_side_alone_wins(base, side):
    assert resolve(merge_body(base, side, side), {}) == side
    assert resolve(merge_body(base, base, side), {}) == side
    assert resolve(merge_body(base, side, base), {}) == side


@thorough
@given(anything, anything, anything)
def test_who_is_called_mine_makes_no_difference(base, mine, theirs):
    one, other = merge_body(base, mine, theirs), merge_body(base, theirs, mine)
    swapped = [(hunk.number, hunk.base, hunk.theirs, hunk.mine) for hunk in other.hunks]
    assert [(hunk.number, hunk.base, hunk.mine, hunk.theirs) for hunk in one.hunks] == swapped
    assert one.as_if(Side.MINE) == other.as_if(Side.THEIRS)
    assert one.as_if(Side.BASE) == other.as_if(Side.BASE)


@thorough
@given(anything)
def test_taking_markup_apart_loses_nothing(markup):
    assert "".join(blocks_of(markup)) == markup == "".join(words_of(markup))


@thorough
@given(bodies)
def test_every_block_of_a_balanced_body_is_balanced(markup):
    assert all(map(is_balanced, blocks_of(markup)))


@thorough
@given(*[st.lists(st.sampled_from(["a", "b", "c", " ", "\n"]), max_size=30)] * 3)
def test_chunks_side_by_side_are_the_three_again(base, mine, theirs):
    for parted in (None, lambda _: True, lambda _: False):
        found = list(chunks(base, mine, theirs, parted))
        assert [token for chunk in found for token in chunk.base] == base
        assert [token for chunk in found for token in chunk.mine] == mine
        assert [token for chunk in found for token in chunk.theirs] == theirs


@thorough
@given(st.lists(st.integers(0, 5), max_size=80), st.lists(st.integers(0, 5), max_size=80))
def test_what_matches_is_the_same_and_in_order(a, b):
    pairs = matching(a, b)
    assert all(a[i] == b[j] for i, j in pairs)
    assert all(one[0] < two[0] and one[1] < two[1] for one, two in pairwise(pairs))


@thorough
@given(*[st.lists(st.sampled_from(["a", "b", "c", " "]), max_size=30)] * 2)
def test_edits_lead_from_the_one_to_the_other(base, side):
    again, place = [], 0
    for edit in edits(base, side):
        assert edit.low >= place and (edit.low > place or place == 0)
        again += base[place : edit.low] + side[edit.start : edit.end]
        place = edit.high
    assert again + base[place:] == side


names = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=6).map(tuple)


@thorough
@given(names, names, names)
def test_tags_are_those_of_both_less_those_either_removed(base, mine, theirs):
    versions = ({"tags": tags} for tags in (base, mine, theirs))
    kept = merge_fields(*versions).values["tags"]
    assert len(kept) == len(set(kept))
    assert set(kept) == (set(mine) | set(theirs)) - (set(base) - set(mine)) - (set(base) - set(theirs))


texts = st.lists(st.sampled_from("abcd"), min_size=1, max_size=6).map(" ".join)
records = st.fixed_dictionaries(
    {"title": texts, "slug": texts, "summary": texts, "tags": names, "pinned": st.booleans(), "body": bodies}
)


@thorough
@given(records, records, records)
def test_a_field_only_one_side_changed_is_that_sides(base, mine, theirs):
    result = merge_fields(base, mine, theirs)
    for name in base:
        if mine[name] == base[name] or mine[name] == theirs[name]:
            assert result.values[name] == theirs[name]
        elif theirs[name] == base[name]:
            assert result.values[name] == mine[name]
    unsettled = {*result.conflicts, *(() if result.body.is_clean else ("body",))}
    assert unsettled | set(result.values) == set(base)
    assert not unsettled & set(result.values)


@thorough
@given(records, records)
def test_a_record_only_one_side_changed_is_that_sides(base, side):
    assert merge_fields(base, side, side).values == side
    assert merge_fields(base, base, side).values == side
    assert merge_fields(base, side, base).values == side


def test_naughty_strings_raise_nothing_and_lose_nothing(corpora):
    naughty = json.loads((corpora / "naughty-strings.json").read_text(encoding="utf-8"))
    for base, mine, theirs in zip(naughty, naughty[1:], naughty[2:], strict=False):
        result = merge_body(base, mine, theirs)
        assert "".join(blocks_of(base)) == base == "".join(words_of(base))
        assert resolve(merge_body(base, base + mine, base), {}) == base + mine
        assert result.as_if(Side.MINE) == mine or not result.is_clean or base in (mine, theirs)


def test_real_posts_are_edited_by_two(corpora):
    with (corpora / "wordpress-theme-test.xml").open("rb") as file:
        contents = [
            to_html(record.content) for record in read(LenientStream(file)) if isinstance(record, Item)
        ]
    for base in contents:
        assert "".join(blocks_of(base)) == base == "".join(words_of(base))
        mine, theirs = f"<p>Mine, first.</p>{base}", f"{base}<p>Theirs, last.</p>"
        if blocks_of(base):
            both = f"<p>Mine, first.</p>{base}<p>Theirs, last.</p>"
            assert resolve(merge_body(base, mine, theirs), {}) == both


def altered(paragraphs, name):
    return "".join(paragraph.replace(" ", f" {name} ", 1) for paragraph in paragraphs)


def long_texts():
    source = prose.source_of("merging")
    paragraphs = [prose.paragraph(source) for _ in range(4000)]
    one, other = (altered(paragraphs, name) for name in "mt")
    same = "<p>x</p>" * 125_000
    alike = [f"<p>{' '.join(prose.pick(source, 'ab') for _ in range(100))}</p>" for _ in range(5000)]
    return {
        "every paragraph changed by both": ("".join(paragraphs), one, other),
        "every paragraph moved by one": ("".join(paragraphs), one, "".join(paragraphs[::-1])),
        "the same block all over": (same, f"<p>y</p>{same}<p>z</p>", f"{same[:400_000]}<hr>{same[400_000:]}"),
        "two words in every order": ("".join(alike), "".join(alike[1:] + alike[:1]), "".join(alike[::-1])),
        "one paragraph of a megabyte": tuple(f"<p>{'word ' * 200_000}{end}</p>" for end in "abc"),
        "tags that never end": ("<a " * 300_000, "<a '\"" * 200_000, "<" * 1_000_000),
    }


CASES = long_texts()


@pytest.mark.parametrize("case", CASES)
def test_a_megabyte_is_merged_in_bounded_time(case):
    base, mine, theirs = CASES[case]
    assert len(base) > 850_000
    began = time.process_time()
    merge_body(base, mine, theirs)
    # About a second or two on a present machine; a quadratic search would take minutes.
    assert time.process_time() - began < 15
