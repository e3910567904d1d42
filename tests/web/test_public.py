"""The gate: what does not stand in the list of public addresses is closed to visitors."""

import pytest

from cms.web import public
from tests.client import sign_in
from tests.factories import UserFactory


@pytest.fixture
def forgotten(monkeypatch):
    """The home page as an address that nobody thought of."""
    monkeypatch.setattr(public, "PUBLIC_ENDPOINTS", public.PUBLIC_ENDPOINTS - {"site.home"})


def test_an_address_that_nobody_listed_asks_visitors_to_sign_in(client, forgotten):
    answer = client.get("/?page=2")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/login?next=/?page%3D2"


def test_programs_get_401(client, forgotten):
    answer = client.get("/", headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.json["error"]["message"]


def test_whoever_is_signed_in_gets_past_it(client, forgotten):
    assert sign_in(client, UserFactory()).get("/").status_code == 200


def test_somebody_whose_account_is_not_active_does_not(client, forgotten):
    assert sign_in(client, UserFactory(role="owner", active=False)).get("/").status_code == 302


def test_what_leads_nowhere_is_not_found_rather_than_closed(client):
    assert client.get("/no/such/page").status_code == 404
    assert client.put("/admin/").status_code == 405
