"""Two people write at once: what merges is merged, what contradicts is laid side by side, nothing is lost."""

from pathlib import Path

import pytest

from cms.tools.merging import Hunk, Side, merge_body, merge_fields, resolve, resolve_fields
from cms.tools.merging.markup import blocks_of, is_balanced, words_of

DEMO = sorted((Path(__file__).parents[2] / "cms/cli/demo/posts").glob("*.html"))


def body_of(path):
    return path.read_text(encoding="utf-8").split("+++\n", 2)[2]


def merged(base, mine, theirs):
    """The text of a merge that must be clean."""
    result = merge_body(base, mine, theirs)
    assert result.is_clean, result.hunks
    return resolve(result, {})


def only_hunk(base, mine, theirs):
    [hunk] = merge_body(base, mine, theirs).hunks
    return hunk.base, hunk.mine, hunk.theirs


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "result"),
    [
        ("<p>a</p><p>b</p>", "<p>A</p><p>b</p>", "<p>a</p><p>B</p>", "<p>A</p><p>B</p>"),
        ("<p>a</p><p>b</p>", "<p>a</p><p>x</p><p>b</p>", "<p>a</p><p>B</p>", "<p>a</p><p>x</p><p>B</p>"),
        ("<p>a</p><p>b</p>", "<p>b</p>", "<p>a</p><p>b</p><p>c</p>", "<p>b</p><p>c</p>"),
        ("<p>a</p>\n<p>b</p>\n", "<p>A</p>\n<p>b</p>\n", "<p>a</p>\n<p>b</p>", "<p>A</p>\n<p>b</p>"),
        ("<p>the old cat</p>", "<p>the young cat</p>", "<p>the old dog</p>", "<p>the young dog</p>"),
        ("<p>the cat</p>", "<p>the cat sat</p>", "<p>a cat</p>", "<p>a cat sat</p>"),
        ("<p>a cat</p>", "<p><b>a</b> cat</p>", "<p>a dog</p>", "<p><b>a</b> dog</p>"),
        ("<p>a b</p>", "<p>a b</p><hr>", "<p>a c</p>", "<p>a c</p><hr>"),
        ("<p>a b c</p>", "<p>a</p><p>b c</p>", "<p>a b d</p>", "<p>a</p><p>b d</p>"),
        ("<p>a b</p>", "<h2>a b</h2>", "<p>a c</p>", "<h2>a c</h2>"),
        (
            "<ul><li>a</li><li>b</li></ul>",
            "<ul><li>a</li><li>b</li><li>c</li></ul>",
            "<ul><li>A</li><li>b</li></ul>",
            "<ul><li>A</li><li>b</li><li>c</li></ul>",
        ),
        (
            "<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
            "<table><tbody><tr><td>1</td><td>3</td></tr></tbody></table>",
            "<table><tbody><tr><td>9</td><td>2</td></tr></tbody></table>",
            "<table><tbody><tr><td>9</td><td>3</td></tr></tbody></table>",
        ),
        ("", "<p>a</p>", "", "<p>a</p>"),
        ("<p>猫が好き</p>", "<p>猫が大好き</p>", "<p>犬が好き</p>", "<p>犬が大好き</p>"),
    ],
)
def test_changes_that_do_not_meet_are_united(base, mine, theirs, result):
    assert merged(base, mine, theirs) == result
    assert merged(base, theirs, mine) == result


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "hunk"),
    [
        ("<p>the old cat</p>", "<p>the red cat</p>", "<p>the young cat</p>", ("old", "red", "young")),
        ("<p>it cost 12.5 then</p>", "<p>it cost 13.5 then</p>", "<p>it cost 12.7 then</p>", None),
        ("<p>the old cat</p>", "<p>the very old cat</p>", "<p>the cat</p>", None),
        ("<p>a b c d</p>", "<p>a <b>b c</b> d</p>", "<p>a b <i>c d</i></p>", None),
        ("<p>a b c d</p>", "<p>a <b>b c</b> d</p>", "<p>a b</p><p>c d</p>", None),
        ('<p>a b c d</p>', '<p><a href="/x">a b c d</a></p>', '<p>a <a href="/y">b</a> c d</p>', None),
        ("<p>a</p>", "<p>a</p><p>x</p>", "<p>a</p><p>y</p>", ("", "<p>x</p>", "<p>y</p>")),
        ("<p>a</p><p>b c d</p>", "<p>a</p>", "<p>a</p><p>b c e</p>", ("<p>b c d</p>", "", "<p>b c e</p>")),
    ],
)  # fmt: skip
def test_changes_that_contradict_each_other_are_left_to_choose(base, mine, theirs, hunk):
    found = only_hunk(base, mine, theirs)
    assert hunk in (None, found)
    result = merge_body(base, mine, theirs)
    assert (result.as_if(Side.BASE), result.as_if(Side.MINE), result.as_if(Side.THEIRS)) == (
        base,
        mine,
        theirs,
    )


