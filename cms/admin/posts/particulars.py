"""The fields of two revisions beside each other, whatever fields Content has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from enum import Enum
from typing import Any

from flask_babel import gettext as _

from cms.actions.content import Content
from cms.admin.posts.form import POLICIES
from cms.admin.posts.merging import LABELS
from cms.tools.diffing import Piece, diff_lines

BODY = "body"


@dataclass(frozen=True)
class Particular:
    """One field that differs: its words in pieces, or, of a list, the names that left, came and stayed."""

    label: str
    before: str = ""
    after: str = ""
    pieces: Sequence[Piece] = ()
    gone: Sequence[str] = ()
    new: Sequence[str] = ()
    kept: Sequence[str] = ()


def label_of(name: str) -> str:
    """A field that nobody has named yet is called as the code calls it, rather than left out."""
    return str(LABELS.get(name, name.replace("_", " ").capitalize()))


def differing(before: Content, after: Content) -> list[str]:
    """The names of the fields that are not the same."""
    return [
        field.name for field in fields(Content) if _value(before, field.name) != _value(after, field.name)
    ]


def particulars_of(before: Content, after: Content) -> Iterator[Particular]:
    """Every field that differs but the text."""
    for name in differing(before, after):
        if name != BODY:
            yield _particular(label_of(name), _value(before, name), _value(after, name))


def _value(content: Content, name: str) -> Any:
    return getattr(content, name)


def _particular(label: str, before: Any, after: Any) -> Particular:
    if isinstance(before, tuple | list) and isinstance(after, tuple | list):
        return _of_names(label, [_words(it) for it in before], [_words(it) for it in after])
    old, new = _words(before), _words(after)
    pieces = diff_lines(old, new) if isinstance(before, str) and not isinstance(before, Enum) else ()
    return Particular(label, old, new, pieces)


def _of_names(label: str, before: Sequence[str], after: Sequence[str]) -> Particular:
    return Particular(
        label,
        gone=[name for name in before if name not in after],
        new=[name for name in after if name not in before],
        kept=[name for name in after if name in before],
    )


def _words(value: Any) -> str:
    """A value as people read it."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if value is None:
        return ""
    if isinstance(value, Enum):
        return str(dict(POLICIES).get(value.value, value.value))
    return str(value)
