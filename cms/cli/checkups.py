"""What `cms doctor` looks at: each check answers how it stands and, when something is wrong, what to do."""

import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from cms.engines.demo_guard import active_demo_people
from cms.engines.jobs import backlog
from cms.engines.jobs.presence import ABSENT, last_seen
from cms.engines.sealing.verifying import verify
from cms.engines.search import rebuilding
from cms.extensions import db
from cms.models import OutboxMessage, Role, User, now
from cms.paths import MIGRATIONS
from cms.rules.permissions import OWNER

LEAST_SPACE = 200 * 1024**2  # bytes
LATE = timedelta(minutes=15)


class State(StrEnum):
    GOOD = "good"
    WATCH = "watch"
    BROKEN = "broken"


@dataclass(frozen=True)
class Finding:
    state: State
    sentence: str


def standing_owners() -> int:
    """How many people may do everything and can sign in."""
    owners = User.roles.any(Role.name == OWNER)
    count = select(func.count(User.id)).where(User.active, User.confirmed_at.is_not(None), owners)
    return db.session.scalar(count) or 0


def check_database(app: Flask) -> Finding:
    kind = db.engine.dialect.name
    wanted = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    found = revision_of()
    if found is None:
        return Finding(State.BROKEN, f"{kind} answers but holds no tables; run `cms setup`.")
    if found != wanted:
        return Finding(
            State.BROKEN, f"{kind} is at revision {found}, this release needs {wanted}; run `cms setup`."
        )
    return Finding(State.GOOD, f"{kind} answers, at revision {found}.")


def revision_of() -> str | None:
    """The migration that the database is at; None for one without tables."""
    return MigrationContext.configure(db.session.connection()).get_current_revision()


def check_owner(app: Flask) -> Finding:
    owners = standing_owners()
    if not owners:
        return Finding(
            State.BROKEN, "Nobody can sign in as an owner; run `cms setup --email you@example.org`."
        )
    return Finding(State.GOOD, f"{owners} active.")


def check_demo(app: Flask) -> Finding:
    active = active_demo_people()
    if not active:
        return Finding(State.GOOD, "None.")
    if app.config["MODE"] == "production":
        todo = ", ".join(active)
        return Finding(State.BROKEN, f"Everybody knows their password; run `cms user deactivate` for {todo}.")
    return Finding(State.GOOD, "Present, as they may be in development.")


