"""An archive leaves while it is made."""

import io
import zipfile
from datetime import UTC, datetime

from cms.tools.zipping import zipped

MOMENT = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)


def test_it_opens_and_holds_what_was_put_in():
    pieces = zipped([("a.txt", ["One ", "two"]), ("b/ü.txt", ["Drei \ud800"]), ("none.txt", [])], MOMENT)
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "a.txt": b"One two",
            "b/ü.txt": b"Drei ?",
            "none.txt": b"",
        }
        assert archive.getinfo("a.txt").date_time == (2026, 5, 4, 12, 30, 0)


def test_what_has_left_is_not_kept():
    taken = 0

    def long_text():
        for _ in range(200):
            yield "0123456789abcdef" * 4_000
            passed.append(taken)

    passed: list[int] = []
    for piece in zipped([("long.txt", long_text())], MOMENT):
        taken += len(piece)
    assert passed[0] < passed[100] < passed[-1] < taken
