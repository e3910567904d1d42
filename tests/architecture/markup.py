"""The templates as their authors wrote them: markup, expressions, and what is said in plain words."""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, nodes

from tests.architecture.sources import CMS

TEMPLATES = CMS / "templates"
WORDED_ATTRIBUTES = {"title", "placeholder", "alt", "aria-label", "aria-description", "label", "value"}
TRANSLATING = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
HOLE = "\ue000"  # stands where an expression was

_jinja = Environment(
    extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"], autoescape=True
)


@cache
def template_names() -> tuple[str, ...]:
    """Every file under templates/, by the name that render_template() takes."""
    return tuple(str(path.relative_to(TEMPLATES)) for path in sorted(TEMPLATES.rglob("*")) if path.is_file())


def source(name: str) -> str:
    return Path(TEMPLATES / name).read_text(encoding="utf-8")


@cache
def parsed(name: str) -> nodes.Template:
    return _jinja.parse(source(name))


def unescaped(name: str) -> Iterator[str]:
    """The expressions that go through the `safe` filter."""
    found = re.findall(r"('[^']*'|[\w.]+)\s*\|\s*safe\b", source(name))
    filters = [node for node in parsed(name).find_all(nodes.Filter) if node.name == "safe"]
    yield from found
    yield from ["something else"] * (len(filters) - len(found))


def literal(name: str) -> str:
    """The template less its Jinja: holes for expressions, nothing for tags and translated blocks."""
    parts, kind, depth = [], "", 0
    for _line, token, value in _jinja.lex(source(name)):
        if token == "name" and kind == "block_begin":
            depth += {"trans": 1, "endtrans": -1}.get(value, 0)
        if token == "data" and not depth:
            parts.append(value)
        elif token == "variable_begin" and not depth:
            parts.append(HOLE)
        if token != "whitespace":
            kind = token
    return "".join(parts)


def plain_words(name: str) -> Iterator[str]:
    """Words for people that stand in the template untranslated."""
    if name.endswith(".html"):
        reader = _Words()
        reader.feed(literal(name))
        reader.close()
        found = reader.found
    else:
        found = re.sub(r"<[^>]*>", " ", literal(name)).splitlines()
    yield from (text.strip() for text in found if _has_letters(text))
    yield from (
        const.value
        for const in parsed(name).find_all(nodes.Const)
        if isinstance(const.value, str) and _is_prose(const.value) and id(const) not in _translated(name)
    )


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found += data.splitlines()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        fixed = tag in ("input", "option", "button", "li", "data", "param")  # their value is for machines
        self.found += [
            value or ""
            for key, value in attrs
            if key in WORDED_ATTRIBUTES
            and not (key == "value" and fixed and dict(attrs).get("type") != "submit")
        ]


# Addresses, classes and attributes that a set or a block makes: nobody reads them.
_FOR_MACHINES = re.compile(r"\S*[/?]\S*|[a-z]+(-[a-z]+)+|([\w-]+=\"[^\"]*\"\s*)+")


def _has_letters(text: str) -> bool:
    return not _FOR_MACHINES.fullmatch(text.strip()) and bool(re.search(r"[^\W\d_]", text.replace(HOLE, "")))


def _is_prose(text: str) -> bool:
    return bool(re.match(r"[A-Z][a-z]+(\W|$)", text)) and not text.isupper()


def _translated(name: str) -> set[int]:
    calls = (call for call in parsed(name).find_all(nodes.Call) if _callee(call) in TRANSLATING)
    return {id(const) for call in calls for const in call.find_all(nodes.Const)}


def _callee(call: nodes.Call) -> str:
    return getattr(call.node, "name", "")
