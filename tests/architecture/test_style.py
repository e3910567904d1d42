"""House style that can be counted."""

import ast
import re

from tests.architecture.sources import functions, modules, places

LONGEST_FILE = 300  # lines
LONGEST_FUNCTION = 40
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "misc", "common", "manager", "service", "handler"}
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")


def test_files_stay_small():
    sizes = {module.name: len(lines(module)) for module in modules()}
    assert {name: size for name, size in sizes.items() if size > LONGEST_FILE} == {}


def test_functions_stay_small():
    long = [
        module.at(function)
        for module in modules()
        for function in functions(module)
        if function.end_lineno - function.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def test_every_module_says_what_it_is():
    silent = [module.name for module in modules() if module.tree.body and not ast.get_docstring(module.tree)]
    assert silent == []


def test_names_say_what_is_inside():
    assert not SAYS_NOTHING & {part for module in modules() for part in module.name.split(".")}


def test_nothing_is_left_unfinished():
    assert [module.name for module in modules() if any(map(UNFINISHED.search, lines(module)))] == []


def test_no_exception_vanishes():
    """`except Exception` must raise again or log."""
    assert places(modules(), lambda node: catches_all(node) and not is_told(node)) == []


def lines(module):
    return module.path.read_text(encoding="utf-8").splitlines()


def catches_all(node):
    if not isinstance(node, ast.ExceptHandler):
        return False
    return node.type is None or getattr(node.type, "id", "") in ("Exception", "BaseException")


def is_told(handler):
    calls = {getattr(node.func, "attr", "") for node in ast.walk(handler) if isinstance(node, ast.Call)}
    raises = any(isinstance(node, ast.Raise) for node in ast.walk(handler))
    return raises or bool(calls & {"exception", "error", "warning"})
