"""Where one can go and what one can begin from anywhere, as data for the palette and its plain page."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from cms.admin.base import SafeModelView
from cms.admin.base.buttons import Label


@dataclass(frozen=True)
class Command:
    """`url` does it everywhere; `press` names the part of the page's frame that does it in one step."""

    label: Label
    url: str
    icon: str = "dot"
    note: Label = ""
    press: str = ""

    def as_json(self) -> dict[str, str]:
        return {name: str(value) for name, value in asdict(self).items()}


@dataclass(frozen=True)
class Group:
    label: Label
    items: Sequence[Command]

    def as_json(self) -> dict[str, Any]:
        return {"label": str(self.label), "items": [item.as_json() for item in self.items]}


def command_groups(admin: Any, menu: Iterable[Any], text: str = "") -> list[Group]:
    """What this person may begin, the screens of their menu, and what concerns themselves.

    With a text, only what holds every word of it.
    """
    screens = [Command(item.name, item.get_url(), item.get_icon_value() or "dot") for item in menu]
    groups = [Group(_("New"), list(_beginnings(admin))), Group(_("Go to"), screens), Group(_("You"), _own())]
    words = _plain(text).split()
    kept = [Group(group.label, [it for it in group.items if _holds(it.label, words)]) for group in groups]
    return [group for group in kept if group.items]


def _beginnings(admin: Any) -> Iterator[Command]:
    for view in admin._views:
        if isinstance(view, SafeModelView) and view.is_accessible() and view.can_create:
            yield Command(view.titles.new, view.get_url(f"{view.endpoint}.create_view"), "plus")


def _own() -> list[Command]:
    return [
        Command(_("Keyboard shortcuts"), url_for("shortcuts.index"), "keyboard", press="open-shortcuts"),
        Command(_("Your account"), url_for("accounts.profile"), "person"),
        Command(_("View site"), url_for("site.home"), "open"),
        Command(_("Sign out"), url_for("accounts.ask_before_sign_out"), "out", press="sign-out"),
    ]


def _holds(label: Label, words: list[str]) -> bool:
    plain = _plain(label)
    return all(word in plain for word in words)


def _plain(text: Label) -> str:
    """Without capitals and accents."""
    parts = unicodedata.normalize("NFKD", str(text).casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
