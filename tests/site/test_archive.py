"""The archive by year and month."""

from datetime import UTC, datetime

import pytest

from tests.factories import PostFactory


def publish(*moments):
    return [PostFactory(published_at=datetime(*moment, tzinfo=UTC)) for moment in moments]


def links(page):
    return [attrs["href"] for attrs in page.all("a") if attrs.get("href", "").startswith("/archive/")]


def test_only_months_with_posts_are_listed(page_at):
    publish((2024, 2, 10), (2024, 12, 31), (2026, 1, 1))
    page = page_at("/archive")
    assert links(page) == [
        "/archive/2026",
        "/archive/2026/1",
        "/archive/2024",
        "/archive/2024/2",
        "/archive/2024/12",
    ]


def test_months_begin_at_the_sites_midnight(page_at, chosen):
    chosen(site_timezone="America/New_York")
    publish((2026, 1, 1, 2))
    assert links(page_at("/archive")) == ["/archive/2025", "/archive/2025/12"]
    page_at("/archive/2025/12")
    page_at("/archive/2026", status=404)


def test_a_month_shows_its_posts_alone(client):
    inside, outside = publish((2026, 2, 28, 23, 59), (2026, 3, 1))
    text = client.get("/archive/2026/2").text
    assert inside.path in text
    assert outside.path not in text
    assert client.get("/archive/2026/02").status_code == 200


@pytest.mark.parametrize(
    "address", ["2026/13", "2026/0", "0", "9999", "99999999999999999999", "1/1", "2023", "x", "2026/1/1"]
)
def test_what_is_no_period_with_posts_does_not_exist(client, address):
    publish((2026, 1, 1))
    assert client.get(f"/archive/{address}").status_code == 404


def test_an_empty_archive_says_so(client):
    assert "Nothing is published yet" in client.get("/archive").text


def test_very_old_dates_do_not_make_the_archive_long(client, count_queries):
    publish((1001, 1, 1), (2026, 1, 1))
    count_queries.clear()
    assert client.get("/archive").status_code == 200
    assert len(count_queries) < 8
