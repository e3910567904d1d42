"""The demo: real people, real texts in every state, made once and never in production."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask_security import verify_password
from sqlalchemy import func, select

from cms.actions.settings import save_settings
from cms.cli.demo import PASSWORD, demo, entries, load
from cms.engines.settings import setting
from cms.models import (
    Comment,
    CommentStatus,
    Event,
    Post,
    PostKind,
    PostStatus,
    ReviewState,
    Revision,
    Schedule,
    Tag,
    User,
)
from cms.rules.permissions import SYSTEM
from cms.tools.html import sanitise, text_of

ROLES = ["owner", "editor", "author", "contributor", "moderator", "reader"]


@pytest.fixture
def run(app, db):
    return lambda: app.test_cli_runner().invoke(demo)


@pytest.fixture
def made(db):
    demo = load()
    db.session.commit()
    return demo


def count(db, model, *conditions):
    return db.session.scalar(select(func.count()).select_from(model).where(*conditions))


def test_command_makes_the_demo_and_says_how_to_sign_in(run, db):
    result = run()
    assert result.exit_code == 0, result.output
    assert "owner@example.com" in result.output
    assert PASSWORD in result.output
    assert count(db, Post, Post.status == PostStatus.PUBLISHED, Post.kind == PostKind.POST) >= 12


def test_second_run_changes_nothing(run, db):
    run()
    before = [count(db, model) for model in (User, Post, Revision, Comment, Tag, Event)]
    result = run()
    assert (result.exit_code, result.output) == (0, "The demo is there already; nothing was changed.\n")
    assert [count(db, model) for model in (User, Post, Revision, Comment, Tag, Event)] == before


def test_production_refuses_the_demo(run, app, db, monkeypatch):
    monkeypatch.setitem(app.config, "MODE", "production")
    result = run()
    assert result.exit_code == 1
    assert result.output.count(".") == 1
    assert count(db, User) == 0


def test_six_people_are_confirmed_active_and_have_their_role(made):
    people = {person.email: person for person in made.people.values()}
    assert set(people) == {f"{role}@example.com" for role in ROLES}
    for role in ROLES:
        person = people[f"{role}@example.com"]
        assert person.active
        assert person.confirmed_at
        assert person.name
        assert person.bio
        assert [given.name for given in person.roles] == [role]


def test_everybody_signs_in_with_the_demo_password(made):
    assert all(verify_password(PASSWORD, person.password) for person in made.people.values())


def test_unnamed_site_gets_the_papers_name(made):
    assert setting("site_name") == "The Tidewater Courier"


def test_site_that_has_a_name_keeps_it(db):
    save_settings({"site_name": "Our own"}, by=SYSTEM)
    load()
    assert (setting("site_name"), setting("tagline")) == ("Our own", "")


def test_every_state_has_a_post(made, db):
    for status in PostStatus:
        assert count(db, Post, Post.status == status, Post.kind == PostKind.POST) >= 1, status
    assert count(db, Revision, Revision.review == ReviewState.IN_REVIEW) == 1
    assert count(db, Schedule, Schedule.at > made.moment) == 1


def test_four_pages_are_public(made, db):
    slugs = set(db.session.scalars(select(Post.slug).where(Post.kind == PostKind.PAGE)))
    assert slugs == {"about", "contact", "write-for-us", "colophon"}


def test_contributors_texts_are_published_by_somebody_else(made, db):
    post = made.posts["nine-walks-under-an-hour"]
    event = db.session.scalars(
        select(Event).where(Event.verb == "post.publish", Event.record_id == post.id)
    ).one()
    assert (post.author.handle, event.actor.handle) == ("tomasz", "idris")


def test_comments_are_threaded_three_deep_and_some_wait(made, db):
    assert db.session.scalar(select(func.max(Comment.depth))) == 3
    assert count(db, Comment, Comment.status == CommentStatus.PENDING) == 3
    assert count(db, Comment, Comment.status == CommentStatus.SPAM) == 1
    assert count(db, Comment, Comment.status == CommentStatus.APPROVED) >= 15


def test_answers_come_after_what_they_answer(made):
    answers = [comment for comment in made.comments.values() if comment.parent]
    assert answers
    assert all(comment.created_at > comment.parent.created_at for comment in answers)


@pytest.mark.parametrize("hour", [0, 6, 23])
def test_nothing_but_the_scheduled_post_lies_in_the_future(db, hour):
    moment = datetime(2026, 3, 29, hour, 30, tzinfo=UTC)
    with time_machine.travel(moment, tick=False):
        made = load()
    for post in made.posts.values():
        assert max(post.created_at, post.updated_at) <= moment
        assert post.published_at is None or post.published_at <= moment - timedelta(days=1)
    assert all(comment.created_at <= moment for comment in made.comments.values())


@pytest.mark.parametrize("text", entries.texts(), ids=lambda text: text.slug)
class TestText:
    def test_keeps_every_tag_through_the_sanitiser(self, text):
        assert tags_in(sanitise(text.body)) == tags_in(text.body)

    def test_says_something_of_its_own(self, text):
        words = len(text_of(text.body).split())
        assert 150 < words < 900
        assert words > 400 or text.kind == PostKind.PAGE
        assert 40 <= len(text.summary) <= 200

    def test_links_lead_to_texts_that_exist(self, text):
        known = {f"/posts/{other.slug}" for other in entries.texts() if other.kind == PostKind.POST}
        known |= {f"/{other.slug}" for other in entries.texts() if other.kind == PostKind.PAGE}
        links = set(re.findall(r'href="(/[^"]*)"', text.body))
        assert links <= known | {"/feed.atom"}

    def test_is_tagged_with_what_the_demo_describes(self, text):
        assert set(text.tags) <= set(entries.tags())


def test_public_texts_link_to_nothing_hidden():
    hidden = {text.slug for text in entries.texts() if text.state != "published"}
    public = [text for text in entries.texts() if text.state == "published"]
    linked = {slug for text in public for slug in re.findall(r'href="/posts/([^"]*)"', text.body)}
    assert not linked & hidden


def test_every_tag_is_used():
    assert {tag for text in entries.texts() for tag in text.tags} == set(entries.tags())


def tags_in(markup):
    return re.findall(r"</?\w+[^>]*>", markup)
