"""The queue of comments is worked off by keyboard alone."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import create_engine, text

MANY = 200
ROWS = ".list tbody tr"


@pytest.fixture
def queue(server):
    """Two hundred held comments on the served site; counts those of a status there."""
    engine = create_engine(server.environment["CMS_DATABASE_URL"])
    insert = text(
        "INSERT INTO comment (post_id, author_name, author_email, author_url, body, status, created_at,"
        " depth)"
        " SELECT min(id), 'Gus', '', '', :body, 'pending', '2026-11-01 12:00:00', 0 FROM post"
        " WHERE kind = 'post' AND status = 'published'"
    )
    with engine.begin() as connection:
        connection.execute(text("UPDATE comment SET status = 'trashed' WHERE status = 'pending'"))
        connection.execute(insert, [{"body": f"<p>Held {n}</p>"} for n in range(MANY)])

    def count(status):
        query = text("SELECT count(*) FROM comment WHERE status = :status AND author_name = 'Gus'")
        with engine.connect() as connection:
            return connection.execute(query, {"status": status}).scalar_one()

    yield count
    engine.dispose()


def test_two_hundred_held_comments_are_decided_without_a_pointer(visit, queue):
    page = visit("moderator")
    page.goto("/admin/comments/?page_size=50")
    page.locator("[data-find-open][role=button]").wait_for()
    page.keyboard.press("j")
    for key in "aast":  # one by one, faster than the server answers
        page.keyboard.press(key)
    expect(page.locator(".flash")).to_be_visible()
    assert_counts(page, queue, approved=2, spam=1, trashed=1)
    page.keyboard.press("u")
    expect(page.locator(".flash")).to_contain_text("Undo")
    assert_counts(page, queue, approved=2, spam=1, trashed=0)
    page.keyboard.press("j")
    decided = 3
    while decided < MANY:
        on_page = min(50, MANY - decided)
        expect(page.locator(ROWS)).to_have_count(on_page)
        expect(page.locator(ROWS).first.get_by_role("link").first).to_be_focused()
        for _ in range(on_page):
            page.keyboard.press("x")
            page.keyboard.press("j")
        page.keyboard.press("a")
        decided += on_page
        expect(page.locator(".flash")).to_contain_text(re.compile(rf"\b{on_page}\b"))
    assert_counts(page, queue, approved=MANY - 1, spam=1, pending=0)
    expect(page.get_by_text("Nothing waits for a decision.")).to_be_visible()


def assert_counts(page, queue, **wanted):
    page.wait_for_load_state("networkidle")
    assert {status: queue(status) for status in wanted} == wanted
