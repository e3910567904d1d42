"""docs/limits.md says the numbers that the code has."""

import importlib
import re

import pytest

from tests.architecture.sources import ROOT

PAGE = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| ([^|]+) \|.*\| ([\d,]+) \| `([\w.]+):(\w+)` \|$", re.MULTILINE)
ROWS = ROW.findall(PAGE)


@pytest.mark.parametrize(("what", "number", "module", "name"), ROWS, ids=[row[0] for row in ROWS])
def test_a_limit_is_what_the_page_says(what, number, module, name):
    assert getattr(importlib.import_module(module), name) == int(number.replace(",", "")), what


def test_no_row_of_the_page_is_left_out():
    assert len(ROWS) == len(re.findall(r"^\| .*`[\w.]+:\w+` \|$", PAGE, re.MULTILINE)) > 25
