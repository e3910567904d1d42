"""How fast the log is sealed and verified: `python -m tests.sealing 100000`."""

import resource
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert

from cms import create_app
from cms.engines.sealing.sealing import EVENT, seal_next
from cms.engines.sealing.verifying import verify
from cms.extensions import db
from cms.models import now
from tests.databases import database_url, migrated


def measure(number: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app({"DATABASE_URL": database_url(Path(folder), "sealing"), "WTF_CSRF_ENABLED": False})
        with migrated(app), app.app_context():
            _fill(number)
            _told("sealed", _seal)
            _told("verified", lambda: verify().fault or "holds")


def _fill(number: int) -> None:
    row = {
        "verb": "post.save",
        "noun": "post",
        "record_id": 1,
        "actor_label": "Ada",
        "record_label": "A title",
    }
    values = [row | {"before": {"title": "A"}, "after": {"title": "B"}} for _n in range(10_000)]
    for start in range(0, number, len(values)):
        db.session.execute(insert(EVENT), values[: number - start])
        db.session.commit()


def _seal() -> int:
    batches = 0
    while seal_next(now() + timedelta(hours=1)):
        db.session.commit()
        batches += 1
    return batches


def _told(name: str, act: object) -> None:
    start = time.perf_counter()
    result = act()  # type: ignore[operator]  # a plain callable
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{name}: {time.perf_counter() - start:.1f} s, peak {peak} MB ({result})")  # noqa: T201 - a figure for the terminal


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
