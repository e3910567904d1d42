"""Preview links and notes beside the form of a post."""

import re

import pytest

from cms.models import Note, PostStatus, PreviewLink
from tests.client import sign_in
from tests.factories import NoteFactory, PostFactory, PreviewLinkFactory


@pytest.fixture
def draft(client, db):
    post = PostFactory(status=PostStatus.UNPUBLISHED)
    sign_in(client, post.author)
    return post


def test_a_link_is_made_listed_opened_and_revoked(client, draft, db):
    form = {"days": "7", "version": "newest", "label": "For Gwen"}
    answer = client.post(f"/admin/posts/preview-link/?id={draft.id}", data=form)
    assert answer.location.endswith("#preview-links")
    page = client.get(f"/admin/posts/edit/?id={draft.id}").text
    path = re.search(r'value="https?://[^/"]+(/preview/[^"]+)"', page)[1]
    assert "For Gwen" in page
    visitor = client.application.test_client()
    assert visitor.get(path).status_code == 200
    link = db.session.query(PreviewLink).one()
    client.post(f"/admin/posts/preview-link/revocation/?id={draft.id}", data={"link": link.id})
    assert visitor.get(path).status_code == 410
    assert path not in client.get(f"/admin/posts/edit/?id={draft.id}").text


@pytest.mark.parametrize("form", [{}, {"days": "7"}, {"days": "x", "version": "newest"}])
def test_a_bad_form_is_answered_with_a_sentence(client, draft, db, form):
    answer = client.post(f"/admin/posts/preview-link/?id={draft.id}", data=form)
    assert answer.status_code == 422
    assert db.session.query(PreviewLink).count() == 0


def test_another_posts_links_and_notes_are_not_reached(client, draft, db):
    link, note = PreviewLinkFactory(), NoteFactory()
    for path, form in (
        ("preview-link/revocation", {"link": link.id}),
        ("notes/settling", {"note": note.id, "act": "settle"}),
        ("notes/reply", {"note": note.id, "text": "Mine."}),
    ):
        assert client.post(f"/admin/posts/{path}/?id={draft.id}", data=form).status_code == 404


def test_a_note_is_shown_answered_settled_and_reopened(client, draft, db):
    note = NoteFactory(post=draft, quote="Words.", text="Which words?")
    page = client.get(f"/admin/posts/edit/?id={draft.id}").text
    assert "Which words?" in page
    assert "Gwen Guest" in page
    client.post(f"/admin/posts/notes/reply/?id={draft.id}", data={"note": note.id, "text": "These."})
    assert "These." in client.get(f"/admin/posts/edit/?id={draft.id}").text
    for act, settled in (("settle", True), ("reopen", False)):
        client.post(f"/admin/posts/notes/settling/?id={draft.id}", data={"note": note.id, "act": act})
        db.session.expire_all()
        assert (db.session.get(Note, note.id).settled_at is not None) == settled
