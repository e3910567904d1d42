"""Authenticator apps: begin with a secret, confirm by a first code, prove by later ones, remove."""

import logging
from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, func, select, update

from cms.actions.errors import Invalid, NotPossible
from cms.actions.factors.changing import begin, changed, checked_name, require_room
from cms.actions.factors.codes import first_codes
from cms.actions.factors.keeping import keep_one
from cms.engines.secrecy import Unreadable, seal, unseal
from cms.extensions import db
from cms.models import AuthenticatorApp, LoginSession, User, now
from cms.tools.totp import new_secret, step_of

PURPOSE = "authenticator app"
MOST = 5
TIME_TO_CONFIRM = timedelta(hours=1)

log = logging.getLogger(__name__)


def begin_app(user: User, name: str = "", *, by: Any) -> AuthenticatorApp:
    """An app with a new secret that counts once confirm_app() has seen a code of it; one waits at a time.

    Raises Refused, Invalid, or NotPossible when the person has too many.
    """
    begin(user, by=by)
    tidy = checked_name(name, _l("Authenticator app"))
    mine = AuthenticatorApp.user_id == user.id
    db.session.execute(delete(AuthenticatorApp).where(mine, AuthenticatorApp.confirmed_at.is_(None)))
    require_room(db.session.scalar(select(func.count(AuthenticatorApp.id)).where(mine)) or 0, MOST)
    app = AuthenticatorApp(user_id=user.id, name=tidy, secret=seal(new_secret(), PURPOSE))
    db.session.add(app)
    db.session.flush()
    return app


def confirm_app(
    user: User, app: AuthenticatorApp, code: str, *, by: Any, keep: LoginSession | None = None
) -> list[str]:
    """Let the app count from now on; with the first factor come the recovery codes.

    Raises Refused, NotPossible, or Invalid for a wrong code.
    """
    begin(user, by=by)
    if app.confirmed_at is not None or app.created_at < now() - TIME_TO_CONFIRM:
        raise NotPossible(_l("This page was open for too long. Begin anew."))
    if not _accept(app, code):
        raise Invalid(
            {
                "code": _l(
                    "That is not the code that the app shows now. Wait for the next one and type it; "
                    "if it does not help, check the clock of the device."
                )
            }
        )
    app.confirmed_at = now()
    changed(user, "user.add_app", by=by, keep=keep, name=app.name)
    return first_codes(user)


def remove_app(user: User, app: AuthenticatorApp, *, by: Any, keep: LoginSession | None = None) -> None:
    """Codes of this app count no longer.

    Raises Refused, or NotPossible for the last factor of somebody whose role asks for one.
    """
    begin(user, by=by)
    db.session.delete(app)
    keep_one(user)
    changed(user, "user.remove_app", by=by, keep=keep, name=app.name)


def prove_by_code(user: User, code: str) -> bool:
    """Whether it is the present code of one of the person's apps; it never is again."""
    mine = select(AuthenticatorApp).where(
        AuthenticatorApp.user_id == user.id, AuthenticatorApp.confirmed_at.is_not(None)
    )
    return any(_accept(app, code) for app in db.session.scalars(mine).all())


def shown_secret(app: AuthenticatorApp) -> str:
    """The secret in base32, for the page that sets the app up. Raises Unreadable."""
    return unseal(app.secret, PURPOSE)


def _accept(app: AuthenticatorApp, code: str) -> bool:
    try:
        step = step_of(code, unseal(app.secret, PURPOSE), now().timestamp())
    except Unreadable:
        log.error("The secret of authenticator app %s was sealed under another SECRET_KEY.", app.id)
        return False
    if step is None:
        return False
    # Compared and set at once: of two requests with one code, on whatever worker, one is late.
    taken = db.session.execute(
        update(AuthenticatorApp)
        .where(AuthenticatorApp.id == app.id, AuthenticatorApp.last_step < step)
        .values(last_step=step, used_at=now())
    )
    return bool(taken.rowcount)  # type: ignore[attr-defined]  # of a CursorResult
