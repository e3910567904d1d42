"""What happens at the same moment as a hand-over: nothing is lost, and nobody is refused what they may do."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError, NoResultFound
from sqlalchemy.orm.exc import ObjectDeletedError

from cms.actions import saving, staff
from cms.actions.content import Content
from cms.actions.deleting import delete_person
from cms.actions.errors import NotPossible, Refused
from cms.actions.handing import hand_over
from cms.extensions import db
from cms.models import Departure, Event, Job, OutboxMessage, Post, PostKind, Revision, User
from tests.factories import PostFactory, UserFactory


@pytest.fixture
def people(app):
    """Really committed, since each act needs a transaction of its own; numbers by name."""
    with app.app_context():
        made = {name: UserFactory(role=role) for name, role in ROLES.items()}
        numbers = {name: person.id for name, person in made.items()}
        numbers["post"] = PostFactory(author=made["author"], status="unpublished").id
        db.session.commit()
    yield numbers
    with app.app_context():
        for noun in (Departure, Event, Job, OutboxMessage, Post, User):
            db.session.execute(delete(noun))
        db.session.commit()


ROLES = {"boss": "owner", "other boss": "owner", "author": "author", "heir": "author", "editor": "editor"}


# Who acts, or is acted on, was deleted before anything could be said about it.
GONE = (NoResultFound, ObjectDeletedError, IntegrityError)


def at_once(app, *acts):
    """Each act in a thread and a transaction of its own; what each ended in."""
    together = Barrier(len(acts))

    def run(act):
        with app.app_context():
            for person in db.session.scalars(select(User)):
                _ = person.roles
            db.session.commit()
            together.wait()
            try:
                act()
                db.session.commit()
            except (NotPossible, Refused, *GONE) as refusal:
                db.session.rollback()
                return str(refusal)
            return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_an_editors_save_and_a_hand_over_both_happen(app, people):
    def save():
        post = db.session.get_one(Post, people["post"])
        saving.save(post, Content(title="Typed", body="<p>Words.</p>"), by=person("editor"), base=1)

    def person(name):
        return db.session.get_one(User, people[name])

    ended = at_once(app, save, lambda: hand_over(person("author"), person("heir"), by=person("boss")))
    assert ended == ["done", "done"]
    with app.app_context():
        post = db.session.get_one(Post, people["post"])
        assert (post.title, post.author_id, post.version) == ("Typed", people["heir"], 2)
        newest = db.session.scalars(select(Revision).where(Revision.number == 2)).one()
        assert newest.author_id == people["editor"]


def test_an_editors_save_and_a_closing_with_hand_over_both_happen(app, people):
    def save():
        post, editor = db.session.get_one(Post, people["post"]), db.session.get_one(User, people["editor"])
        saving.save(post, Content(title="Typed", body="<p>Words.</p>"), by=editor, base=1)

    def close():
        author, heir, boss = (db.session.get_one(User, people[name]) for name in ("author", "heir", "boss"))
        staff.deactivate(author, by=boss, to=heir)

    assert at_once(app, save, close) == ["done", "done"]
    with app.app_context():
        post = db.session.get_one(Post, people["post"])
        assert (post.title, post.author_id) == ("Typed", people["heir"])


@pytest.mark.parametrize("leave", [staff.deactivate, delete_person], ids=["closed", "deleted"])
def test_a_receiver_who_leaves_meanwhile_leaves_no_text_without_an_author(app, people, leave):
    def person(name):
        return db.session.get_one(User, people[name])

    ended = at_once(
        app,
        lambda: hand_over(person("author"), person("heir"), by=person("boss")),
        lambda: leave(person("heir"), by=person("other boss")),
    )
    assert "done" in ended
    with app.app_context():
        post = db.session.get_one(Post, people["post"])
        assert post.author_id == people["heir" if ended[0] == "done" else "author"]
        assert db.session.get(User, post.author_id) is not None


def test_two_who_hand_over_to_each_other_do_not_wait_for_each_other_for_ever(app, people):
    def person(name):
        return db.session.get_one(User, people[name])

    ended = at_once(
        app,
        lambda: hand_over(person("author"), person("heir"), by=person("boss")),
        lambda: hand_over(person("heir"), person("author"), by=person("other boss")),
    )
    assert ended == ["done", "done"]


def test_a_text_that_is_written_while_its_author_is_deleted_is_not_lost(app, people):
    def write():
        author = db.session.get_one(User, people["author"])
        saving.create(PostKind.POST, Content(title="The last one", body="<p>Words.</p>"), by=author)

    def go():
        author, boss = (db.session.get_one(User, people[name]) for name in ("author", "boss"))
        delete_person(author, by=boss, anonymise=True)

    ended = at_once(app, write, go)
    assert "done" in ended
    with app.app_context():
        written = db.session.scalars(select(Post).where(Post.title == "The last one")).all()
        assert len(written) == (ended[0] == "done")
        assert all(post.author is not None for post in written)