def test_a_hunk_stands_in_its_block_and_the_rest_is_settled():
    result = merge_body(
        "<p>one</p><p>the old cat sat</p>",
        "<p>ONE</p><p>the red cat sat</p>",
        "<p>one</p><p>the wet cat sat</p>",
    )
    assert result.stretches == (("<p>ONE</p>",), ("<p>the ", Hunk(0, "old", "red", "wet"), " cat sat</p>"))


def test_every_hunk_is_chosen_by_its_number():
    base, mine, theirs = ("<p>{} cat</p><p>so</p><p>{} dog</p>".format(*pair) for pair in ("ab", "cd", "ef"))
    result = merge_body(base, mine, theirs)
    chosen = resolve(result, {0: Side.MINE, 1: Side.THEIRS})
    assert chosen == "<p>c cat</p><p>so</p><p>f dog</p>"
    assert resolve(result, {0: Side.BOTH, 1: Side.BASE}) == "<p>c e cat</p><p>so</p><p>b dog</p>"
    with pytest.raises(KeyError):
        resolve(result, {0: Side.MINE})


def test_paragraphs_that_all_changed_are_still_told_apart():
    """One replaces a word everywhere while the other corrects a letter in each."""
    base = "".join(f"<p>The ferry number {n} leaves in the morning from pier {n}</p>" for n in range(40))
    mine, theirs = base.replace("ferry", "boat"), base.replace("morning", "evening")
    assert merged(base, mine, theirs) == mine.replace("morning", "evening")


def test_a_block_moved_into_a_conflict_is_not_lost_by_choosing_the_other():
    base = "<p>a</p><p>b</p><p>c</p>"
    result = merge_body(base, "<p>c</p><p>a</p><p>b</p>", f"<p>x</p>{base}")
    assert [hunk.mine for hunk in result.hunks] == ["<p>c</p>", ""]
    assert result.as_if(Side.THEIRS) == f"<p>x</p>{base}"


def test_blocks_moved_in_every_way_are_one_choice():
    middle = [f"<p>{letter}</p>" for letter in "abc"]
    base = "".join(["<p>first</p>", *middle, "<p>last</p>"])
    mine = "<p>first</p><p>A</p><p>c</p><p>b</p><p>last</p>"
    theirs = "<p>first</p><p>x</p><p>b</p><p>c</p><p>a</p><p>last</p>"
    result = merge_body(base, mine, theirs)
    assert result.stretches[0] == ("<p>first</p>",) and result.stretches[-1] == ("<p>last</p>",)
    assert (result.as_if(Side.MINE), result.as_if(Side.THEIRS)) == (mine, theirs)


def test_a_word_moved_into_a_conflict_is_not_lost_by_choosing_the_other():
    result = merge_body("<p>a b c</p>", "<p>c a b</p>", "<p>x a b c</p>")
    assert result.as_if(Side.THEIRS) == "<p>x a b c</p>"


