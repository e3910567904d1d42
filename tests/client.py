"""Test clients: each request in an application context of its own, as on a server."""

from typing import Any

from flask.testing import FlaskClient

from cms.models import User

PASSWORD = "masthead-demo"


class FreshContextClient(FlaskClient):
    """Without this, Flask would share the test's context, and Flask-Login the user cached in it."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        with self.application.app_context():
            return super().open(*args, **kwargs)


def sign_in(client: FlaskClient, user: User) -> FlaskClient:
    """Make the client this person's, freshly signed in, without going through the form."""
    with client.application.app_context(), client.session_transaction() as session:
        session["_user_id"] = user.fs_uniquifier
        session["_fresh"] = True
        session["fs_cc"] = "set"
    return client
