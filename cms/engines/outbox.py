"""The outbox: a mail is a row, written in the same transaction as its cause; it leaves later."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update

from cms.engines.mailing import Deferred, Undeliverable, Unreachable, send
from cms.extensions import db
from cms.models import OutboxMessage, now

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
GIVE_UP_AFTER = timedelta(days=3)
# Far longer than one delivery can take: a mail whose worker was killed is tried again after it.
LEASE = timedelta(minutes=10)
# With the server away, one mail a minute asks whether it is back; the others wait without counting a try.
PAUSE = timedelta(minutes=1)
LONGEST_SUBJECT = 300
LONGEST_ERROR = 500
# A mail to nobody costs its writer as much as any other, and is thrown away instead of sent.
NOBODY = ""

log = logging.getLogger(__name__)


def enqueue(
    recipient: str, subject: str, text: str, html: str = "", headers: Mapping[str, str] | None = None
) -> OutboxMessage:
    """Add a mail to the session; it leaves once the caller's transaction is committed."""
    line = " ".join(subject.split())[:LONGEST_SUBJECT]
    message = OutboxMessage(
        recipient=recipient, subject=line, text=text, html=html, headers=dict(headers or {})
    )
    db.session.add(message)
    return message


def next_moment() -> datetime | None:
    """When the next mail is due; None while none waits."""
    return db.session.scalar(select(func.min(OutboxMessage.next_at)).where(OutboxMessage.sent_at.is_(None)))


def deliver_due(limit: int = 20) -> int:
    """Send what is due, at most `limit` mails; the number that left.

    Commits by itself, before and after each mail: no transaction is open while the mail server is spoken to.
    A mail may leave twice when the process dies in between, never not at all. The lease lasts ten minutes.
    """
    sent = 0
    for _ in range(limit):
        message = _claim(now())
        if message is None:
            break
        if message.recipient == NOBODY:
            _throw_away(message)
            continue
        try:
            send(message.recipient, message.subject, message.text, message.html, message.headers)
        except Undeliverable as error:
            _give_up(message, str(error))
        except Deferred as error:
            _try_later(message, str(error))
            if isinstance(error, Unreachable):
                _pause_all(now())
                break
        else:
            _mark_sent(message)
            sent += 1
    return sent


def _claim(at: datetime) -> OutboxMessage | None:
    """The mail that waits longest, taken out of the reach of other workers for the time of the lease."""
    due = (
        select(OutboxMessage)
        .where(OutboxMessage.sent_at.is_(None), OutboxMessage.next_at <= at)
        .order_by(OutboxMessage.next_at, OutboxMessage.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    message = db.session.scalar(due)
    if message is None:
        db.session.commit()
        return None
    message.next_at = at + LEASE
    message.attempts += 1
    _commit_and_keep(message)
    return message


def _commit_and_keep(message: OutboxMessage) -> None:
    # Reading an expired row would open the next transaction, which must not be open during the delivery.
    db.session.flush()
    db.session.expunge(message)
    db.session.commit()


def _throw_away(message: OutboxMessage) -> None:
    db.session.execute(delete(OutboxMessage).where(OutboxMessage.id == message.id))
    db.session.commit()


def _mark_sent(message: OutboxMessage) -> None:
    _settle(message, sent_at=now(), error="")


def _give_up(message: OutboxMessage, error: str) -> None:
    log.error("Mail %s is given up after %s tries: %s", message.id, message.attempts, error)
    _settle(message, next_at=None, error=error[:LONGEST_ERROR])


def _try_later(message: OutboxMessage, error: str) -> None:
    at = now()
    if at - message.created_at >= GIVE_UP_AFTER:
        _give_up(message, error)
        return
    wait = min(FIRST_WAIT * 2 ** min(message.attempts - 1, 20), LONGEST_WAIT)
    log.warning("Mail %s did not leave, the next try is in %s: %s", message.id, wait, error)
    db.session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == message.id)
        .values(next_at=at + wait, error=error[:LONGEST_ERROR])
    )
    db.session.commit()


def _settle(message: OutboxMessage, **outcome: object) -> None:
    """Nothing more will happen to this mail, so the links in its body go."""
    done = (
        update(OutboxMessage)
        .where(OutboxMessage.id == message.id)
        .values(text="", html="", headers={}, **outcome)
    )
    db.session.execute(done)
    db.session.commit()


def _pause_all(at: datetime) -> None:
    db.session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.sent_at.is_(None), OutboxMessage.next_at <= at + PAUSE)
        .values(next_at=at + PAUSE)
    )
    db.session.commit()
