"""The whole log leaves as a file, in a memory that does not grow with it."""

import csv
import io
import json
import tracemalloc

import pytest
from sqlalchemy import insert

from cms.admin.base import export
from cms.models import Event
from tests.admin.assertions import person

FEW, MANY = 400, 2400
LONG = "x" * 400


def write(db, number):
    rows = [
        {"verb": "tag.edit", "noun": "tag", "record_label": f"Tag {n}", "reason": LONG} for n in range(number)
    ]
    db.session.execute(insert(Event), rows)
    db.session.commit()


@pytest.fixture
def owner(client, db, monkeypatch):
    monkeypatch.setattr(export, "AT_A_TIME", 50)
    monkeypatch.setattr(export, "MOST_ROWS", 100)
    return person(client, "owner")


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_all_rows_leave_once_newest_first_beyond_the_limit_of_other_lists(client, db, owner, kind):
    write(db, FEW)
    answer = client.get(f"/admin/events/export/{kind}/?flt0_noun=tag")
    assert "-first-" not in answer.headers["Content-Disposition"]
    if kind == "csv":
        labels = [row["Record"] for row in csv.DictReader(io.StringIO(answer.text))]
    else:
        labels = [row["record_label"] for row in json.loads(answer.text)]
    assert labels == [f"Tag {number}" for number in reversed(range(FEW))]
    event = db.session.query(Event).where(Event.verb == "access.export").one()
    assert event.after["rows"] == FEW


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_its_memory_does_not_grow_with_the_log(client, db, owner, kind):
    write(db, FEW)
    read(client, kind)  # what is loaded once and stays, is loaded
    few = peak_of(lambda: read(client, kind))
    write(db, MANY)
    sizes = []
    many = peak_of(lambda: sizes.append(read(client, kind)))
    assert sizes[0] > (FEW + MANY) * len(LONG)
    assert many - few < sizes[0] / 8, f"{few} bytes for {FEW} rows, {many} for {FEW + MANY}"


def test_each_portion_is_a_query_of_its_own_that_begins_where_the_last_one_ended(
    client, db, owner, count_queries
):
    write(db, FEW)
    count_queries.clear()
    read(client, "csv")
    portions = [asked for asked in count_queries if "FROM event" in asked and "event.id < " in asked]
    assert len(portions) >= FEW / 50


def read(client, kind):
    """Take the file piece by piece and keep none; how many bytes it had."""
    with client.get(f"/admin/events/export/{kind}/", buffered=False) as answer:
        return sum(len(piece) for piece in answer.response)


def peak_of(work):
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
