"""Suggestions while somebody types: a few names, only to those who may use the form."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import abort, jsonify, request
from flask.typing import ResponseReturnValue
from flask_admin.base import expose

from cms.actions.errors import Refused
from cms.admin.base.editing import EditingView
from cms.tools.html import without_controls

MOST_SUGGESTED = 20
LONGEST_QUERY = 100

Suggest = Callable[[str, int], Iterable[tuple[Any, str]]]


class LookupView(EditingView):
    """`lookups` names what the form's fields may ask for; each answers with (value, label) pairs."""

    def lookups(self) -> dict[str, Suggest]:
        return {}

    @expose("/ajax/lookup/")
    def ajax_lookup(self) -> ResponseReturnValue:
        if not (self.may("create") or self.may("edit")):
            raise Refused(self.may("edit"))
        suggest = self.lookups().get(request.args.get("name", ""))
        if suggest is None:
            abort(404)
        asked = request.args.get("limit", "")
        limit = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else MOST_SUGGESTED
        query = without_controls(request.args.get("query", "")).strip()[:LONGEST_QUERY]
        return jsonify([list(pair) for pair in suggest(query, min(max(limit, 1), MOST_SUGGESTED))])
