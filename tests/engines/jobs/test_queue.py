"""Jobs are done when due, once, again after a fault or a kill, and never twice for one question."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from cms.engines.jobs.kinds import Kind
from cms.engines.jobs.queue import claim, enqueue, keep, next_moment, settle
from cms.engines.jobs.working import KILLED, do_next
from cms.models import Job, JobKind, Tag, now
from tests.factories import TagFactory

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PURGE, MAILS = JobKind.PURGE_TRASH, JobKind.FORGET_MAILS


class Kill(BaseException):
    """What no code of ours catches, as a kill."""


@pytest.fixture
def clock():
    with time_machine.travel(now(), tick=False) as clock:
        yield clock


@pytest.fixture
def done():
    """The payloads of the jobs that were done."""
    return []


@pytest.fixture
def kinds(done):
    return {PURGE: Kind(lambda payload: done.append(payload) or False)}


def ask(db, kind=PURGE, payload=None, **rest):
    enqueue(kind, payload, **rest)
    db.session.commit()


def job(db):
    db.session.expire_all()
    return db.session.scalars(select(Job)).one_or_none()


def failing(error):
    def do(_payload):
        raise error

    return do


def test_a_job_is_done_once_and_goes(db, kinds, done):
    ask(db, payload={"post": 7})
    assert (do_next(kinds), do_next(kinds)) == (True, None)
    assert done == [{"post": 7}]
    assert job(db) is None


def test_a_job_whose_cause_is_undone_is_never_done(db, kinds):
    enqueue(PURGE)
    db.session.rollback()
    assert do_next(kinds) is None


def test_a_job_waits_for_its_moment(db, kinds, clock):
    ask(db, at=now() + HOUR)
    assert next_moment(kinds) == now() + HOUR
    assert do_next(kinds) is None
    clock.shift(HOUR)
    assert do_next(kinds) is True
    assert next_moment(kinds) is None


def test_of_one_key_there_is_one_at_the_sooner_moment_with_the_newer_payload(db, kinds, done, clock):
    for number, hours in enumerate((2, 1, 3)):
        ask(db, payload={"n": number}, at=now() + hours * HOUR, key="k")
    assert job(db).next_at == now() + HOUR
    clock.shift(HOUR)
    assert (do_next(kinds), do_next(kinds)) == (True, None)
    assert done == [{"n": 2}]


def test_what_is_asked_for_while_it_is_done_is_done_again(db, done):
    def do(payload):
        done.append(payload)
        if len(done) == 1:
            enqueue(PURGE, {"n": 2}, key="k")
        return False

    ask(db, payload={"n": 1}, key="k")
    kinds = {PURGE: Kind(do)}
    assert [do_next(kinds) for _ in range(3)] == [True, True, None]
    assert done == [{"n": 1}, {"n": 2}]
    assert job(db) is None


def test_what_comes_again_has_one_row_and_its_time(db, clock, done):
    kinds = {PURGE: Kind(lambda _payload: done.append(1) or False, every=HOUR)}
    for _ in range(2):
        keep(kinds)
        db.session.commit()
    assert (do_next(kinds), do_next(kinds)) == (True, None)
    clock.shift(HOUR)
    assert do_next(kinds) is True
    assert len(done) == 2
    assert job(db).next_at == now() + HOUR


def test_while_there_is_more_it_goes_on_at_once(db, done):
    kinds = {PURGE: Kind(lambda _payload: done.append(1) or len(done) < 3, every=DAY)}
    ask(db, key=PURGE)
    assert [do_next(kinds) for _ in range(4)] == [True, True, True, None]


def test_a_failing_job_waits_longer_each_time_and_is_given_up(db, clock, caplog):
    kinds, waits = {PURGE: Kind(failing(RuntimeError("no disk")), tries=4)}, []
    ask(db)
    for _ in range(3):
        assert do_next(kinds) is False
        waits.append((job(db).next_at - now()) / timedelta(minutes=1))
        assert do_next(kinds) is None
        clock.move_to(job(db).next_at)
    assert waits == [1, 2, 4]
    assert do_next(kinds) is False
    assert (job(db).next_at, job(db).error) == (None, "RuntimeError: no disk")
    assert "given up after 4 tries" in caplog.text
    clock.shift(DAY)
    assert do_next(kinds) is None


def test_what_was_given_up_can_be_asked_for_again(db, clock, kinds):
    ask(db, key="k")
    assert do_next({PURGE: Kind(failing(RuntimeError("no")), tries=1)}) is False
    ask(db, key="k")
    assert do_next(kinds) is True


def test_what_comes_again_is_never_given_up_but_keeps_its_error(db, clock):
    ask(db, key="k")
    assert do_next({PURGE: Kind(failing(RuntimeError("no")), tries=1, every=DAY)}) is False
    assert (job(db).next_at, job(db).error) == (now() + DAY, "RuntimeError: no")
    clock.shift(DAY)
    assert do_next({PURGE: Kind(lambda _payload: False, every=DAY)}) is True
    assert job(db).error == ""


def test_work_that_fails_leaves_nothing_behind(db):
    def do(_payload):
        TagFactory()
        raise RuntimeError("half-way")

    ask(db)
    assert do_next({PURGE: Kind(do)}) is False
    assert db.session.scalars(select(Tag)).all() == []


def test_the_job_of_a_killed_worker_is_done_after_its_lease(db, clock, kinds):
    ask(db)
    with pytest.raises(Kill):
        do_next({PURGE: Kind(failing(Kill()))})
    db.session.rollback()
    assert do_next(kinds) is None
    clock.shift(kinds[PURGE].lease)
    assert do_next(kinds) is True


def test_a_job_that_kills_every_worker_is_given_up(db, clock, done):
    kinds = {PURGE: Kind(failing(Kill()), tries=2)}
    ask(db)
    for _ in range(2):
        with pytest.raises(Kill):
            do_next(kinds)
        db.session.rollback()
        clock.shift(kinds[PURGE].lease)
    assert do_next(kinds) is False
    assert (job(db).next_at, job(db).error) == (None, KILLED)


def test_who_lost_the_lease_does_not_settle_the_job_of_another(db, clock, kinds):
    ask(db)
    slow = claim(kinds, now())
    clock.shift(kinds[PURGE].lease)
    quick = claim(kinds, now())
    settle(slow, kinds[PURGE], more=False)
    db.session.commit()
    assert job(db).leased_until is not None
    settle(quick, kinds[PURGE], more=False)
    db.session.commit()
    assert job(db) is None


def test_kinds_of_another_release_wait(db, kinds):
    ask(db, kind=MAILS)
    assert next_moment(kinds) is None
    assert do_next(kinds) is None
    assert job(db) is not None


def test_no_transaction_of_the_claim_is_open_during_the_work(db):
    seen = []
    ask(db)
    do_next({PURGE: Kind(lambda _payload: seen.append(db.session().in_transaction()) or False)})
    assert seen == [False]
