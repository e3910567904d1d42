# ruff: noqa: T201 - a command: what it measures goes to the terminal
"""`python -m tests.timing N [PURPOSE]`: how long known and unknown addresses take, in N interleaved pairs.

On SQLite, or on the server that CMS_TEST_DATABASE_URL names; hashes as dear as in production. Each request
comes from an address of its own and is about a person of its own, and what the whole site has tried is
forgotten before each pair: an answer that was held would say nothing of the other's time, so it ends the
measurement.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any

from flask_security import hash_password
from sqlalchemy import delete

from cms import create_app
from cms.extensions import db
from cms.models import Tally, now
from tests.databases import database_url, migrated
from tests.factories import UserFactory

PASSWORD = "harbour lantern oysters"
ROUNDS, RESAMPLES, WARM = 12, 2_000, 3
Pair = tuple[float, float]

# Purpose: the address, what is sent besides the e-mail address, and what the known person is like.
PURPOSES: dict[str, tuple[str, dict[str, str], dict[str, Any]]] = {
    "sign-in": ("/login", {"password": "not the password"}, {}),
    "reset": ("/reset", {}, {}),
    "register": ("/register", {"name": "", "password": PASSWORD, "password_confirm": PASSWORD}, {}),
    "confirm": ("/confirm", {}, {"confirmed_at": None}),
}


def main(pairs: int, purposes: Sequence[str]) -> None:
    """Measure every purpose and print a table; times in milliseconds."""
    os.environ["CMS_ENV"] = "testing"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CMS_INSTANCE"] = folder
        app = create_app(
            {
                "DATABASE_URL": database_url(Path(folder), "timing"),
                "WTF_CSRF_ENABLED": False,
                "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {"bcrypt__rounds": ROUNDS},
            }
        )
        with migrated(app):
            print(f"{pairs} pairs each on {app.config['SQLALCHEMY_DATABASE_URI'].partition(':')[0]}, ms")
            print(f"{'':10}{'known':>9}{'unknown':>9}{'differ':>9}{'95 % between':>20}{'noise':>9}")
            for purpose in purposes:
                print(told(purpose, measured(app, purpose, pairs)))


def measured(app: Any, purpose: str, pairs: int) -> list[Pair]:
    """The milliseconds of each pair, after a few that only warm up."""
    path, form, state = PURPOSES[purpose]
    known = people(app, purpose, pairs + WARM, state)
    found = []
    for number, address in enumerate(known):
        both = {True: address, False: f"nobody-{purpose}-{number}@example.com"}
        forget_tries(app)
        order = random.sample([True, False], 2)
        times = {which: spent(app, path, {"email": both[which], **form}) for which in order}
        found.append((times[True], times[False]))
    return found[WARM:]


def people(app: Any, purpose: str, count: int, state: dict[str, Any]) -> list[str]:
    """Addresses that have an account."""
    with app.app_context():
        given = {"password": hash_password(PASSWORD), "confirmed_at": now(), **state}
        addresses = [f"known-{purpose}-{number}@example.com" for number in range(count)]
        for number, address in enumerate(addresses):
            UserFactory(email=address, handle=f"known-{purpose}-{number}", fs_uniquifier=address, **given)
        db.session.commit()
        return addresses


def forget_tries(app: Any) -> None:
    with app.app_context():
        db.session.execute(delete(Tally))
        db.session.commit()


def spent(app: Any, path: str, form: dict[str, str]) -> float:
    """The milliseconds of one request."""
    place = ".".join(str(random.randint(1, 254)) for _part in range(3))  # noqa: S311 - no secret
    client = app.test_client()
    started = time.perf_counter()
    answer = client.post(path, data=form, environ_overrides={"REMOTE_ADDR": f"10.{place}"})
    took = (time.perf_counter() - started) * 1000
    if answer.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        raise SystemExit(f"{path} was held: nothing was measured.")
    return took


def told(purpose: str, pairs: list[Pair]) -> str:
    """A row: medians, their difference with its interval, and how far equal requests lie apart."""
    known, unknown = ([pair[side] for pair in pairs] for side in (0, 1))
    low, high = interval(pairs, lambda some: difference(some))
    between = f"{low:+.1f} to {high:+.1f}"
    return (
        f"{purpose:10}{statistics.median(known):9.1f}{statistics.median(unknown):9.1f}"
        f"{difference(pairs):+9.1f}{between:>20}{noise(unknown):9.1f}"
    )


def difference(pairs: list[Pair]) -> float:
    """Of the medians: what somebody who asks often can learn."""
    return statistics.median(pair[0] for pair in pairs) - statistics.median(pair[1] for pair in pairs)


def interval(pairs: list[Pair], of: Callable[[list[Pair]], float]) -> tuple[float, float]:
    """The middle 95 % of what other samples of these pairs would have shown."""
    others = sorted(of(random.choices(pairs, k=len(pairs))) for _ in range(RESAMPLES))  # noqa: S311 - no secret
    return others[int(RESAMPLES * 0.025)], others[int(RESAMPLES * 0.975)]


def noise(times: list[float]) -> float:
    """Half the distance between the quartiles: how far apart equal requests lie."""
    first, _middle, third = statistics.quantiles(times, n=4)
    return (third - first) / 2


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50, sys.argv[2:] or list(PURPOSES))
