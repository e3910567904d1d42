"""docs/security.md keeps to the standard that it maps and to the tree that it names."""

import csv
import re
from collections import Counter
from typing import NamedTuple

import pytest

from tests.architecture.sources import ROOT

MAP = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
STATUSES = ("met", "not met", "not applicable")
ROW = re.compile(r"^\| (V[\d.]+) \| ([12]) \| ([^|]+) \| ([^|]*) \| ([^|]*) \| (.*) \|$", re.MULTILINE)
COUNTS = re.compile(r"^\| (1|2|both) \| (\d+) \| (\d+) \| (\d+) \|$", re.MULTILINE)


class Row(NamedTuple):
    id: str
    level: str
    status: str
    code: str
    test: str
    why: str


ROWS = [Row(*(cell.strip(" `") for cell in found)) for found in ROW.findall(MAP)]


def test_each_requirement_of_levels_1_and_2_stands_there_once(corpora):
    with (corpora / "owasp-asvs-5.0.csv").open(encoding="utf-8-sig", newline="") as file:
        wanted = [(line["req_id"], line["L"]) for line in csv.DictReader(file) if line["L"] in ("1", "2")]
    assert [(row.id, row.level) for row in ROWS] == wanted


def test_the_counts_at_the_top_agree_with_the_rows():
    counted = Counter((row.level, row.status) for row in ROWS)
    for level, *numbers in COUNTS.findall(MAP):
        levels = ("1", "2") if level == "both" else (level,)
        assert [sum(counted[each, status] for each in levels) for status in STATUSES] == [*map(int, numbers)]


def test_every_status_is_one_of_three_and_comes_with_what_it_needs():
    for row in ROWS:
        assert row.status in STATUSES, row
        if row.status == "met":
            assert row.code and (row.test or row.why), f"{row.id} is met by nothing"
        else:
            assert row.why, f"{row.id} needs a reason"


@pytest.mark.parametrize("row", [row for row in ROWS if row.code or row.test], ids=lambda row: row.id)
def test_every_path_and_test_that_is_named_exists(row):
    for named in filter(None, (row.code, row.test)):
        path, _separator, function = named.partition("::")
        assert (ROOT / path).is_file(), named
        if function:
            assert f"def {function}(" in (ROOT / path).read_text(encoding="utf-8"), named
