"""Every shortcut, as data: the sheet shows these, and the script obeys what the sheet shows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from cms.admin.base.buttons import Label

# The second key after “g”, by screen.
GO = {"posts": "p", "pages": "a", "tags": "t", "comments": "c", "users": "u", "inbox": "i", "calendar": "k"}


@dataclass(frozen=True)
class Shortcut:
    """`keys` with spaces between are pressed one after the other; mod is Ctrl, or Command on a Mac.

    `does` names what the script does.
    """

    keys: str
    label: Label
    does: str
    url: str = ""


@dataclass(frozen=True)
class Sheet:
    """Shortcuts that belong together."""

    label: LazyString
    shortcuts: tuple[Shortcut, ...]


LISTS = Sheet(
    _l("In a list"),
    (
        Shortcut("j", _l("Next row"), "next"),
        Shortcut("k", _l("Previous row"), "previous"),
        Shortcut("Enter", _l("Open the row"), "native"),
        Shortcut("x", _l("Tick the row"), "tick"),
        Shortcut("/", _l("Search this list"), "search"),
    ),
)
COMMENTS = Sheet(
    _l("In the list of comments: the row, or the ticked ones"),
    (
        Shortcut("a", _l("Approve"), "approve"),
        Shortcut("h", _l("Hold"), "hold"),
        Shortcut("s", _l("Mark as spam"), "spam"),
        Shortcut("t", _l("Move to trash"), "trash"),
        Shortcut("u", _l("Undo what was just done"), "undo"),
    ),
)
TEXTS = Sheet(
    _l("In a form or on a record"),
    (
        Shortcut("mod+s", _l("Save, and stay on the form"), "save"),
        Shortcut("mod+Enter", _l("Send the note, answer or comment you are writing"), "send"),
        Shortcut("e", _l("Edit what is shown"), "edit"),
    ),
)
FIND = Shortcut("mod+k", _l("Find or do anything"), "find")
HELP = Shortcut("?", _l("Show these shortcuts"), "help")


def shortcut_sheets(menu: Iterable[Any]) -> list[Sheet]:
    """What this person can use: no shortcut leads where the menu doesn't."""
    items = {item._view.endpoint: item for item in menu}
    everywhere = (FIND, HELP, *_beginnings(items))
    goings = Sheet(_l("Go to"), tuple(_goings(items)))
    moderating = (COMMENTS,) if "comments" in items else ()
    sheets = (Sheet(_l("Everywhere"), everywhere), goings, LISTS, *moderating, TEXTS)
    return [sheet for sheet in sheets if sheet.shortcuts]


def _beginnings(items: dict[str, Any]) -> Iterator[Shortcut]:
    posts = items.get("posts")
    if posts and posts._view.can_create:
        yield Shortcut("n", posts._view.titles.new, "go", url_for("posts.create_view"))


def _goings(items: dict[str, Any]) -> Iterator[Shortcut]:
    for name, key in GO.items():
        if name in items:
            yield Shortcut(f"g {key}", items[name].name, "go", items[name].get_url())
