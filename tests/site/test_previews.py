"""Previews: what staff and holders of links see, and that nobody else sees it."""

from datetime import timedelta

import pytest

from cms.actions import previewing, reviewing, saving
from cms.actions.content import Content
from cms.engines.preview_links import token_of
from cms.models import Note, PostKind, PostStatus, ReviewState, now
from cms.rules.permissions import SYSTEM
from tests.client import sign_in
from tests.factories import NoteFactory, PostFactory, PreviewLinkFactory, UserFactory
from tests.hostile.inert import faults_of

HOSTILE = '<script>alert(1)</script> "><img src=x onerror=alert(1)> {{ 7*7 }}'


@pytest.fixture
def draft(db):
    post = PostFactory(
        status=PostStatus.UNPUBLISHED, title="Ebb", body="<p>The old tide.</p>", tags=("harbour",)
    )
    content = Content(title="Flow", body="<p>The new tide.</p>", slug=post.slug, tags=("harbour", "moon"))
    saving.save(post, content, by=SYSTEM, base=1)
    return post


@pytest.fixture
def link(draft):
    return PreviewLinkFactory(post=draft)


def address(link):
    return f"/preview/{token_of(link)}"


def test_staff_see_any_revision_as_visitors_would(client, draft, db):
    sign_in(client, draft.author)
    newest, first = (client.get(f"/preview/post/{draft.id}{which}") for which in ("", "?revision=1"))
    assert "The new tide." in newest.text
    assert "Preview of revision 2" in newest.text
    assert "The old tide." in first.text
    assert "Ebb</h1>" in first.text
    assert "moon" in newest.text
    assert "moon" not in first.text
    assert newest.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in newest.headers["X-Robots-Tag"]


@pytest.mark.parametrize("which", ["?revision=9", "?revision=x", "?revision="])
def test_a_revision_that_is_not_there_is_a_404(client, draft, which):
    assert sign_in(client, draft.author).get(f"/preview/post/{draft.id}{which}").status_code == 404


def test_looking_publishes_nothing(client, draft, link, db):
    sign_in(client, draft.author).get(f"/preview/post/{draft.id}")
    visitor = client.application.test_client()
    assert visitor.get(address(link)).status_code == 200
    db.session.expire_all()
    assert (draft.status, draft.published_at) == (PostStatus.UNPUBLISHED, None)
    assert visitor.get(draft.path).status_code == 404
    assert "Flow" not in visitor.get("/").text
    assert visitor.get(f"/preview/post/{draft.id}").location.startswith("/login")


def test_a_page_is_previewed_in_its_own_frame(client, db):
    page = PostFactory(kind=PostKind.PAGE, status=PostStatus.UNPUBLISHED, body="<p>About us.</p>")
    assert "About us." in client.get(address(PreviewLinkFactory(post=page))).text


def test_a_link_follows_the_newest_revision_or_stays_with_one(client, draft, link):
    pinned = PreviewLinkFactory(post=draft, version=1)
    assert "The old tide." in client.get(address(pinned)).text
    assert "The new tide." in client.get(address(link)).text


def test_links_that_have_had_their_time_are_gone(client, draft, link):
    expired = PreviewLinkFactory(post=draft, expires_at=now() - timedelta(seconds=1))
    previewing.revoke(link, by=SYSTEM)
    for it in (expired, link):
        for answer in (client.get(address(it)), client.post(address(it), data={"text": "x", "name": "y"})):
            assert answer.status_code == 410
            assert "Ask for a new one." in answer.text
            assert "tide" not in answer.text


def test_a_forged_link_is_nothing(client, link):
    token = token_of(link)
    other = token_of(PreviewLinkFactory())
    forged = other.partition(".")[0] + "." + token.partition(".")[2]
    for it in (link.key, token[:-2] + "xx", forged, "x"):
        assert client.get(f"/preview/{it}").status_code == 404


def test_a_guest_leaves_a_note_that_marks_its_passage(client, link, db):
    answer = client.post(address(link), data={"text": "Is it?", "name": "Gwen", "quote": "new tide"})
    assert answer.status_code == 303
    page = client.get(address(link)).text
    note = db.session.query(Note).one()
    assert f'<mark class="passage" id="passage-{note.id}">new tide</mark>' in page
    assert "Is it?" in page


def test_what_a_guest_typed_is_not_lost(client, link, db):
    answer = client.post(address(link), data={"text": "Is it?", "name": "", "quote": "new"})
    assert answer.status_code == 422
    assert "Give your name." in answer.text
    assert "Is it?" in answer.text
    assert db.session.query(Note).count() == 0


