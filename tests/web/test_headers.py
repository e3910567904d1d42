"""Every answer carries the same strict policy."""

import pytest

from cms.web.headers import HEADERS, POLICY


@pytest.mark.parametrize(
    "path", ["/", "/no-such-page", "/admin/", "/static/css/tokens.css", "/static/none.css", "/login"]
)
def test_every_answer_carries_every_header(client, path):
    with client.get(path) as answer:
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_refused_methods_carry_them_too(client, method):
    assert client.open("/", method=method).headers["Content-Security-Policy"] == POLICY


def test_the_policy_makes_no_exception():
    assert "unsafe" not in POLICY
    assert "*" not in POLICY
    assert POLICY.startswith("default-src 'none';")


def test_fingerprinted_files_are_kept_for_a_year_and_others_are_not(client):
    with client.get("/static/css/tokens.css?v=abc") as answer:
        assert "immutable" in answer.headers["Cache-Control"]
    with client.get("/static/css/tokens.css") as answer:
        assert "immutable" not in answer.headers.get("Cache-Control", "")


def test_tls_is_remembered_only_where_the_site_has_it(app, client, monkeypatch):
    assert "Strict-Transport-Security" not in client.get("/").headers
    monkeypatch.setitem(app.config, "SITE_URL", "https://example.org")
    assert "max-age=31536000" in client.get("/").headers["Strict-Transport-Security"]


def test_a_forged_forwarding_header_is_not_believed_without_a_proxy(client):
    answer = client.get("/login", headers={"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"})
    assert answer.request.environ["REMOTE_ADDR"] == "127.0.0.1"
    assert answer.request.environ["wsgi.url_scheme"] == "http"
