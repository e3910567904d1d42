"""CSV files of lists."""

import csv
import io

import pytest

from cms.admin.base import export
from cms.admin.base.spreadsheet import cell, csv_lines
from cms.models import PostStatus
from tests.admin.assertions import person
from tests.factories import PostFactory


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_looks_like_a_formula_gets_an_apostrophe(start):
    assert cell(f"{start}1+1") == f"'{start}1+1"


def test_lines_read_back_as_the_cells(db):
    lines = "".join(csv_lines([["a,b", 'say "so"', None, ["x", "y"]]]))
    assert next(csv.reader(io.StringIO(lines))) == ["a,b", 'say "so"', "", "x, y"]


def test_the_export_holds_what_the_list_shows(client, db):
    PostFactory(title="=cmd|calc", tags=("a", "b"))
    PostFactory(title="A draft", status=PostStatus.UNPUBLISHED)
    person(client, "editor")
    answer = client.get("/admin/posts/export/csv/?flt0_status=published")
    assert answer.mimetype == "text/csv" and "attachment" in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["Title"] for row in rows] == ["'=cmd|calc"]
    assert rows[0]["Tags"] == "a, b"


def test_an_export_ends_at_its_limit(client, db, monkeypatch):
    monkeypatch.setattr(export, "MOST_ROWS", 2)
    for _ in range(3):
        PostFactory()
    person(client, "editor")
    assert len(client.get("/admin/posts/export/csv/").text.splitlines()) == 3


def test_who_may_not_export_is_refused(client, db):
    person(client, "author")
    assert client.get("/admin/posts/export/csv/").status_code == 403
    assert "Export CSV" not in client.get("/admin/posts/").text


def test_other_kinds_of_export_do_not_exist(client, db):
    person(client, "owner")
    assert client.get("/admin/posts/export/xlsx/").status_code == 404
