"""Killed with SIGKILL at any moment, it loses no acknowledged save and publishes everything exactly once.

Longer by hand: CMS_ENDURANCE_ROUNDS=20 .venv/bin/pytest tests/endurance
"""

import os
import random
import sys
import threading
import time
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from cms import create_app
from cms.actions import publishing, saving
from cms.actions.content import Content
from cms.extensions import db
from cms.models import Event, Post, PostKind, PostStatus, Revision, Schedule, User, now
from cms.rules.permissions import SYSTEM
from tests.endurance.installation import Installation, wait_until
from tests.endurance.writer import Writer

pytestmark = [
    pytest.mark.endurance,
    pytest.mark.skipif(sys.platform != "linux", reason="finds its victims in /proc"),
]
ROUNDS = int(os.environ.get("CMS_ENDURANCE_ROUNDS", "1"))
SCHEDULES, SAVES = 50 * ROUNDS, 200 * ROUNDS
VICTIMS = ("page", "worker", "other worker", "page", "worker", "web", "run") * ROUNDS
SEED = int(os.environ.get("CMS_ENDURANCE_SEED", "5"))
PROMPT = timedelta(seconds=5)


@pytest.fixture(scope="module")
def installation(tmp_path_factory, worker_id):
    installation = Installation(tmp_path_factory.mktemp("killed"), worker_id)
    installation.keep()
    wait_until(installation.answers, "the server answers", installation.said)
    yield installation
    installation.stop()


@pytest.fixture(scope="module")
def inside(installation):
    """The installation's database, seen from here; the application is made for it alone."""
    given = {"CMS_INSTANCE": str(installation.folder)}
    before = {name: os.environ.get(name) for name in given}
    os.environ.update(given)
    app = create_app({"DATABASE_URL": installation.database})
    os.environ.update({name: value for name, value in before.items() if value is not None})
    yield app
    with app.app_context():
        db.engine.dispose()


def write(count, latest):
    """Posts whose publication is due within the next so many seconds; their ids."""
    author, ids = db.session.scalars(select(User)).first(), []
    for number in range(count):
        post = saving.create(PostKind.POST, Content(f"Due {number} {now()}"), by=SYSTEM, author=author)
        at = now() + timedelta(seconds=2 + latest * number / count)
        publishing.schedule(post, at, by=SYSTEM)
        ids.append(post.id)
    db.session.commit()
    return ids


def nothing_waits(app):
    with app.app_context():
        return db.session.scalars(select(Schedule.id).limit(1)).first() is None


def test_what_is_due_happens_within_five_seconds(installation, inside):
    with inside.app_context():
        ids = write(3, 2)
        due = dict(db.session.execute(select(Schedule.post_id, Schedule.at)).tuples().all())
    wait_until(lambda: nothing_waits(inside), "all is published", installation.said)
    with inside.app_context():
        events = db.session.scalars(select(Event).where(Event.verb == "post.publish")).all()
        late = {event.record_id: event.at - due[event.record_id] for event in events}
    assert set(late) == set(ids)
    assert max(late.values()) <= PROMPT


def test_no_acknowledged_save_is_lost_and_each_publication_happens_once(installation, inside):
    chance = random.Random(SEED)  # noqa: S311 - chance, not a secret
    with inside.app_context():
        text = saving.create(
            PostKind.POST,
            Content("Saved again and again"),
            by=SYSTEM,
            author=db.session.scalars(select(User)).first(),
        ).id
        db.session.commit()
        ids = write(SCHEDULES, 12 * ROUNDS)
    writer = Writer(installation.port, text)
    writer.sign_in()
    writing = threading.Thread(target=save_all, args=(writer,), daemon=True)
    writing.start()
    killed = storm(installation, writing, chance)
    assert killed == Counter(VICTIMS)
    wait_until(lambda: installation.keep() or nothing_waits(inside), "all is published", installation.said)

    with inside.app_context():
        titles = db.session.scalars(select(Revision.title).where(Revision.post_id == text)).all()
        published = Counter(
            db.session.scalars(
                select(Event.record_id).where(Event.verb == "post.publish", Event.record_id.in_(ids))
            )
        )
        states = set(db.session.scalars(select(Post.status).where(Post.id.in_(ids))))
    assert len(writer.acknowledged) == SAVES
    assert set(writer.acknowledged) <= set(titles)
    assert max(Counter(titles).values()) == 1
    assert published == dict.fromkeys(ids, 1)
    assert states == {PostStatus.PUBLISHED}


def save_all(writer):
    """Each save until it is acknowledged, with a title of its own for every attempt."""
    for number in range(SAVES):
        attempt = 0
        while not writer.save(f"Save {number}, attempt {attempt}"):
            attempt += 1
            time.sleep(0.1)


def storm(installation, writing, chance):
    """Kill something, let it come back, again and again, until all is written; what was killed, counted."""
    killed, next_kill = Counter(), time.monotonic() + 1
    victims = chance.sample(VICTIMS, len(VICTIMS))
    while victims or writing.is_alive():
        installation.keep()
        if victims and time.monotonic() >= next_kill:
            if installation.kill(victims[-1]):
                killed[victims.pop()] += 1
            next_kill = time.monotonic() + chance.uniform(0.3, 1.5)
        time.sleep(0.05)
    return killed
