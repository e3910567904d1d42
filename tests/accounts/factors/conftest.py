"""People with second factors, and the ways they sign in."""

from typing import Any

import pytest

from cms.extensions import db as _db
from tests.authenticators import App, Device
from tests.client import PASSWORD, sign_in
from tests.factories import UserFactory, with_app


@pytest.fixture
def armed(db: Any) -> tuple[Any, App]:
    """A person with an authenticator app, and the app."""
    user = UserFactory(role="editor")
    app = with_app(user)
    db.session.commit()
    return user, app


@pytest.fixture
def holder(app: Any, db: Any) -> tuple[Any, Device]:
    """A person with a passkey, and the device that holds it."""
    user, device = UserFactory(role="editor"), Device()
    db.session.commit()
    add_passkey(sign_in(app.test_client(), user), device)
    _db.session.expire_all()
    return user, device


def add_passkey(client: Any, device: Device, **more: str) -> Any:
    options = client.post("/account/security/passkeys/challenge", data={"password": PASSWORD}).get_json()
    form = {"password": PASSWORD, "name": "Phone", "credential": device.create(options), **more}
    return client.post("/account/security/passkeys", data=form)


def password(client: Any, user: Any, **more: str) -> Any:
    return client.post("/login", data={"email": user.email, "password": PASSWORD, **more})


def second(client: Any, **fields: str) -> Any:
    return client.post("/login/second", data=fields)


def is_in(client: Any) -> bool:
    """Whether somebody is signed in there."""
    return bool(client.get("/account").status_code == 200)
