"""A plugin for pytest that breaks one rule of the application, as CMS_BROKEN_RULE names it.

The doors and actions get the broken copy; the matrix reads what it expects from the whole one.
"""

import os
import sys
from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from cms import create_app  # noqa: F401 - loads every door, so that each can get the copy
from cms.admin.base.guard import GuardedView
from cms.models import Post
from cms.rules import permissions
from cms.rules.permissions import Decision, Permission


def everybody_edits_every_post() -> None:
    """can() says yes to editing a post, whoever asks and whosever it is."""
    whole = permissions.can

    def can(user: Any, permission: Permission, obj: Any = None) -> Decision:
        return Decision(True, "") if permission == Permission.POST_EDIT else whole(user, permission, obj)

    put_in_place("can", whole, can)


def everybody_sees_every_post() -> None:
    """visible_to() shows all posts and pages to everybody who may enter."""
    whole = permissions.visible_to

    def visible_to(user: Any, model: type[Any]) -> Any:
        return select(Post) if model is Post else whole(user, model)

    put_in_place("visible_to", whole, visible_to)


def everybody_enters_every_screen() -> None:
    """The guard before the screens lets everybody through."""
    for view in [GuardedView, *descendants(GuardedView)]:
        if "is_accessible" in vars(view):
            view.is_accessible = lambda self: True  # type: ignore[method-assign]


BREAKS: dict[str, Callable[[], None]] = {
    it.__name__: it
    for it in (everybody_edits_every_post, everybody_sees_every_post, everybody_enters_every_screen)
}


def put_in_place(name: str, whole: Any, broken: Any) -> None:
    """Give the copy to every module that took the rule by its name, the rules themselves left out."""
    for module in list(sys.modules.values()):
        told = getattr(module, "__name__", "")
        if told.startswith("cms.") and not told.startswith("cms.rules") and vars(module).get(name) is whole:
            setattr(module, name, broken)


def descendants(view: type) -> list[type]:
    return [each for child in view.__subclasses__() for each in (child, *descendants(child))]


def pytest_sessionstart() -> None:
    BREAKS[os.environ["CMS_BROKEN_RULE"]]()
