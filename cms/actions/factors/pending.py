"""Sign-ins that wait for the second factor: ten minutes, five tries."""

import secrets
from datetime import timedelta

from sqlalchemy import delete, select, update

from cms.extensions import db
from cms.models import PendingSignIn, User, now

LIFETIME = timedelta(minutes=10)
MOST_TRIES = 5
LONGEST_NEXT = 500


def begin_pending(user: User, *, remember: bool, next_page: str) -> PendingSignIn:
    """The password was right. What has expired meanwhile goes."""
    db.session.execute(delete(PendingSignIn).where(PendingSignIn.expires_at <= now()))
    pending = PendingSignIn(
        key=secrets.token_urlsafe(32),
        user_id=user.id,
        uniquifier=user.fs_uniquifier,
        remember=remember,
        next_page=next_page if len(next_page) <= LONGEST_NEXT else "",
        expires_at=now() + LIFETIME,
    )
    db.session.add(pending)
    db.session.flush()
    return pending


def pending_of(key: str) -> tuple[PendingSignIn, User] | None:
    """What waits under this key and whose it is; None once it expired or the account has changed."""
    wanted = (
        select(PendingSignIn, User)
        .join(User, User.id == PendingSignIn.user_id)
        .where(
            PendingSignIn.key == key,
            PendingSignIn.expires_at > now(),
            PendingSignIn.uniquifier == User.fs_uniquifier,
            User.active,
        )
    )
    row = db.session.execute(wanted).one_or_none()
    return (row[0], row[1]) if row else None


def count_try(pending: PendingSignIn) -> bool:
    """Count a try before it is looked at, so that tries at once don't add up; False when none is left."""
    counted = db.session.execute(
        update(PendingSignIn)
        .where(PendingSignIn.id == pending.id, PendingSignIn.tries < MOST_TRIES)
        .values(tries=PendingSignIn.tries + 1)
    )
    return bool(counted.rowcount)  # type: ignore[attr-defined]  # of a CursorResult


def finish(pending: PendingSignIn) -> bool:
    """The second factor was right; False when another request was first to finish it."""
    finished = db.session.execute(delete(PendingSignIn).where(PendingSignIn.id == pending.id))
    return bool(finished.rowcount)  # type: ignore[attr-defined]  # of a CursorResult
