"""Who else has a post open, told beside its form."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from cms.actions import saving
from cms.actions.content import Content
from cms.admin.posts.presence import initials_of
from cms.engines.presence import be_present
from cms.models import PostStatus, Presence
from tests.admin.assertions import person
from tests.client import sign_in
from tests.factories import PostFactory, UserFactory

START = datetime(2026, 5, 4, 10, 42, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(START, tick=False) as clock:
        yield clock


@pytest.fixture
def post(db):
    return PostFactory(status=PostStatus.UNPUBLISHED)


@pytest.fixture
def ada(db):
    return UserFactory(name="Ada Lovelace", role="editor")


def report(client, post, **form):
    return client.post(
        f"/admin/posts/presence/?id={post.id}", data={"tab": "mine", "base": post.version, **form}
    )


def test_two_people_see_each_other(app, client, post, ada):
    bo = person(client, "editor")
    assert report(client, post).text.strip() == ""
    hers = sign_in(app.test_client(), ada)
    assert f"{bo.name} has this open too (since 10:42" in report(hers, post, tab="hers", typing="1").text
    answer = report(client, post).text
    assert "Ada Lovelace has this open too (since 10:42" in answer
    assert "<bdi>AL</bdi>" in answer
    assert "Typing" in answer
    report(hers, post, tab="hers")
    assert "Typing" not in report(client, post).text


def test_who_leaves_is_gone_at_once(app, client, post, ada):
    person(client, "editor")
    hers = sign_in(app.test_client(), ada)
    report(hers, post, tab="hers")
    assert report(hers, post, tab="hers", leaving="1").status_code == 204
    assert "Ada" not in report(client, post).text


def test_another_window_of_ones_own_is_called_that(client, post):
    person(client, "editor")
    report(client, post, tab="first")
    assert "You have this open in another window too" in report(client, post, tab="second").text


def test_without_a_script_the_form_tells_who_was_there_as_it_was_opened(client, post, ada):
    me = person(client, "editor")
    be_present(post, ada, "hers")
    be_present(post, me, "mine")
    page = client.get(f"/admin/posts/edit/?id={post.id}").text
    assert "Ada Lovelace has this open too" in page
    assert "You have this open in another window" not in page


def test_a_save_of_somebody_else_is_told(client, db, post, ada):
    person(client, "editor")
    base = post.version
    saving.save(post, Content(title="Hers"), by=ada, base=base)
    db.session.commit()
    answer = report(client, post, base=base).text
    assert f"Ada Lovelace has saved revision {base + 1} since you opened this" in answer
    assert f"revision={base + 1}" in answer
    assert "has saved" not in report(client, post, base=base + 1).text


def test_a_save_in_another_window_is_told_too(client, db, post):
    me = person(client, "editor")
    base = post.version
    saving.save(post, Content(title="Mine"), by=me, base=base)
    db.session.commit()
    assert "in another window since you opened this" in report(client, post, base=base).text


def test_an_earlier_day_is_named(client, post, ada, clock):
    person(client, "editor")
    be_present(post, ada, "hers")
    clock.shift(timedelta(days=1))
    be_present(post, ada, "hers")
    assert "since May 4, 2026" in report(client, post).text


@pytest.mark.parametrize("tab", ["", "x" * 41, "a b", "<b>", "é"])
def test_a_window_without_a_proper_name_is_not_noted(client, db, post, tab):
    person(client, "editor")
    assert report(client, post, tab=tab).status_code == 422
    assert db.session.query(Presence).count() == 0


@pytest.mark.parametrize("base", ["", "x", "-1", "9" * 12])
def test_an_odd_revision_counts_as_the_newest(client, post, base):
    person(client, "editor")
    assert report(client, post, base=base).status_code == 200


def test_who_may_see_but_not_edit_neither_enters_nor_sees(client, db):
    author = person(client, "contributor")
    post = PostFactory(status=PostStatus.PUBLISHED, author=author)
    answer = report(client, post)
    assert answer.status_code == 403
    assert db.session.query(Presence).count() == 0


def test_a_report_needs_its_token(client, post, csrf):
    person(client, "editor")
    assert report(client, post).status_code == 400


def test_a_report_is_light(client, post, ada, count_queries, clock):
    """Who asks and their roles, the post and its author, the site's zone; one upsert, one look around."""
    person(client, "editor")
    be_present(post, ada, "hers")
    report(client, post)
    clock.shift(timedelta(seconds=25))
    count_queries.clear()
    report(client, post)
    assert len(count_queries) == 6


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Ada Lovelace", "AL"), ("Ada King Lovelace", "AL"), ("ines", "I"), ("", ""), ("آدا لوفليس", "آل")],
)
def test_initials(name, initials):
    assert initials_of(name) == initials
