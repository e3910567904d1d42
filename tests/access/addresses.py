"""The addresses of the application, made requestable."""

from typing import Any

from werkzeug.routing import Rule

SILENT = {"HEAD", "OPTIONS"}
# What stands for a part of an address, by its name.
PARTS: dict[str, Any] = {
    "id": 1,
    "year": 2026,
    "month": 5,
    "moment": "2150-01-01T00:00Z",
    "rest": "archive",
    "number": 1,
    "export_type": "csv",
    "filename": "css/tokens.css",
    "token": "no-such-token",
    "slug": "no-such-slug",
    "handle": "no-such-handle",
    "user_id": 1,
    "form": "atom",
    "kind": "posts",
    "digest": "0" * 32,
    "size": 96,
    "key": 0,
}


def rules(app: Any) -> list[Rule]:
    """Every rule of the application, by address."""
    return sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule)


def methods_of(rule: Rule) -> list[str]:
    return sorted((rule.methods or set()) - SILENT)


def address_of(rule: Rule, record: Any = None, **parts: Any) -> str:
    """The path with its parts filled in; in the back office `record` is the id in the query."""
    values = {name: parts.get(name, PARTS[name]) for name in rule.arguments}
    path = str(rule.build(values, append_unknown=False)[1])  # type: ignore[index]
    return f"{path}?id={record}" if record is not None and path.startswith("/admin") else path