def check_outbox(app: Flask) -> Finding:
    waiting = select(func.count(OutboxMessage.id)).where(OutboxMessage.sent_at.is_(None))
    count = db.session.scalar(waiting)
    late = db.session.scalar(waiting.where(OutboxMessage.created_at < now() - LATE))
    given_up = db.session.scalar(waiting.where(OutboxMessage.next_at.is_(None)))
    if given_up:
        return Finding(
            State.WATCH, f"{given_up} mails were given up after many tries; see their reasons in the log."
        )
    if late:
        minutes = int(LATE.total_seconds() // 60)
        return Finding(State.WATCH, f"{late} mails wait for over {minutes} minutes; does the worker run?")
    return Finding(State.GOOD, f"{count} mails wait.")


def check_worker(app: Flask) -> Finding:
    seen, late = last_seen(), backlog.late_schedules()
    remedy = "start `cms worker`, or `cms publish-due` once a minute"
    if seen is None:
        return Finding(State.WATCH, f"None is at work; {remedy}.")
    if (silence := now() - seen) > ABSENT:
        minutes = int(silence.total_seconds() // 60)
        return Finding(State.WATCH, f"Last seen {minutes} minutes ago; {remedy}.")
    if late:
        return Finding(State.WATCH, f"{late} schedules are overdue; see the reasons in its log.")
    return Finding(State.GOOD, f"Last seen {int(silence.total_seconds())} seconds ago.")


def check_jobs(app: Flask) -> Finding:
    found = backlog.jobs()
    if found.given_up or found.failing:
        told = f"{found.given_up} jobs were given up, {found.failing} failed and are tried again"
        return Finding(State.WATCH, f"{told}; see their reasons in the worker's log.")
    if found.late:
        return Finding(State.WATCH, f"{found.late} of {found.waiting} jobs are overdue; does the worker run?")
    return Finding(State.GOOD, f"{found.waiting} jobs wait for their time.")


def check_log(app: Flask) -> Finding:
    verdict = verify(_progress if sys.stderr.isatty() else lambda _count: None)
    if verdict.fault:
        told = f"{verdict.fault} What comes before holds ({verdict.events} events)."
        return Finding(
            State.BROKEN, f"{told} Compare with a backup, and find out who can write the database."
        )
    if not verdict.seals:
        return Finding(State.GOOD, "Nothing is sealed yet.")
    head = f"the last is {verdict.head[:16]}…"
    return Finding(State.GOOD, f"{verdict.events} events under {verdict.seals} seals are untouched; {head}")


def check_search(app: Flask) -> Finding:
    found = rebuilding.standing()
    if found.is_whole:
        return Finding(State.GOOD, f"All {found.posts} texts are in the index.")
    told = f"{found.posts} texts, {found.entries} of them entered, {found.rows} in the index"
    return Finding(State.BROKEN, f"{told}; run `cms reindex`.")


def _progress(count: int) -> None:
    print(f"\rLog: {count} events checked", end="\r", file=sys.stderr, flush=True)


def check_secrets(app: Flask) -> Finding:
    path = Path(app.instance_path) / "secrets.toml"
    if not path.exists():
        return Finding(State.GOOD, "Set by the environment.")
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        return Finding(State.BROKEN, f"Others can read them (mode {mode:o}); run `chmod 600 {path}`.")
    return Finding(State.GOOD, f"{path.name} can be read by its owner alone.")


def check_folder(app: Flask) -> Finding:
    folder = Path(app.instance_path)
    if not os.access(folder, os.W_OK | os.X_OK):
        return Finding(State.BROKEN, f"{folder} can't be written; give it to the user that runs Masthead.")
    if app.config["MODE"] == "production" and stat.S_IMODE(folder.stat().st_mode) & 0o007:
        return Finding(State.WATCH, f"Everyone on this machine can look into it; run `chmod 700 {folder}`.")
    return Finding(State.GOOD, str(folder))


def check_mail(app: Flask) -> Finding:
    parts = urlsplit(app.config["MAIL_URL"])
    if parts.scheme in ("smtp", "smtps"):
        if not parts.hostname:
            return Finding(State.BROKEN, "CMS_MAIL_URL names no server; write smtp://user:password@host:587.")
        return Finding(State.GOOD, f"Leaves through {parts.hostname}.")
    if app.config["MODE"] == "production":
        return Finding(State.BROKEN, f"{parts.scheme}: reaches nobody; set CMS_MAIL_URL=smtp://….")
    return Finding(State.GOOD, f"Kept here ({app.config['MAIL_URL']}), as is right in development.")


def check_disk(app: Flask) -> Finding:
    folder = Path(app.instance_path)
    free = shutil.disk_usage(folder).free
    if free < LEAST_SPACE:
        return Finding(State.BROKEN, f"Only {free / 1e6:.0f} MB are free at {folder}; make room.")
    return Finding(State.GOOD, f"{free / 1e9:.1f} GB free at {folder}.")


CHECKS: dict[str, Callable[[Flask], Finding]] = {
    "Secrets": check_secrets,
    "Instance": check_folder,
    "Disk": check_disk,
    "Mail": check_mail,
    "Database": check_database,
    "Owners": check_owner,
    "Demo people": check_demo,
    "Outbox": check_outbox,
    "Worker": check_worker,
    "Jobs": check_jobs,
    "Search": check_search,
    "Log": check_log,
}
NEED_TABLES = {"Owners", "Demo people", "Outbox", "Worker", "Jobs", "Search", "Log"}


def examine(app: Flask, names: Iterable[str] = tuple(CHECKS)) -> dict[str, Finding]:
    """The findings of these checks, in order. What needs tables is left out while the database has none."""
    findings: dict[str, Finding] = {}
    for name in names:
        if name in NEED_TABLES and findings["Database"].state == State.BROKEN:
            continue
        findings[name] = _examined(CHECKS[name], app)
    return findings


def _examined(check: Callable[[Any], Finding], app: Flask) -> Finding:
    try:
        return check(app)
    except (SQLAlchemyError, OSError) as error:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()
        return Finding(State.BROKEN, f"No answer: {reason[0] if reason else type(error).__name__}")
