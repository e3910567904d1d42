"""What a question finds, in which order, and in pages."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from cms.engines.reading.search import Filters, find, results_for_feed
from cms.engines.search import places, reach
from cms.engines.search.asking import parsed
from cms.engines.search.finding import answers
from cms.engines.search.tiers import Narrowing
from cms.models import Post, PostKind, PostStatus
from tests.factories import PostFactory

START = datetime(2026, 1, 1, tzinfo=UTC)


def text(title, body="", **given):
    return PostFactory(title=title, body=f"<p>{body}</p>", **given)


def test_titles_come_first_then_summaries_and_tags_then_texts_and_the_newest_of_each(found):
    day = timedelta(days=1)
    text("In the text", "an eelgrass meadow", published_at=START + 5 * day)
    text("In the summary", summary="Of eelgrass", published_at=START + 4 * day)
    text("By its tag", tags=("Eelgrass",), published_at=START + 3 * day)
    text("Eelgrass, old", published_at=START)
    text("Eelgrass, new", "eelgrass eelgrass", published_at=START + 2 * day)
    assert found("eelgrass") == [
        "Eelgrass, new",
        "Eelgrass, old",
        "In the summary",
        "By its tag",
        "In the text",
    ]


def test_all_words_must_be_there_but_not_in_one_place(found):
    text("Harbour", "the bell rings")
    text("Harbour only")
    assert found("bell HARBOUR") == ["Harbour"]


def test_words_in_quotation_marks_stand_together_and_not_across_texts(found):
    text("One", "a red harbour bell")
    text("Two", "bell of the harbour")
    text("Harbour", "bell")
    assert found('"harbour bell"') == ["One"]
    assert found('"harbour bell') == ["One"]
    assert found("harbour-bell") == ["One"]


def test_a_minus_leaves_out_whatever_holds_the_word(found):
    text("Ferry", "in winter")
    text("Ferry", "in summer")
    text("Ferries and piers", tags=("Winter",))
    assert found("ferry -winter") == ["Ferry"]
    assert found('ferry -"in summer" -winter') == []
    assert found("-winter") == []


def test_an_asterisk_stands_for_any_ending(found):
    text("Harbours of the north")
    text("Hardware")
    assert found("harb*") == ["Harbours of the north"]
    assert set(found("har*")) == {"Harbours of the north", "Hardware"}
    assert found("xyz*") == []


@pytest.mark.parametrize(
    ("locale", "title", "asked"),
    [
        ("en", "Mending old boats", "boat mend"),
        ("de", "Die Häuser am Hafen", "haus"),
        ("de", "Die Häuser am Hafen", "HÄUSER"),
        ("es", "Canciones del puerto", "canción"),
        ("ar", "الكِتَاب الجديد", "كتاب"),
        ("en", "Café crème", "cafe CREME"),
        ("ja", "東京の港を歩く", "東京"),
        ("ja", "東京の港を歩く", "港"),
        ("ja", "東京の港を歩く", "の港を"),
        ("tlh", "Qapla of the day", "qapla"),
    ],
)
def test_words_are_found_in_their_other_forms_in_every_language(found, locale, title, asked):
    text(title, locale=locale)
    text("Something else", locale=locale)
    assert found(asked) == [title]


def test_what_narrows_a_search_is_kept_in_the_index(found):
    post = text("Ferry post", tags=("Boats",))
    text("Ferry page", kind=PostKind.PAGE)
    text("Ferry draft", status=PostStatus.UNPUBLISHED)
    assert found("ferry", kind=PostKind.PAGE) == ["Ferry page"]
    assert found("ferry", status=PostStatus.UNPUBLISHED) == ["Ferry draft"]
    assert found("ferry", without=PostStatus.PUBLISHED) == ["Ferry draft"]
    assert found("ferry", author_id=post.author_id) == ["Ferry post"]


@pytest.mark.parametrize("window", [3, 500])
def test_pages_by_key_lead_to_each_answer_once(db, monkeypatch, window):
    monkeypatch.setattr(places, "LOOKED", {"head": (1, window), "words": (1, window)})
    for number in range(23):
        title, body = (("Eelgrass", "") if number % 3 == 0 else ("Other", "eelgrass"))[:2]
        summary = "eelgrass" if number % 5 == 0 else ""
        text(
            f"{title} {number}",
            body or "x",
            summary=summary,
            published_at=START + timedelta(hours=number % 7),
        )
    text("Eelgrass draft", status=PostStatus.UNPUBLISHED)
    whole = find("eelgrass", Filters()).answers
    assert len(whole.found) == 20
    live = select(Post).where(Post.status == PostStatus.PUBLISHED)
    walked, after = [], None
    while True:
        page = answers(parsed("eelgrass"), live, Narrowing(), 2, after=after)
        walked += [post.id for post in page.posts]
        after = page.behind
        if after is None:
            break
    assert len(walked) == len(set(walked)) == 23
    assert walked[:20] == [post.id for post in whole.posts]


def test_a_phrase_of_common_words_is_sought_a_part_at_a_time_and_found_in_the_end(db, monkeypatch):
    monkeypatch.setattr(reach, "WINDOW", 4)
    monkeypatch.setattr(reach, "COMMON", 2)
    monkeypatch.setattr(reach, "CHUNK", 6)
    wanted = []
    for number in range(20):
        body = "the mud bell" if number in (0, 1, 9) else "bell of the mud"
        post = text(f"Text {number}", body, published_at=START + timedelta(hours=number))
        wanted += [post.id] if number in (0, 1, 9) else []
    walked, after, parts = [], None, 0
    while True:
        page = answers(parsed('"mud bell"'), select(Post), Narrowing(), 1, after=after)
        walked += [post.id for post in page.posts]
        parts += page.is_part
        after = page.behind
        if after is None:
            break
    assert walked == wanted[::-1]
    assert parts == 2
    assert not answers(parsed("mud bell"), select(Post), Narrowing(), 1).is_part


def test_few_that_may_be_seen_are_found_among_many_that_may_not(db):
    mine = text("Eelgrass of mine", published_at=START)
    for number in range(12):
        text(f"Eelgrass {number}", published_at=START + timedelta(hours=number + 1))
    own = select(Post).where(Post.author_id == mine.author_id)
    assert answers(parsed("eelgrass"), own, Narrowing(), 1).posts == [mine]


def test_the_last_word_counts_as_a_beginning_where_nothing_holds_it(db):
    text("Lantern walks")
    results = find("walks lant", Filters())
    assert [post.title for post in results.answers.posts] == ["Lantern walks"]
    assert results.is_begun


@pytest.mark.parametrize("typed", ["harbor", "Habrour", "hrabour", "harbourr"])
def test_a_slip_of_the_pen_gets_a_suggestion(db, typed):
    text("The harbour bell")
    assert find(f"bell {typed}", Filters()).instead == "bell harbour"


def test_no_suggestion_tells_words_of_drafts(db):
    text("The secret xylophone", status=PostStatus.UNPUBLISHED)
    assert find("xylofone", Filters()).instead == ""
    assert find("xylophome", Filters()).instead == ""


def test_a_feed_has_what_is_live_newest_first(db):
    old = text("Eelgrass", published_at=START)
    new = text("Other", "eelgrass", published_at=START + timedelta(days=1))
    text("Eelgrass draft", status=PostStatus.UNPUBLISHED)
    assert results_for_feed("eelgrass", 5) == [new, old]
    assert results_for_feed("eelgrass", 1) == [new]
    assert results_for_feed(" ", 5) == []


def test_a_question_costs_the_same_however_many_answers_there_are(db, count_queries):
    text("Eelgrass")
    db.session.flush()
    count_queries.clear()
    find("eelgrass", Filters())
    few = len(count_queries)
    for number in range(30):
        text(f"Eelgrass {number}", "eelgrass", tags=("eelgrass",))
    db.session.flush()
    count_queries.clear()
    find("eelgrass", Filters())
    assert len(count_queries) == few == 3


HARMLESS = [
    *(
        "'",
        "''",
        '"',
        '"""',
        "a:b",
        "t:eelgrass",
        "NEAR(a b)",
        "a AND",
        "NOT",
        "^x",
        "{head}: x",
        "(",
        "&|!<->",
    ),
    *("\\", "-", "*", "-*", "--x", "%s {0} :x", "\u202e", "𝒽𝒶𝓇𝒷", "ﷺ", "½", "a" * 200, "* " * 60, "k:post"),
    "' OR 1=1 --",
]


@pytest.mark.parametrize("typed", HARMLESS)
def test_whatever_is_typed_is_harmless(db, typed):
    text("Eelgrass")
    assert find(typed, Filters()).answers.posts == []
    assert find(f"eelgrass {typed}", Filters()) is not None


@pytest.mark.parametrize("quoted", ['"harbour bell"', "“harbour bell”", "„harbour bell“", "«harbour bell»"])
def test_quotation_marks_of_every_language_make_a_phrase(found, quoted):
    PostFactory(title="The harbour bell")
    PostFactory(title="The bell of the harbour")
    assert found(quoted) == ["The harbour bell"]