def test_hostile_notes_are_words(client, draft, link, db):
    for quote in (HOSTILE, "tide"):
        client.post(address(link), data={"text": HOSTILE, "name": HOSTILE, "quote": quote})
    assert db.session.query(Note).count() == 2
    assert faults_of(client.get(address(link)).text) == []
    sign_in(client, draft.author)
    for path in (f"/preview/post/{draft.id}", f"/admin/posts/edit/?id={draft.id}"):
        page = client.get(path).text
        assert faults_of(page) == []
        assert "&lt;script&gt;alert(1)" in page


def test_a_guest_sees_only_what_came_by_the_own_link(client, draft, link):
    NoteFactory(post=draft, text="Among ourselves")
    NoteFactory(post=draft, link=PreviewLinkFactory(post=draft), text="By another link")
    page = client.get(address(link)).text
    assert "Among ourselves" not in page
    assert "By another link" not in page
    staff = sign_in(client, draft.author).get(f"/preview/post/{draft.id}").text
    assert "Among ourselves" in staff
    assert "By another link" in staff


def test_colleagues_leave_notes_on_what_they_see(client, draft, db):
    editor = UserFactory(role="editor")
    sign_in(client, editor).post(f"/preview/post/{draft.id}?revision=1", data={"text": "Too old."})
    note = db.session.query(Note).one()
    assert (note.author_id, note.version) == (editor.id, 1)


def test_without_a_script_a_paragraph_is_chosen_by_its_number(client, draft, link, db):
    page = client.get(address(link)).text
    assert '<option value="1">1. The new tide.</option>' in page
    client.post(address(link), data={"text": "Is it?", "name": "Gwen", "paragraph": "1", "quote": " "})
    client.post(address(link), data={"text": "All?", "name": "Gwen", "paragraph": "99"})
    assert [note.quote for note in db.session.query(Note).order_by(Note.id)] == ["The new tide.", ""]


def test_a_note_follows_its_passage_to_newer_revisions_until_it_is_gone(client, draft):
    note = NoteFactory(post=draft, version=1, quote="tide", text="Which one?")
    sign_in(client, draft.author)
    here = f"/preview/post/{draft.id}"
    assert f'id="passage-{note.id}">tide</mark>' in client.get(here).text
    saving.save(draft, Content(title="Flow", body="<p>The sea.</p>", slug=draft.slug), by=SYSTEM, base=2)
    for path in (here, f"/admin/posts/edit/?id={draft.id}"):
        page = client.get(path).text
        assert "Which one?" in page
        assert f"#passage-{note.id}" not in page
        assert "no longer holds the passage" in page or "Passage gone" in page
    assert f'id="passage-{note.id}"' in client.get(f"{here}?revision=1").text


def test_colleagues_answer_settle_and_give_their_verdict_beneath_the_text(client, draft, db):
    reviewing.submit(draft, by=draft.author)
    note = NoteFactory(post=draft, quote="tide")
    sign_in(client, UserFactory(role="editor"))
    here = f"/preview/post/{draft.id}?revision=2"
    page = client.get(here).text
    assert "1 note is open." in page
    back = f"{here}#note-{note.id}"
    assert f'name="url" value="{back}"' in page
    sent = {"note": note.id, "url": back}
    answered = client.post(f"/admin/posts/notes/reply/?id={draft.id}", data={**sent, "text": "It is."})
    assert answered.location == back
    client.post(f"/admin/posts/notes/settling/?id={draft.id}", data={**sent, "act": "settle"})
    page = client.get(here).text
    assert "It is." in page
    assert "No note is open." in page
    client.post(f"/admin/posts/review/?id={draft.id}", data={"transition": "request_changes"})
    assert saving.newest_revision(draft).review == ReviewState.CHANGES_REQUESTED


def test_guests_neither_answer_nor_settle_nor_see_how_many_notes_are_open(client, draft, link):
    reviewing.submit(draft, by=draft.author)
    NoteFactory(post=draft)
    NoteFactory(post=draft, link=link)
    page = client.get(address(link)).text
    assert "/admin/" not in page
    assert "Answer the review" not in page
    assert "open." not in page


def test_an_earlier_revision_leads_to_the_newest_and_takes_no_verdict(client, draft):
    reviewing.submit(draft, by=draft.author)
    sign_in(client, UserFactory(role="editor"))
    page = client.get(f"/preview/post/{draft.id}?revision=1").text
    assert "There is a newer revision." in page
    assert "Answer the review" not in page
