"""A transaction that makes work wakes the worker once it is committed, and only then."""

from datetime import timedelta

import pytest

from cms.actions import publishing
from cms.engines.jobs.queue import enqueue
from cms.engines.outbox import enqueue as enqueue_mail
from cms.models import JobKind, now
from cms.rules.permissions import SYSTEM
from tests.factories import PostFactory, TagFactory


@pytest.fixture
def woken(app, monkeypatch):
    duties = []
    monkeypatch.setattr(app.extensions["alarm"], "wake", duties.append)
    return duties


def mail():
    return enqueue_mail("ada@example.com", "Subject", "text")


def plan():
    publishing.schedule(PostFactory(status="unpublished"), now() + timedelta(hours=1), by=SYSTEM)


def job():
    enqueue(JobKind.PURGE_TRASH)


@pytest.mark.parametrize(("make", "duty"), [(mail, "mail"), (plan, "schedules"), (job, "jobs")])
def test_each_kind_of_row_wakes_its_duty_once(db, woken, make, duty):
    make()
    make()
    assert woken == []
    db.session.commit()
    assert woken == [duty]
    db.session.commit()
    assert woken == [duty]


def test_a_savepoint_wakes_nobody_before_the_commit(db, woken):
    with db.session.begin_nested():
        mail()
    assert woken == []
    db.session.commit()
    assert woken == ["mail"]


def test_what_is_rolled_back_wakes_nobody(db, woken):
    mail()
    db.session.flush()
    db.session.rollback()
    TagFactory()
    db.session.commit()
    assert woken == []


def test_what_is_nobodys_work_wakes_nobody(db, woken):
    TagFactory()
    db.session.commit()
    assert woken == []
