"""The inbox: what waits for whom, and for nobody else."""

import re
from urllib.parse import unquote

import pytest

from cms.actions import reviewing, trashing
from cms.models import PostStatus
from cms.rules.permissions import SYSTEM
from tests.admin.assertions import person
from tests.client import sign_in
from tests.factories import PostFactory, UserFactory


def piles(client):
    """The three piles as text, by their name."""
    page = client.get("/admin/inbox/").text
    found = re.findall(r'<section class="pile" aria-labelledby="([\w-]+)">(.*?)</section>', page, re.DOTALL)
    return dict(found)


def draft(author=None, **given):
    return PostFactory(
        status=PostStatus.UNPUBLISHED, author=author or UserFactory(role="contributor"), **given
    )


def test_empty_piles_say_what_to_do(client, db):
    person(client, "editor")
    page = client.get("/admin/inbox/").text
    assert all(
        words in page for words in ("Nothing waits for you.", "You wait for nobody.", "Begin a new post")
    )


def test_what_is_asked_of_one_editor_waits_for_that_editor_alone(client, db):
    asked, other = UserFactory(role="editor"), UserFactory(role="editor")
    post = draft(title="For one")
    reviewing.submit(post, by=post.author, reviewer=asked, note="Please look.")
    sign_in(client, asked)
    pile = piles(client)["for-me"]
    assert f"/admin/posts/edit/?id={post.id}" in pile and "Please look." in pile and "Asked of you" in pile
    assert "waiting</span>" in client.get("/admin/").text
    sign_in(client, other)
    assert "For one" not in client.get("/admin/inbox/").text
    assert "waiting</span>" not in client.get("/admin/").text


def test_what_is_asked_of_nobody_in_particular_waits_for_every_reviewer_but_its_writer(client, db):
    writer = UserFactory(role="editor")
    post = draft(writer, title="For all")
    reviewing.submit(post, by=writer)
    sign_in(client, writer)
    mine = piles(client)
    assert "For all" not in mine["for-me"] and "For all" in mine["for-others"]
    person(client, "editor")
    assert "For all" in piles(client)["for-me"]


@pytest.mark.parametrize("role", ["author", "contributor"])
def test_who_may_not_review_sees_nobody_elses_requests(client, db, role):
    post = draft(title="Somebody’s")
    reviewing.submit(post, by=post.author)
    person(client, role)
    assert "Somebody’s" not in client.get("/admin/inbox/").text


def test_mine_shows_what_the_reviewer_said(client, db):
    me = person(client, "contributor")
    post, editor = draft(me, title="Tides"), UserFactory(role="editor", name="Edna")
    reviewing.submit(post, by=me, reviewer=editor)
    assert "Waits for Edna" in piles(client)["for-others"]
    assert "Tides" not in piles(client)["own"]
    reviewing.request_changes(post, by=editor, note="Name your source.")
    own = piles(client)["own"]
    assert all(words in own for words in ("Tides", "Changes requested", "Name your source.", "Edna"))
    assert "Tides" not in piles(client)["for-others"]


def test_what_is_in_the_trash_waits_for_nobody(client, db):
    person(client, "editor")
    post = draft(title="Gone")
    reviewing.submit(post, by=post.author)
    trashing.trash(post, by=SYSTEM)
    assert "Gone" not in client.get("/admin/inbox/").text


def test_moderator_has_no_inbox_in_the_menu(client, db):
    person(client, "moderator")
    assert "/admin/inbox/" not in client.get("/admin/").text


def test_however_much_waits_it_costs_the_same(client, db, count_queries):
    person(client, "editor")

    def cost(more):
        for _ in range(more):
            post = draft()
            reviewing.submit(post, by=post.author)
        count_queries.clear()
        client.get("/admin/inbox/")
        return len(count_queries)

    cost(1)
    assert cost(1) == cost(30) <= 14


def test_the_letter_leads_to_the_form_after_signing_in(client, db):
    post = draft()
    answer = client.get(f"/admin/posts/edit/?id={post.id}")
    assert answer.status_code == 302
    assert unquote(answer.location).endswith(f"next=/admin/posts/edit/?id={post.id}")
