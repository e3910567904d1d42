"""Passages are found again and marked, and never become markup."""

from cms.tools.passages import Passage, paragraphs, stands_in, with_passages


def marked(markup, *quotes, **around):
    return with_passages(markup, [Passage(f"p{n}", quote, **around) for n, quote in enumerate(quotes)])


def test_a_passage_is_marked_where_it_stands():
    assert (
        marked("<p>The tide came in.</p>", "tide came")
        == '<p>The <mark class="passage" id="p0">tide came</mark> in.</p>'
    )


def test_spaces_and_line_ends_count_alike():
    assert ">tide\n came</mark>" in marked("<p>The tide\n came in.</p>", "tide came")


def test_what_stands_around_decides_between_equal_passages():
    text = "<p>One bell. Two bells. One bell again.</p>"
    assert marked(text, "One bell", after=" again").startswith("<p>One bell. Two")


def test_a_passage_across_tags_is_marked_in_pieces_that_nest_well():
    text = "<p>The <em>tide</em> came in.</p>"
    assert marked(text, "tide came") == (
        '<p>The <em><mark class="passage" id="p0">tide</mark></em><mark class="passage"> came</mark> in.</p>'
    )


def test_what_is_not_there_any_more_is_known():
    assert stands_in("The  tide\ncame in.", "tide came")
    assert stands_in("Anything", " ")
    assert not stands_in("The tide", "tides")


def test_paragraphs_are_counted_as_readers_count_them():
    markup = "<h2>Tides</h2>\n<p>The <em>tide</em><br>rose.</p><hr><p> </p>"
    markup += "<ul><li>Ebb</li>\n<li><p>Flow</p></li></ul>End"
    assert paragraphs(markup) == ["Tides", "The tide rose.", "Ebb", "Flow", "End"]


def test_passages_that_are_not_there_are_left_out():
    text = "<p>The tide came in.</p><p>Then it left.</p>"
    assert marked(text, "in. Then", "nothing of it", "") == text


def test_passages_that_overlap_are_not_nested():
    assert marked("<p>a b c d</p>", "b c", "c d").count("<mark") == 1


def test_neighbours_are_both_marked():
    assert marked("<p>a b c d</p>", "c d", "a b").count("<mark") == 2


def test_what_looks_like_markup_stays_text():
    text = '<p title="a > b">1 &lt;script&gt; 2 &amp; 3</p>'
    assert marked(text, "<script>") == (
        '<p title="a > b">1 <mark class="passage" id="p0">&lt;script&gt;</mark> 2 &amp; 3</p>'
    )
    assert marked(text, "title", "a > b") == text
