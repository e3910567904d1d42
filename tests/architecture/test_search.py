"""Nothing adds texts or tags past the search index."""

import ast

from tests.architecture.sources import modules, places

INDEXED = {"Post", "PostTag", "Tag"}
# Write rows in bulk, past the records that the index follows, and index them themselves.
KNOWN = {"cms.cli.seeding.rows"}


def test_only_who_indexes_itself_adds_rows_in_bulk():
    others = [module for module in modules() if module.name not in KNOWN]
    assert places(others, adds_rows) == []


def adds_rows(node):
    """Whether it is an insert() of a noun that the index holds; bulk updates and deletions it follows."""
    if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "insert" and node.args):
        return False
    return getattr(node.args[0], "id", "") in INDEXED
