"""Every address needs a sign-in, or stands in the one list of those that don't."""

import pytest

from cms.models import Event, Post, User
from cms.rules.public import PUBLIC_ENDPOINTS
from tests.access.addresses import address_of, methods_of, rules
from tests.factories import PostFactory

LED_AWAY = {302, 303, 401, 403, 404}


@pytest.fixture
def closed(app):
    return [rule for rule in rules(app) if rule.endpoint not in PUBLIC_ENDPOINTS]


def test_the_public_list_names_only_what_exists(app):
    assert {rule.endpoint for rule in rules(app)} >= PUBLIC_ENDPOINTS


def test_nothing_in_the_back_office_is_public(app):
    assert [
        rule for rule in rules(app) if rule.rule.startswith("/admin") and rule.endpoint in PUBLIC_ENDPOINTS
    ] == []


def test_a_visitor_gets_nothing_from_what_is_not_public(client, closed):
    given = []
    for rule in closed:
        for method in methods_of(rule):
            answer = client.open(address_of(rule, 1), method=method, data={"id": 1})
            led = answer.status_code in LED_AWAY and "/login" in answer.headers.get("Location", "/login")
            if not led:
                given.append(f"{method} {rule.rule}: {answer.status_code}")
    assert closed
    assert given == []


def test_a_visitors_requests_change_nothing(client, db, closed):
    post = PostFactory(status="unpublished")
    before = counted(db, post)
    for rule in closed:
        for method in methods_of(rule):
            client.open(address_of(rule, post.id), method=method, data={"id": post.id, "title": "Mine"})
    db.session.expire_all()
    assert counted(db, post) == before


def counted(db, post):
    return post.version, post.status, *(db.session.query(model).count() for model in (Event, Post, User))
