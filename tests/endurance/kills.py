"""Killed with SIGKILL at any moment, it loses no acknowledged save and publishes everything once, in time.

Longer, and with the times it took: CMS_ENDURANCE_ROUNDS=20 .venv/bin/pytest -s tests/endurance/kills.py
"""

import os
import random
import sys
import threading
import time
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from cms import create_app
from cms.actions import publishing, saving
from cms.actions.content import Content
from cms.engines.outbox import enqueue
from cms.extensions import db
from cms.models import (
    Event,
    OutboxMessage,
    Post,
    PostKind,
    PostStatus,
    Revision,
    Schedule,
    User,
    Worker,
    now,
)
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
    app = create_app({"DATABASE_URL": installation.database, "WAKING": True})
    os.environ.update({name: value for name, value in before.items() if value is not None})
    yield app
    app.extensions["alarm"].close()
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


def working(app):
    """How many workers say that they are at work."""
    with app.app_context():
        return db.session.query(Worker).count()


def left(app, number):
    """How long a mail waited, None while it waits."""
    with app.app_context():
        message = db.session.get_one(OutboxMessage, number)
        return message.sent_at and message.sent_at - message.created_at


def nothing_waits(app):
    with app.app_context():
        return db.session.scalars(select(Schedule.id).limit(1)).first() is None


def plans():
    """When each post is due."""
    return dict(db.session.execute(select(Schedule.post_id, Schedule.at)).tuples().all())


def published(ids):
    """When each of these posts was published, by the log; one that was published twice is an error."""
    wanted = select(Event.record_id, Event.at).where(Event.verb == "post.publish", Event.record_id.in_(ids))
    rows = db.session.execute(wanted).tuples().all()
    assert max(Counter(number for number, _at in rows).values()) == 1
    return dict(rows)


def told(what, moments):
    """The longest of some times, said to who runs this by hand."""
    longest = max(moments)
    print(f"\n{what}: at most {longest.total_seconds():.2f} s of {len(moments)}")  # noqa: T201
    return longest


def test_what_is_due_happens_within_five_seconds(installation, inside):
    wait_until(lambda: working(inside) == 2, "both workers are at work", installation.said)
    with inside.app_context():
        ids, due = write(10, 8), plans()
    wait_until(lambda: nothing_waits(inside), "all is published", installation.said)
    with inside.app_context():
        done = published(ids)
    assert set(done) == set(ids)
    assert told("Late with both workers up", [done[post] - due[post] for post in ids]) <= PROMPT


def test_a_mail_leaves_about_a_second_after_its_cause(installation, inside):
    waits = []
    for number in range(6):
        time.sleep(0.7)  # out of step with the worker's own look every two seconds
        with inside.app_context():
            message = enqueue(f"reader-{number}@example.com", "News", "Words.")
            db.session.commit()
            number = message.id
        wait_until(lambda number=number: left(inside, number), "the mail has left", installation.said)
        waits.append(left(inside, number))
    told("Mails left after", waits)
    assert sorted(waits)[len(waits) // 2] <= timedelta(seconds=1)


def test_what_became_due_while_all_was_down_happens_right_after_the_start(installation, inside):
    installation.rest()
    with inside.app_context():
        ids, due = write(5, 0), plans()
    time.sleep(max((max(due.values()) - now()).total_seconds(), 0))
    began = now()
    installation.keep()
    wait_until(lambda: nothing_waits(inside), "all is published", installation.said)
    with inside.app_context():
        done, began_work = published(ids), db.session.scalar(select(func.min(Worker.started_at)))
    assert set(done) == set(ids)
    told("After the start of the processes", [at - began for at in done.values()])
    assert told("After a worker had loaded", [at - began_work for at in done.values()]) <= PROMPT


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
        ids, due = write(SCHEDULES, 12 * ROUNDS), plans()
    wait_until(installation.answers, "the server answers", installation.said)
    writer = Writer(installation.port, text)
    writer.sign_in()
    writing = threading.Thread(target=save_all, args=(writer,), daemon=True)
    writing.start()
    killed = storm(installation, writing, chance)
    assert killed == Counter(VICTIMS)
    wait_until(lambda: installation.keep() or nothing_waits(inside), "all is published", installation.said)

    with inside.app_context():
        titles = db.session.scalars(select(Revision.title).where(Revision.post_id == text)).all()
        done = published(ids)
        states = set(db.session.scalars(select(Post.status).where(Post.id.in_(ids))))
    assert len(writer.acknowledged) == SAVES
    assert set(writer.acknowledged) <= set(titles)
    assert max(Counter(titles).values()) == 1
    assert set(done) == set(ids)
    told("Late while everything was being killed", [done[post] - due[post] for post in ids])
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
