"""The command palette's other half: it finds records, and is a plain page for browsers without scripts."""

from flask import jsonify, request
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from flask_babel import lazy_gettext as _l

from cms.admin.base import GuardedView
from cms.admin.base.lookup import LONGEST_QUERY
from cms.admin.palette.commands import Group
from cms.admin.palette.hunts import changed_last, found
from cms.tools.html import without_controls


class FindView(GuardedView):
    def __init__(self) -> None:
        super().__init__(name=_l("Find"), endpoint="find", url="/admin/find")

    def is_visible(self) -> bool:
        """Not in the menu: the bar above it leads here."""
        return False

    @expose("/")
    def index(self) -> str:
        text = _asked()
        return self.render("admin/find.html", text=text, groups=self._records(text))

    @expose("/records/")
    def records(self) -> ResponseReturnValue:
        """What the palette asks for while somebody types; the commands it has already."""
        return jsonify(groups=[group.as_json() for group in self._records(_asked())])

    def _records(self, text: str) -> list[Group]:
        return found(self.admin._views, text) if text else changed_last(self.admin._views)


def _asked() -> str:
    return " ".join(without_controls(request.args.get("q", "")).split())[:LONGEST_QUERY]
