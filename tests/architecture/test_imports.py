"""Imports point one way: doors → actions → rules and engines → models → tools."""

import ast

from tests.architecture.sources import functions, imported, modules

DOORS = {"accounts", "admin", "site", "api", "cli"}
# What any room above the nouns may use: the unbound extensions, the paths, the settings of the process.
GROUND = {"extensions", "paths"}

MAY_IMPORT = {
    "tools": {"tools"},
    "models": {"models", "tools"},
    "extensions": {"models"},
    "paths": set(),
    "instance": {"paths"},
    "configuration": {"instance", "paths", "tools"},
    "rules": {"rules", "models", "tools"},
    "engines": {"engines", "rules", "models", "tools", *GROUND},
    "actions": {"actions", "engines", "rules", "models", "tools", *GROUND},
    "web": {"web", "actions", "engines", "rules", "models", "tools", *GROUND},
}
BELOW_A_DOOR = {"web", "actions", "engines", "rules", "models", "tools", "configuration", "instance", *GROUND}

# (module, what it imports) beyond the table, each with its reason.
ALLOWED = {
    ("cms.cli", "cms"): "the command line is the Flask CLI of the application it makes",
}

# (module, function) that imports late, each with its reason.
LATE = {
    (
        "cms.engines.waking.alarm",
        "_opened",
    ): "huey and psycopg take 0.2 s to load, which most processes never need",
    ("cms.rules.passwords", "_estimate"): "the lists of zxcvbn take 0.15 s, which most processes never need",
}


def allowed_rooms(room):
    return {room, *BELOW_A_DOOR} if room in DOORS else MAY_IMPORT[room]


def test_every_room_is_known():
    assert {module.room for module in modules()} <= {"", *DOORS, *MAY_IMPORT}


def test_imports_point_one_way():
    wrong = [
        f"{module.at(node)} imports {name}"
        for module in modules()
        if module.name != "cms"
        for node, name in imported(module)
        if name.partition(".")[2].partition(".")[0] not in allowed_rooms(module.room)
        and (module.name, name) not in ALLOWED
    ]
    assert wrong == []


def test_nothing_but_create_app_imports_a_door():
    callers = {
        module.name
        for module in modules()
        for _node, name in imported(module)
        if (door := name.split(".")[1] if "." in name else "") in DOORS and module.room != door
    }
    assert callers == {"cms"}


def test_no_import_stands_in_a_function():
    late = {
        (module.name, function.name): module.at(node)
        for module in modules()
        for function in functions(module)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert {key: place for key, place in late.items() if key not in LATE} == {}
    assert set(LATE) <= set(late), "an exception that nobody needs any more"
