"""What nobody can use any more is forgotten after a while; what is still of use stays."""

from datetime import timedelta

import pytest

from cms.actions.housekeeping import (
    BATCH,
    forget_bulk_runs,
    forget_mails,
    forget_preview_links,
    forget_sign_ins,
)
from cms.models import BulkRun, LoginSession, Note, OutboxMessage, PreviewLink, now
from tests.factories import NoteFactory, PreviewLinkFactory, UserFactory

DAY = timedelta(days=1)


def left(db, noun):
    db.session.expire_all()
    return {row.id for row in db.session.query(noun)}


def test_bulk_runs_go_after_a_month(db):
    old, young = (BulkRun(screen="posts", act="trash", created_at=now() - n * DAY) for n in (31, 29))
    db.session.add_all([old, young])
    db.session.flush()
    kept = young.id
    assert forget_bulk_runs(now()) == 1
    assert left(db, BulkRun) == {kept}


def test_preview_links_go_a_month_after_they_closed_and_the_notes_made_by_them_stay(db):
    expired = PreviewLinkFactory(expires_at=now() - 31 * DAY)
    revoked = PreviewLinkFactory(revoked_at=now() - 31 * DAY)
    kept = {PreviewLinkFactory().id, PreviewLinkFactory(expires_at=now() - 29 * DAY).id}
    note = NoteFactory(post=expired.post, link_id=expired.id).id
    assert revoked.opens_at(now()) is False
    assert forget_preview_links(now()) == 2
    assert left(db, PreviewLink) == kept
    assert db.session.get(Note, note).link_id is None


def mail(db, days, **outcome):
    message = OutboxMessage(recipient="a@example.com", subject="S", created_at=now() - days * DAY)
    db.session.add(message)
    db.session.flush()
    for name, value in outcome.items():
        setattr(message, name, value)
    db.session.flush()
    return message.id


def test_mails_that_left_or_were_given_up_go_after_three_months(db):
    mail(db, 91, sent_at=now() - 91 * DAY)
    mail(db, 91, next_at=None)
    kept = {mail(db, 91), mail(db, 89, sent_at=now() - 89 * DAY)}
    assert forget_mails(now()) == 2
    assert left(db, OutboxMessage) == kept


def test_sign_ins_go_when_nobody_used_them_for_more_than_a_year(db):
    person = UserFactory()
    old, young = (
        LoginSession(user=person, key_digest=str(days), seen_at=now() - days * DAY) for days in (401, 399)
    )
    db.session.add_all([old, young])
    db.session.flush()
    kept = young.id
    assert forget_sign_ins(now()) == 1
    assert left(db, LoginSession) == {kept}


@pytest.mark.usefixtures("db")
def test_a_batch_is_bounded(db, monkeypatch):
    monkeypatch.setattr("cms.actions.housekeeping.BATCH", 2)
    for _ in range(3):
        mail(db, 91, sent_at=now())
    assert BATCH > 2
    assert [forget_mails(now()) for _ in range(3)] == [2, 1, 0]
