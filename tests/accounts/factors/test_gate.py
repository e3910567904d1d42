"""After the days of grace: whoever lacks a second factor reaches only the page where it is set up."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from cms.actions.factors.requiring import require_factor
from cms.models import Event, Post, User, now
from cms.rules.permissions import SYSTEM
from cms.rules.public import PUBLIC_ENDPOINTS
from tests.access.addresses import address_of, methods_of, rules
from tests.accounts.factors.test_security_page import set_up
from tests.accounts.test_pages import looked_at
from tests.client import PASSWORD, sign_in
from tests.factories import PostFactory, UserFactory, role_named

OPEN = {"accounts.security", "accounts.begin_app", "accounts.app", "accounts.passkey_options"} | {
    "accounts.add_passkey",
    "accounts.renew_codes",
}


@pytest.fixture
def owner(db: Any) -> User:
    """An owner who owes a second factor since yesterday."""
    with time_machine.travel(now() - timedelta(days=8)):
        user: User = UserFactory(role="owner")
        require_factor(role_named("owner"), 7, by=SYSTEM)
    db.session.commit()
    return user


@pytest.fixture
def barred(client: Any, owner: User) -> Any:
    return sign_in(client, owner)


def test_nothing_else_opens_and_nothing_is_changed(app: Any, barred: Any, db: Any) -> None:
    post = PostFactory(status="unpublished")
    before = (post.version, post.status, *(db.session.query(model).count() for model in (Event, Post, User)))
    reached = []
    for rule in rules(app):
        if rule.endpoint in PUBLIC_ENDPOINTS | OPEN:
            continue
        for method in methods_of(rule):
            answer = barred.open(address_of(rule, post.id), method=method, data={"id": post.id})
            led = answer.status_code == 302 and answer.location == "/account/security"
            if not (led if method == "GET" else answer.status_code == 403):
                reached.append(f"{method} {rule.rule}: {answer.status_code}")
    assert reached == []
    db.session.expire_all()
    after = (post.version, post.status, *(db.session.query(model).count() for model in (Event, Post, User)))
    assert after == before


def test_a_comment_is_refused_with_the_reason(barred: Any, db: Any) -> None:
    answer = barred.post(f"/posts/{PostFactory().slug}/comments", data={"text": "Hello."})
    assert answer.status_code == 403
    assert "Set up a second factor first" in answer.text


def test_scripts_are_told_why(barred: Any) -> None:
    answer = barred.get("/admin/posts/", headers={"Accept": "application/json"})
    assert answer.status_code == 403
    assert "Set up a second factor first" in answer.get_json()["error"]["message"]


def test_the_page_says_what_is_owed_and_a_factor_opens_everything_again(barred: Any) -> None:
    assert barred.get("/account/start").location == "/account/security"
    assert "asks for a second factor" in looked_at(barred.get("/account/security").text)
    answer, _app = set_up(barred)
    assert answer.status_code == 200
    assert barred.get("/admin/roles/").status_code == 200
    assert "asks for a second factor" not in barred.get("/account/security").text


def test_the_site_is_read_as_by_everybody_and_signing_out_works(barred: Any) -> None:
    assert barred.get("/").status_code == 200
    assert barred.get("/logout").status_code == 200
    assert barred.post("/logout").location == "/"


def test_within_the_grace_the_back_office_tells_the_last_day(client: Any, db: Any) -> None:
    user = UserFactory(role="owner")
    require_factor(role_named("owner"), 7, by=SYSTEM)
    db.session.commit()
    sign_in(client, user)
    page = client.get("/admin/").text
    assert "Set it up until" in page
    assert 'href="/account/security"' in page
    set_up(client)
    assert "Set it up until" not in client.get("/admin/").text


def test_a_sign_in_leads_to_the_page_too(client: Any, owner: User) -> None:
    client.post("/login", data={"email": owner.email, "password": PASSWORD})
    assert client.get("/account/start").location == "/account/security"
