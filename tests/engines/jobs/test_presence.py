"""Workers are known by what they say, and forgotten when they go or fall silent."""

from datetime import timedelta

from cms.engines.jobs import backlog
from cms.engines.jobs.presence import appear, last_seen, leave
from cms.engines.jobs.queue import enqueue
from cms.models import Job, JobKind, Schedule, Worker, now
from tests.factories import PostFactory


def test_a_worker_is_seen_while_it_says_so(db):
    assert last_seen() is None
    appear()
    appear()
    assert now() - last_seen() < timedelta(seconds=5)
    assert db.session.query(Worker).count() == 1
    leave()
    assert last_seen() is None


def test_who_was_killed_is_forgotten_after_a_day(db):
    db.session.add(Worker(name="gone:1", seen_at=now() - timedelta(days=2)))
    db.session.add(Worker(name="other:1", seen_at=now() - timedelta(hours=2)))
    appear()
    assert {worker.name for worker in db.session.query(Worker)} >= {"other:1"}
    assert db.session.get(Worker, "gone:1") is None


def test_the_backlog_tells_waiting_late_failing_and_given_up_apart(db):
    hour = timedelta(hours=1)
    for at in (now() + hour, now() - hour, now()):
        enqueue(JobKind.PURGE_TRASH, at=at)
    db.session.add(Job(kind="x", error="no", next_at=now() + hour))
    gone = Job(kind="x", error="no")
    db.session.add(gone)
    db.session.flush()
    gone.next_at = None
    db.session.flush()
    assert backlog.jobs() == backlog.Backlog(waiting=4, late=1, failing=1, given_up=1)


def test_a_plan_that_is_overdue_makes_the_queue_late(db):
    PostFactory(status="scheduled")
    assert (backlog.is_late(), backlog.late_schedules()) == (False, 0)
    db.session.query(Schedule).one().at = now() - timedelta(minutes=2)
    db.session.flush()
    assert (backlog.is_late(), backlog.late_schedules()) == (True, 1)
