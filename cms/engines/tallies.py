"""Counting tries in the database, so that every worker and node sees the same count.

Each function commits for itself: a count that a failing request took back would stop nobody.
Call them where nothing waits to be committed.
"""

import hmac
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import Select, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from cms.extensions import db
from cms.models import Tally, User, now
from cms.rules.throttling import LIMITS, LONGEST_WINDOW, PROOFS, Counted, Purpose
from cms.tools.throttle import State, counted

Subjects = Mapping[Counted, str]

_INSERTS: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
BATCH = 500


def key_of(purpose: Purpose, who: Counted, name: str) -> str:
    """The name of a tally."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    text = f"tally|{purpose}|{who}|{name}".encode("utf-8", "surrogatepass")  # anybody may type anything
    return hmac.new(secret, text, "sha256").hexdigest()


def take(purpose: Purpose, subjects: Subjects) -> tuple[datetime | None, dict[Counted, State]]:
    """Count one try for all of them at once, unless one of them is held: then for none.

    Answers until when it is held, or None and the counts as they are now.
    """
    db.session.commit()
    keys = {who: key_of(purpose, who, name) for who, name in subjects.items()}
    rows, moment = _locked(keys), now()
    states = {who: State(row.count, row.last_at, row.held_until) for who, row in rows.items() if row.count}
    held = [state.held_until for state in states.values() if state.is_held(moment) and state.held_until]
    if held:
        db.session.commit()
        return max(held), states
    after = {who: counted(states.get(who), LIMITS[purpose][who], moment) for who in rows}
    for who, state in after.items():
        row = rows[who]
        row.count, row.last_at, row.held_until = state.count, state.last_at, state.held_until
    db.session.commit()
    return None, after


def give_back(purpose: Purpose, subjects: Subjects, waits: Mapping[Counted, datetime | None]) -> None:
    """The try was an honest one: whose account it is begins anew, and for the others it does not count.

    `waits` are those that it began itself; one that somebody else began goes on. The caller commits.
    """
    names = {key_of(purpose, who, name): who for who, name in subjects.items()}
    for row in db.session.scalars(_in_order(names)):
        if names[row.key] in _OWN:
            row.count, row.held_until = 0, None
        elif row.count:
            row.count -= 1
            if row.held_until == waits.get(names[row.key]):
                row.held_until = None


def locked_until(user: User) -> datetime | None:
    """Until when strangers' devices can't sign in to the account; None when they can.

    A short wait between two tries is no lock.
    """
    return locks_of([user]).get(user.id)


def locks_of(users: Iterable[User]) -> dict[int, datetime]:
    """The same of several people, by their number; those without a lock are left out. One query."""
    owners = {key: user.id for user in users for key in _proofs(user)}
    held = select(Tally).where(Tally.key.in_(owners), Tally.held_until > now())
    limit = LIMITS[Purpose.SIGN_IN][Counted.ACCOUNT]
    locks: dict[int, datetime] = {}
    for row in db.session.scalars(held) if owners else ():
        if row.held_until and limit.locks_at(row.count):
            locks[owners[row.key]] = max(row.held_until, locks.get(owners[row.key], row.held_until))
    return locks


def release(user: User) -> int:
    """Let the person try again; how many counts there were. The caller commits."""
    done = db.session.execute(delete(Tally).where(Tally.key.in_(_proofs(user))))
    return int(done.rowcount)  # type: ignore[attr-defined]  # a DELETE has it


def forget(moment: datetime) -> int:
    """Delete those that mean nothing any more, a batch at a time; the number that went."""
    old = Tally.last_at < moment - LONGEST_WINDOW
    keys = list(db.session.scalars(select(Tally.key).where(old).order_by(Tally.last_at).limit(BATCH)))
    db.session.execute(delete(Tally).where(Tally.key.in_(keys), old))  # unless it was tried again just now
    return len(keys)


_OWN = (Counted.ACCOUNT, Counted.DEVICE)


def _locked(keys: Mapping[Counted, str]) -> dict[Counted, Tally]:
    """The rows, made where they are missing, and nobody else's until the commit. Always in one order."""
    blank = [{"key": key, "count": 0, "last_at": now()} for key in sorted(keys.values())]
    insert = _INSERTS[db.engine.dialect.name](Tally).values(blank)
    # Where it is there already, an update of nothing: so it stays until the commit, whoever tidies up.
    db.session.execute(insert.on_conflict_do_update(index_elements=[Tally.key], set_={"count": Tally.count}))
    found = {row.key: row for row in db.session.scalars(_in_order(keys.values()))}
    return {who: found[key] for who, key in keys.items()}


def _in_order(keys: Iterable[str]) -> Select[Tally]:
    """These rows as they are now, locked in one order whoever asks: so nobody waits in a circle."""
    query = select(Tally).where(Tally.key.in_(keys)).order_by(Tally.key).with_for_update()
    return query.execution_options(populate_existing=True)


def _proofs(user: User) -> list[str]:
    return [key_of(purpose, Counted.ACCOUNT, account_name(user.email)) for purpose in PROOFS]


def account_name(address: str) -> str:
    """How an account is named in a tally, whether there is one with this address or not."""
    return address.strip().lower()
