"""Two people save the same text: what they changed apart is united, the rest is theirs to choose from."""

import pytest
from sqlalchemy import select

from cms.actions.content import NAMES
from cms.admin.posts.comparison import MOST_LINES, difference
from cms.admin.posts.merging import LABELS
from cms.models import PostStatus, Revision
from tests.admin.assertions import person, written
from tests.factories import PostFactory

BODY = "<p>The tide turns.</p><p>The boats go out.</p><p>The gulls follow.</p>"


@pytest.fixture
def post(client):
    me = person(client, "author")
    return PostFactory(author=me, status=PostStatus.UNPUBLISHED, title="Ebb", body=BODY)


def typed(**fields):
    return written(**{"title": "Ebb", "body": BODY, **fields})


def save(client, post, **fields):
    return client.post(f"/admin/posts/edit/?id={post.id}", data=typed(**fields))


def newest(db, post):
    db.session.refresh(post)
    return db.session.scalars(select(Revision).where(Revision.number == post.version)).one()


def conflict(client, post):
    """Both changed the first paragraph and the title; mine is kept as revision 3."""
    save(client, post, title="Their title", body=BODY.replace("turns", "has turned"))
    answer = save(client, post, title="My title", body=BODY.replace("turns", "will turn"), note="noted")
    assert answer.status_code == 303
    return answer.headers["Location"]


def test_changes_of_different_places_are_united_and_said_so(client, db, post):
    save(client, post, body=BODY.replace("turns", "has turned"), tags="harbour")
    answer = save(client, post, title="Ebb and flow", body=BODY.replace("follow", "scream"))
    assert answer.status_code == 302
    assert "together with what" in client.get(answer.headers["Location"]).text
    saved = newest(db, post)
    assert (saved.number, saved.parent, saved.title, saved.tags) == (3, 2, "Ebb and flow", ["harbour"])
    assert "has turned" in saved.body and "scream" in saved.body


def test_what_both_changed_is_shown_side_by_side_and_both_texts_are_revisions(client, db, post):
    page = client.get(conflict(client, post)).text
    for words in ("Their title", "My title", "has turned", "will turn"):
        assert words in page
    theirs, mine = db.session.scalars(select(Revision).where(Revision.number > 1).order_by(Revision.number))
    assert (theirs.title, theirs.aside) == ("Their title", False)
    assert (mine.title, mine.aside, mine.parent, mine.note) == ("My title", True, 1, "noted")
    assert newest(db, post) is theirs


def test_the_chosen_version_of_each_place_is_saved(client, db, post):
    address = conflict(client, post)
    choices = {"theirs": "2", "field-title": "theirs", "place-0": "mine"}
    answer = client.post(address, data=choices)
    assert answer.status_code == 302
    saved = newest(db, post)
    assert (saved.number, saved.parent, saved.title, saved.note) == (4, 2, "Their title", "noted")
    assert "will turn" in saved.body and "has turned" not in saved.body


def test_a_missing_choice_is_asked_for_and_nothing_is_saved(client, db, post):
    address = conflict(client, post)
    answer = client.post(address, data={"theirs": "2", "field-title": "mine", "place-0": "nonsense"})
    assert answer.status_code == 422
    assert "Choose one version at every place." in answer.text
    assert newest(db, post).number == 2


def test_a_third_save_meanwhile_is_compared_anew(client, db, post):
    address = conflict(client, post)
    save(client, post, title="Third title", body=BODY.replace("turns", "has turned"), base="2")
    answer = client.post(address, data={"theirs": "2", "field-title": "mine", "place-0": "mine"})
    assert answer.status_code == 302 and answer.headers["Location"] == address
    assert "Third title" in client.get(address).text
    assert newest(db, post).title == "Third title"


def test_a_form_that_names_no_base_overwrites_nothing(client, db, post):
    answer = save(client, post, title="My title", base="")
    assert answer.status_code == 303
    assert newest(db, post).title == "Ebb"


@pytest.mark.parametrize("mine", ["", "1", "9", "x", "99999999999"])
def test_only_a_revision_kept_aside_can_be_united(client, post, mine):
    assert client.get(f"/admin/posts/merge/?id={post.id}&mine={mine}").status_code == 404


def test_the_list_of_revisions_marks_what_is_kept_aside(client, post):
    conflict(client, post)
    assert client.get(f"/admin/posts/edit/?id={post.id}").text.count("Kept aside") == 1


def test_the_lead_image_and_the_meta_texts_are_merged_field_by_field(client, db, post):
    save(client, post, lead_image="/media/theirs.jpg", lead_image_alt="A gull", meta_title="Theirs")
    answer = save(client, post, lead_image_alt="", meta_description="When the tide turns.", title="Ebb")
    assert answer.status_code == 302
    saved = newest(db, post)
    assert (saved.lead_image, saved.lead_image_alt) == ("/media/theirs.jpg", "A gull")
    assert (saved.meta_title, saved.meta_description) == ("Theirs", "When the tide turns.")


def test_two_lead_images_are_chosen_from(client, db, post):
    save(client, post, lead_image="/media/theirs.jpg")
    answer = save(client, post, lead_image="/media/mine.jpg")
    page = client.get(answer.headers["Location"]).text
    assert "/media/theirs.jpg" in page and "/media/mine.jpg" in page and "Lead image" in page
    client.post(answer.headers["Location"], data={"theirs": 2, "field-lead_image": "mine"})
    assert newest(db, post).lead_image == "/media/mine.jpg"


def test_every_field_has_a_name_on_the_page_of_two_versions():
    assert set(LABELS) == set(NAMES)


def test_difference_tells_word_by_word_and_keeps_every_character():
    pieces = difference("the tide\nturns at six", "the tide\nturns at seven")
    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("same", "the tide\n"),
        ("same", "turns at "),
        ("gone", "six"),
        ("new", "seven"),
    ]


def test_difference_of_long_texts_is_by_line_and_of_longer_ones_left_out():
    old, new = "word " * 2000, "other " * 2000
    assert [piece.kind for piece in difference(old, new)] == ["gone", "new"]
    assert difference("a\n" * MOST_LINES, "b\n" * MOST_LINES) is None