def test_a_paragraph_both_rewrote_is_one_choice():
    texts = tuple(" and ".join(letter * n for n in range(1, 9)) for letter in "abc")
    assert only_hunk(*(f"<p>{text}</p>" for text in texts)) == texts


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)
def test_real_posts_edited_at_both_ends_come_together(path):
    base = body_of(path)
    blocks = [place for place, block in enumerate(blocks_of(base)) if not block.isspace()]
    assert len(blocks) > 4

    def edited(*changes):
        parts = blocks_of(base)
        for place, change in changes:
            parts[place] = change(parts[place])
        return "".join(parts)

    added = (blocks[1], lambda block: block + "<p>Added by the one.</p>")
    first = (blocks[0], lambda block: block.replace(" the ", " thee ", 1))
    again = (blocks[0], lambda block: block[:-4] + " Indeed.</p>")
    gone = (blocks[-1], lambda block: "")
    assert merged(base, edited(added, first), edited(gone)) == edited(added, first, gone)
    assert merged(base, edited(first), edited(again, gone)) == edited(first, again, gone)


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)
def test_taking_real_posts_apart_loses_nothing(path):
    body = body_of(path)
    assert "".join(blocks_of(body)) == body == "".join(words_of(body))
    assert is_balanced(body)
    assert all(is_balanced(block) for block in blocks_of(body))


POST = {
    "title": "The old bell",
    "slug": "the-old-bell",
    "summary": "Why it rings.",
    "tags": ("Harbour", "Bells"),
    "pinned": False,
    "comment_policy": "open",
    "body": "<p>It rings twice.</p>",
}


def test_each_field_is_merged_by_itself():
    mine = {**POST, "title": "The new bell", "slug": "bell", "tags": ("Harbour", "Bells", "Brass")}
    theirs = {**POST, "title": "The old bell tolls", "pinned": True, "tags": ("Bells", "Tides")}
    result = merge_fields(POST, mine, theirs)
    assert result.is_clean
    assert result.values == {
        **POST,
        "title": "The new bell tolls",
        "slug": "bell",
        "pinned": True,
        "tags": ("Bells", "Tides", "Brass"),
    }
    assert result.changed == {
        "title": Side.BOTH,
        "slug": Side.MINE,
        "pinned": Side.THEIRS,
        "tags": Side.BOTH,
    }


def test_a_field_with_one_value_asks_whose():
    result = merge_fields(POST, {**POST, "slug": "a", "title": "X"}, {**POST, "slug": "b", "title": "Y"})
    assert set(result.conflicts) == {"slug", "title"}
    chosen = resolve_fields(result, {"slug": Side.THEIRS, "title": Side.MINE}, {})
    assert chosen == {**POST, "slug": "b", "title": "X"}
    with pytest.raises(KeyError):
        resolve_fields(result, {"slug": Side.BOTH, "title": Side.MINE}, {})


def test_the_hunks_of_a_body_are_chosen_with_the_fields():
    mine, theirs = ({**POST, "body": f"<p>It rings {count}.</p>"} for count in ("once", "thrice"))
    result = merge_fields(POST, mine, theirs)
    assert "body" not in result.values and not result.conflicts
    assert resolve_fields(result, {}, {0: Side.THEIRS}) == theirs


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "result"),
    [
        ("ab", "ba", "abc", "bac"),
        ("ab", "abc", "ba", "bac"),
        ("ab", "Ab", "abc", "Abc"),
        ("abc", "bc", "ab", "b"),
        ("", "ab", "bC", "bCa"),
        ("a", "aß", "as", "asß"),
    ],
)
def test_tags_keep_what_either_added_and_lose_what_either_removed(base, mine, theirs, result):
    tags = (dict(POST, tags=list(names)) for names in (base, mine, theirs))
    assert merge_fields(*tags).values["tags"] == list(result)
