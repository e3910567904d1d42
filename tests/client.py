"""Test clients: each request in an application context of its own, as on a server."""

import secrets
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from cms.engines.sign_ins import digest_of
from cms.extensions import db
from cms.models import LoginSession, User

PASSWORD = "masthead-demo"
DEVICE, PLACE = "Firefox, Linux", "192.0.2.x"


class FreshContextClient(FlaskClient):
    """Without this, Flask would share the test's context, and Flask-Login the user cached in it."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        with self.application.app_context():
            # An answer that is streamed and never read would leave its context open.
            return super().open(*args, **{"buffered": True, **kwargs})


def sign_in(client: FlaskClient, user: User) -> FlaskClient:
    """Make the client this person's, freshly signed in, without going through the form."""
    return enter(client, cookie_of(user, client.application))


def cookie_of(user: User, app: Any) -> dict[str, str]:
    """What the session's cookie of somebody holds who has just signed in. Commits the row it names."""
    uniquifier = user.fs_uniquifier
    with app.app_context():
        person = db.session.scalars(select(User).where(User.fs_uniquifier == uniquifier)).one()
        key = secrets.token_urlsafe(8)
        row = {"key_digest": digest_of(key), "device": DEVICE, "place": PLACE, "lasting": True}
        db.session.add(LoginSession(user=person, **row))
        db.session.commit()
    return {"_user_id": uniquifier, "sign_in": key}


def enter(client: FlaskClient, cookie: dict[str, str]) -> FlaskClient:
    """Give the client the cookie of cookie_of()."""
    with client.application.app_context(), client.session_transaction() as session:
        session.update(cookie, _fresh=True, fs_cc="set")
    return client
