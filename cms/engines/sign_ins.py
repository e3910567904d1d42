"""Finding sign-ins: the one that a cookie names, and those of a person."""

import hashlib
from datetime import datetime, timedelta

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import ColumnElement, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import contains_eager

from cms.engines.settings import setting
from cms.extensions import db
from cms.models import EndReason, LoginSession, User, now
from cms.rules.sign_ins import is_live
from cms.tools.numbers import key_in

SEEN_EVERY = timedelta(minutes=1)
MOST_LISTED, MOST_PAST = 50, 10
LINK_OPENS = timedelta(days=7)


def digest_of(key: str) -> str:
    """What the database keeps of the key in a cookie."""
    return hashlib.sha256(key.encode()).hexdigest()


def signed_in_by(key: str, uniquifier: str) -> LoginSession | None:
    """The live sign-in of an active person that this cookie stands for, and that it was just seen.

    One query; once a minute it is written down too.
    """
    clean = not db.session().in_transaction()
    query = (
        select(LoginSession)
        .join(LoginSession.user)
        .options(contains_eager(LoginSession.user))
        .where(
            LoginSession.key_digest == digest_of(key),
            User.fs_uniquifier == uniquifier,
            User.active,
            live_now(),
        )
    )
    login: LoginSession | None = db.session.scalar(query)
    moment = now()
    # Never in the midst of somebody else's transaction: this one is committed.
    if login and clean and login.seen_at < moment - SEEN_EVERY:
        _note_seen(login, moment)
    return login


def live_now() -> ColumnElement[bool]:
    """is_live() at this moment, by the site's settings."""
    return is_live(now(), timedelta(days=setting("idle_days")), timedelta(days=setting("sign_in_days")))


def live_sign_ins(user: User) -> list[LoginSession]:
    """Where the person is signed in, the latest first; at most 50."""
    query = select(LoginSession).where(LoginSession.user_id == user.id, live_now())
    return list(db.session.scalars(query.order_by(LoginSession.id.desc()).limit(MOST_LISTED)))


def past_sign_ins(user: User) -> list[LoginSession]:
    """Those that were ended, the latest first; at most ten."""
    query = select(LoginSession).where(LoginSession.user_id == user.id, LoginSession.ended_at.is_not(None))
    return list(db.session.scalars(query.order_by(LoginSession.id.desc()).limit(MOST_PAST)))


def sign_in_of(user: User, number: int) -> LoginSession | None:
    """The person's sign-in of this number, live or not."""
    query = select(LoginSession).where(LoginSession.user_id == user.id, LoginSession.id == number)
    return db.session.scalar(query)


def is_known(user: User, device: str, place: str) -> bool:
    """Whether the person signed in before on such a device in that network, and never disowned it."""
    like = select(LoginSession.id).where(
        LoginSession.user_id == user.id,
        LoginSession.device == device,
        LoginSession.place == place,
        LoginSession.end_reason.is_distinct_from(EndReason.REPORTED),
    )
    return db.session.scalar(like.limit(1)) is not None


def has_signed_in_before(user: User) -> bool:
    earlier = select(LoginSession.id).where(LoginSession.user_id == user.id)
    return db.session.scalar(earlier.limit(1)) is not None


def token_of(login: LoginSession) -> str:
    """What stands in the address by which its person disowns it."""
    db.session.flush()
    return str(_signer().dumps(login.id))


def sign_in_named(token: str) -> LoginSession | None:
    """The sign-in of such an address; None when it is older than seven days or not ours."""
    try:
        number = _signer().loads(token, max_age=int(LINK_OPENS.total_seconds()))
    except BadSignature:
        return None
    return db.session.get(LoginSession, key_in(str(number)) or 0)


def _signer() -> URLSafeTimedSerializer:
    signing = {"digest_method": hashlib.sha256}
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], "sign-in", signer_kwargs=signing)


def _note_seen(login: LoginSession, moment: datetime) -> None:
    key = login.id
    db.session.commit()  # what was read so far could not be written over
    try:
        db.session.execute(update(LoginSession).where(LoginSession.id == key).values(seen_at=moment))
        db.session.commit()
    except OperationalError:  # the writer's place was taken for long: a minute later is soon enough
        db.session.rollback()
