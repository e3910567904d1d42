"""The words of a screen."""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

NEW, EMPTY, SEARCH = _l("New"), _l("Nothing here yet."), _l("Search")


@dataclass(frozen=True)
class Titles:
    """`many` stands in the menu, `new` on the button; `empty` says what to do when there is nothing yet."""

    many: LazyString
    one: LazyString
    new: LazyString = NEW
    empty: LazyString = EMPTY
    search: LazyString = SEARCH
