"""What the tests of the back office say again and again."""

from typing import Any

from flask.testing import FlaskClient

from cms.models import User
from tests.client import sign_in
from tests.factories import UserFactory


def person(client: FlaskClient, role: str) -> User:
    """Somebody with this role, signed in."""
    user = UserFactory(role=role)
    sign_in(client, user)
    return user


def written(**fields: Any) -> dict[str, Any]:
    """What a post's form sends, changed by `fields`; `base` is the revision that was edited."""
    return {
        "title": "Ebb and flow",
        "slug": "",
        "summary": "",
        "body": "<p>The tide turns.</p>",
        "tags": "",
        "base": "1",
        **fields,
    }
