"""Forgets what has served its purpose: nobody can use it any more, and the log tells that it was there."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select

from cms.actions.guest_comments import OPEN_FOR
from cms.extensions import db
from cms.models import Base, BulkRun, GuestComment, LoginSession, OutboxMessage, PreviewLink

KEEP_BULK_RUNS = timedelta(days=30)
KEEP_PREVIEW_LINKS = timedelta(days=30)  # after they have closed; the notes made by them stay
KEEP_MAILS = timedelta(days=90)
# Longer than a sign-in can last, so that the device is known again when somebody comes back with it.
KEEP_SIGN_INS = timedelta(days=400)
BATCH = 500  # rows at a time, so that no writer waits for long


def forget_bulk_runs(moment: datetime) -> int:
    """Those that can't be undone for a month; the number that went."""
    return _forget(BulkRun, BulkRun.created_at < moment - KEEP_BULK_RUNS)


def forget_preview_links(moment: datetime) -> int:
    """Those that have opened nothing for a month."""
    closed = func.coalesce(PreviewLink.revoked_at, PreviewLink.expires_at)
    return _forget(PreviewLink, closed < moment - KEEP_PREVIEW_LINKS)


def forget_mails(moment: datetime) -> int:
    """Those that left or were given up three months ago, with the addresses they went to."""
    settled = (OutboxMessage.sent_at.is_not(None)) | (OutboxMessage.next_at.is_(None))
    return _forget(OutboxMessage, settled, OutboxMessage.created_at < moment - KEEP_MAILS)


def forget_guest_comments(moment: datetime) -> int:
    """Those that nobody has confirmed while the link served, with the addresses that were given."""
    return _forget(GuestComment, GuestComment.created_at < moment - OPEN_FOR)


def forget_sign_ins(moment: datetime) -> int:
    """Those that nobody has used for more than a year."""
    return _forget(LoginSession, LoginSession.seen_at < moment - KEEP_SIGN_INS)


def _forget(noun: type[Base], *old: ColumnElement[bool]) -> int:
    key = noun.__table__.c.id
    ids = list(db.session.scalars(select(key).where(*old).order_by(key).limit(BATCH)))
    db.session.execute(delete(noun).where(key.in_(ids)))
    return len(ids)
