"""docs/data.md classifies every table, and names the secrets there are."""

import re

from cms.instance import SECRET_NAMES
from cms.models import Base
from tests.architecture.sources import ROOT

PAGE = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
LEVELS = {"public", "internal", "personal", "secret"}
TABLES = re.findall(r"^\| `(\w+)` \| (\w+) \| [^|]+ \| [^|]+ \|$", PAGE, re.MULTILINE)


def test_every_table_has_one_level():
    assert sorted(name for name, _level in TABLES) == sorted(Base.metadata.tables)
    assert {level for _name, level in TABLES} == LEVELS


def test_every_level_has_its_rules():
    for level in LEVELS:
        assert re.search(rf"^\| {level} \|( [^|]+ \|){{5}}$", PAGE, re.MULTILINE), level


def test_every_secret_of_an_installation_has_its_rules():
    for name in SECRET_NAMES:
        assert re.search(rf"^\| `{name}` \|( [^|]+ \|){{4}}$", PAGE, re.MULTILINE), name
