"""The doctor sees what is broken and says what to do."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from cms.cli import checkups
from cms.cli.checkups import State
from cms.cli.doctor import doctor
from cms.models import Job, OutboxMessage, Schedule, Worker, now
from tests.factories import PostFactory, UserFactory


@pytest.fixture
def owner(db):
    return UserFactory(role="owner", email="boss@example.org")


def test_a_sound_installation_is_told_so(owner, invoke):
    result = invoke(doctor)
    assert result.exit_code == 0, result.output
    assert "Nothing is broken." in result.output
    assert "boss@example.org" not in result.output


def test_without_an_owner_it_fails_and_says_what_to_do(db, invoke):
    result = invoke(doctor)
    assert result.exit_code == 1
    assert "cms setup --email" in result.output
    assert "1 of 12 checks failed" in result.output


@pytest.mark.parametrize("lacking", [{"active": False}, {"confirmed_at": None}])
def test_an_owner_who_can_not_sign_in_does_not_count(db, app, lacking):
    UserFactory(role="owner", **lacking)
    assert checkups.check_owner(app).state == State.BROKEN


def test_secrets_that_others_can_read_are_broken(app, tmp_path, monkeypatch):
    (tmp_path / "secrets.toml").touch(mode=0o644)
    monkeypatch.setattr(app, "instance_path", str(tmp_path))
    finding = checkups.check_secrets(app)
    assert finding.state == State.BROKEN
    assert "chmod 600" in finding.sentence


def test_an_instance_that_everyone_can_look_into_is_watched_in_production(app, tmp_path, monkeypatch):
    tmp_path.chmod(0o755)
    monkeypatch.setattr(app, "instance_path", str(tmp_path))
    assert checkups.check_folder(app).state == State.GOOD
    monkeypatch.setitem(app.config, "MODE", "production")
    assert checkups.check_folder(app).state == State.WATCH


def test_a_full_disk_is_broken(app, monkeypatch):
    monkeypatch.setattr("cms.cli.checkups.LEAST_SPACE", 2**62)
    assert "make room" in checkups.check_disk(app).sentence


@pytest.mark.parametrize(
    ("mode", "address", "state"),
    [
        ("development", "file:mail", State.GOOD),
        ("production", "file:mail", State.BROKEN),
        ("production", "smtp://mail.example.org:587", State.GOOD),
        ("production", "smtp:", State.BROKEN),
    ],
)
def test_mail_that_reaches_nobody_is_broken_in_production(app, monkeypatch, mode, address, state):
    monkeypatch.setitem(app.config, "MODE", mode)
    monkeypatch.setitem(app.config, "MAIL_URL", address)
    assert checkups.check_mail(app).state == state


def test_demo_people_are_broken_in_production_only(db, app, monkeypatch):
    UserFactory(email="owner@example.com", role="owner")
    assert checkups.check_demo(app).state == State.GOOD
    monkeypatch.setitem(app.config, "MODE", "production")
    assert checkups.check_demo(app).state == State.BROKEN


def test_mails_that_wait_too_long_are_watched(db, app):
    db.session.add(OutboxMessage(recipient="a@example.com", subject="New"))
    db.session.flush()
    assert checkups.check_outbox(app).sentence == "1 mails wait."
    db.session.add(
        OutboxMessage(recipient="a@example.com", subject="Old", created_at=now() - timedelta(hours=1))
    )
    db.session.flush()
    assert checkups.check_outbox(app).state == State.WATCH


def test_mails_given_up_are_watched(db, app):
    message = OutboxMessage(recipient="a@example.com", subject="Lost")
    db.session.add(message)
    db.session.flush()
    message.next_at = None
    db.session.flush()
    assert "given up" in checkups.check_outbox(app).sentence


def test_a_worker_that_is_not_at_work_is_watched(db, app):
    assert "None is at work" in checkups.check_worker(app).sentence
    worker = Worker(name="here:1", seen_at=now() - timedelta(minutes=4))
    db.session.add(worker)
    db.session.flush()
    assert "Last seen 4 minutes ago" in checkups.check_worker(app).sentence
    worker.seen_at = now()
    db.session.flush()
    assert checkups.check_worker(app).state == State.GOOD


def test_schedules_that_a_worker_leaves_undone_are_watched(db, app):
    PostFactory(status="scheduled")
    db.session.query(Schedule).one().at = now() - timedelta(minutes=5)
    db.session.add(Worker(name="here:1"))
    db.session.flush()
    assert checkups.check_worker(app).sentence.startswith("1 schedules are overdue")


def test_jobs_that_are_late_or_failed_are_watched(db, app):
    job = Job(kind="x", next_at=now() + timedelta(hours=1))
    db.session.add(job)
    db.session.flush()
    assert checkups.check_jobs(app).sentence == "1 jobs wait for their time."
    job.next_at = now() - timedelta(hours=1)
    db.session.flush()
    assert "1 of 1 jobs are overdue" in checkups.check_jobs(app).sentence
    job.error = "no disk"
    db.session.flush()
    assert "1 failed and are tried again" in checkups.check_jobs(app).sentence


def test_an_empty_database_is_broken_and_what_needs_tables_is_left_out(cms, site: Path):
    (site / "masthead.db").unlink()
    result = cms("doctor")
    assert result.returncode == 1
    assert "holds no tables" in result.stdout
    assert "Outbox" not in result.stdout
    assert "Traceback" not in result.stderr


def test_a_database_that_does_not_answer_is_broken(cms):
    result = cms("doctor", CMS_DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert result.returncode == 1
    assert "No answer" in result.stdout
    assert "Traceback" not in result.stderr


def test_another_revision_is_broken(db, app, monkeypatch):
    monkeypatch.setattr(checkups, "revision_of", lambda: "0000", raising=True)
    finding = checkups.check_database(app)
    assert finding.state == State.BROKEN
    assert "at revision 0000" in finding.sentence
    assert db.session.scalar(text("SELECT 1")) == 1
