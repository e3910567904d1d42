"""States change in actions alone, and actions know nothing of requests nor commits."""

import ast

from tests.architecture.sources import modules, places

STATES = {"status", "review"}
NOUNS = {"Post", "Revision", "Comment"}
# Bulk content for measuring is written as rows, a hundred thousand posts at a time, with no people involved.
SEEDING = "cms.cli.seeding"
OF_A_REQUEST = {"request", "session", "current_user", "flash", "abort", "redirect"}


def test_only_actions_change_a_state():
    outside = [module for module in modules() if module.room != "actions"]
    outside = [module for module in outside if not module.name.startswith(SEEDING)]
    assert places(outside, changes_a_state) == []


def test_actions_know_no_request_and_never_commit():
    assert places([module for module in modules() if module.room == "actions"], belongs_to_a_door) == []


def changes_a_state(node):
    """`post.status = …`, `setattr(post, "status", …)`, `Post(status=…)` or `update(…).values(status=…)`."""
    if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        flat = [part for target in targets for part in ast.walk(target)]
        return any(isinstance(part, ast.Attribute) and part.attr in STATES for part in flat)
    if not isinstance(node, ast.Call):
        return False
    name = called(node)
    if name == "setattr":
        return len(node.args) > 1 and getattr(node.args[1], "value", None) in STATES
    return name in {*NOUNS, "values"} and any(keyword.arg in STATES for keyword in node.keywords)


def belongs_to_a_door(node):
    if isinstance(node, ast.ImportFrom) and node.module in ("flask", "flask_login", "flask_security"):
        return any(alias.name in OF_A_REQUEST for alias in node.names)
    # A long import is given commit() by its door; what an action may not do is reach for the session's.
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"


def called(node):
    """The last name of what is called: `values` of update(Post).values(…)."""
    return getattr(node.func, "attr", None) or getattr(node.func, "id", "")
