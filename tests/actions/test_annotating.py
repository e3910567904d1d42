"""Notes: on a passage, by colleagues and guests; answered, settled, limited."""

from datetime import timedelta

import pytest

from cms.actions import annotating
from cms.actions.errors import Invalid, NotPossible, Refused
from cms.actions.saving import newest_revision
from cms.models import PostStatus, now
from tests.factories import NoteFactory, PostFactory, PreviewLinkFactory, UserFactory


@pytest.fixture
def draft(db):
    return PostFactory(status=PostStatus.UNPUBLISHED, body="<p>The tide came in at noon.</p>")


@pytest.fixture
def link(draft):
    return PreviewLinkFactory(post=draft)


def guest_note(link, text="Is this so?", name="Gwen", quote=""):
    return annotating.note_as_guest(link, newest_revision(link.post), text, name=name, quote=quote)


def test_a_note_keeps_the_passage_and_what_stands_around_it(draft, link):
    note = guest_note(link, quote="came  in\nat")
    assert (note.before, note.quote, note.after) == ("The tide ", "came in at", " noon.")
    assert (note.display_name, note.version, note.link_id) == ("Gwen", 1, link.id)


def test_a_passage_that_is_not_there_is_kept_as_it_was_given(link):
    note = guest_note(link, quote="The moon rose")
    assert (note.quote, note.before, note.after) == ("The moon rose", "", "")


@pytest.mark.parametrize(
    "given",
    [
        {"text": "  "},
        {"text": "x" * 2001},
        {"text": "a\x00b"},
        {"name": ""},
        {"name": "x" * 121},
        {"quote": "x" * 1001},
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(link, given):
    with pytest.raises(Invalid) as fault:
        guest_note(link, **given)
    assert all(str(sentence) for sentence in fault.value.errors.values())


def test_a_link_holds_only_so_many_notes(link, monkeypatch):
    monkeypatch.setattr(annotating, "MOST_A_LINK", 1)
    first = guest_note(link)
    annotating.reply(first, "It is.", by=link.post.author)
    with pytest.raises(NotPossible):
        guest_note(link)


def test_an_expired_link_takes_no_notes(draft):
    with pytest.raises(NotPossible):
        guest_note(PreviewLinkFactory(post=draft, expires_at=now() - timedelta(seconds=1)))


def test_who_may_not_see_a_post_leaves_no_note_and_no_answer(draft):
    stranger = UserFactory(role="author")
    with pytest.raises(Refused):
        annotating.note(newest_revision(draft), "Mine.", by=stranger)
    with pytest.raises(Refused):
        annotating.reply(NoteFactory(post=draft), "Mine.", by=stranger)


def test_an_answer_to_an_answer_stands_beneath_the_note(draft, link):
    note = guest_note(link)
    answer = annotating.reply(note, "It is.", by=draft.author)
    again = annotating.reply(answer, "Indeed.", by=draft.author)
    assert (answer.parent_id, again.parent_id, again.link_id) == (note.id, note.id, link.id)


def test_a_note_is_settled_and_reopened_by_who_may_edit(draft):
    note = NoteFactory(post=draft)
    with pytest.raises(Refused):
        annotating.settle(note, by=UserFactory(role="moderator"))
    annotating.settle(note, by=draft.author)
    assert note.settled_by_id == draft.author.id
    with pytest.raises(NotPossible):
        annotating.settle(note, by=draft.author)
    annotating.reopen(note, by=draft.author)
    assert note.settled_at is None
