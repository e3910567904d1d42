"""Two workers at one queue: every job is done, and none by both. Real transactions, on either database."""

from collections import Counter
from threading import Barrier, Thread

import pytest
from sqlalchemy import delete

from cms.engines.jobs.kinds import Kind
from cms.engines.jobs.queue import enqueue
from cms.engines.jobs.working import do_next
from cms.extensions import db
from cms.models import Job, JobKind, Tag

JOBS = 30


@pytest.fixture
def committing(app):
    """The application, whose database the threads change for good; what they made goes after the test."""
    yield app
    with app.app_context():
        for noun in (Job, Tag):
            db.session.execute(delete(noun))
        db.session.commit()


def at_once(app, work):
    """Run the work in two threads that begin together; what each answered."""
    barrier, answers = Barrier(2), []

    def one():
        with app.app_context():
            barrier.wait(10)
            answers.append(work())

    threads = [Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def test_every_job_is_done_by_one_of_them(committing):
    def do(payload):
        db.session.add(Tag(name=f"Tag {payload['n']}", slug=f"tag-{payload['n']}"))
        return False

    def work():
        done = 0
        while do_next({JobKind.PURGE_TRASH: Kind(do)}) is not None:
            done += 1
        return done

    with committing.app_context():
        for number in range(JOBS):
            enqueue(JobKind.PURGE_TRASH, {"n": number})
        db.session.commit()
    # One that passes over what the other holds may find nothing more and go; nothing is left behind.
    assert sum(at_once(committing, work)) == JOBS
    with committing.app_context():
        assert Counter(db.session.scalars(db.select(Tag.name))) == {f"Tag {n}": 1 for n in range(JOBS)}
        assert db.session.query(Job).count() == 0


def test_both_asking_for_one_key_make_one_job(committing):
    def ask():
        enqueue(JobKind.PURGE_TRASH, key="same")
        db.session.commit()
        return True

    assert at_once(committing, ask) == [True, True]
    with committing.app_context():
        assert [job.asked for job in db.session.scalars(db.select(Job))] == [2]
