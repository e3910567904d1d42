"""Two that seal at once: the chain has no gap and no fork. Real transactions, on either database."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from cms.engines.sealing import sealing
from cms.engines.sealing.verifying import verify
from cms.extensions import db
from cms.models import Event, Seal, now
from cms.models.seal import FIRST_PREVIOUS

EVENTS, BATCH, SEALERS = 60, 4, 3
LATER = timedelta(minutes=5)


@pytest.fixture
def committing(app, monkeypatch):
    """The application, whose log the threads seal for good; what was written goes after the test."""
    monkeypatch.setattr(sealing, "BATCH", BATCH)
    yield app
    with app.app_context():
        for noun in (Event, Seal):
            db.session.execute(delete(noun))
        db.session.commit()


def write(app, number):
    with app.app_context():
        db.session.add_all(Event(verb="tag.edit", noun="tag", actor_label="system") for _ in range(number))
        db.session.commit()


def seal_until_nothing_is_left(app, barrier, tallies):
    """As a worker does: a batch a transaction; who came second for a number begins that batch again."""
    made = refused = 0
    with app.app_context():
        barrier.wait(10)
        while True:
            try:
                count = sealing.seal_next(now() + LATER)
                db.session.commit()
            except IntegrityError:
                db.session.rollback()
                refused += 1
                continue
            if not count:
                break
            made += 1
    tallies.append((made, refused))


def test_the_chain_has_no_gap_and_no_fork(committing):
    write(committing, EVENTS)
    barrier, tallies = Barrier(SEALERS), []
    arguments = (committing, barrier, tallies)
    threads = [Thread(target=seal_until_nothing_is_left, args=arguments) for _ in range(SEALERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(tallies) == SEALERS, "one of them failed or hung"
    with committing.app_context():
        seals = db.session.scalars(select(Seal).order_by(Seal.id)).all()
        assert [seal.id for seal in seals] == [*range(1, len(seals) + 1)]
        assert [seal.previous for seal in seals] == [FIRST_PREVIOUS, *(seal.digest for seal in seals[:-1])]
        assert sum(seal.count for seal in seals) == EVENTS
        assert sum(made for made, _refused in tallies) == len(seals)
        counted = select(Event.seal_id, func.count()).group_by(Event.seal_id)
        held = dict(db.session.execute(counted).tuples().all())
        assert held == {seal.id: seal.count for seal in seals}
        verdict = verify()
        assert (verdict.fault, verdict.events) == ("", EVENTS)


def test_who_comes_second_for_a_number_changes_nothing(committing):
    write(committing, BATCH)
    with committing.app_context():
        assert sealing.seal_next(now() + LATER) == BATCH
        db.session.commit()
        first = db.session.get(Seal, 1)
        digest, facts = first.digest, (first.previous, first.first_id, first.last_id)
        previous, first_id, last_id = facts
        db.session.expunge_all()
        db.session.add(
            Seal(id=1, previous=previous, first_id=first_id, last_id=last_id, count=1, digest="f" * 64)
        )
        with pytest.raises(IntegrityError):
            db.session.commit()
        db.session.rollback()
        assert db.session.get(Seal, 1).digest == digest
        assert verify().fault == ""
