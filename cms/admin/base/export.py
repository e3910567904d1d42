"""Lists as CSV or JSON files, streamed: a million rows need no more memory than one page."""

from collections.abc import Iterator
from typing import Any

from flask import Response, abort, request, stream_with_context
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from sqlalchemy import Select, func, select

from cms.actions.access import note_export
from cms.admin.base.actor import actor
from cms.admin.base.listing import ListingView
from cms.admin.base.spreadsheet import csv_lines, json_lines
from cms.engines.database import writing_anyway
from cms.extensions import db
from cms.models import now

MOST_ROWS = 100_000
AT_A_TIME = 500
KINDS = {"csv": "text/csv", "json": "application/json"}


class ExportingView(ListingView):
    """column_export_list names the cells; the list's own search, filters and order apply."""

    column_formatters_export: dict[str, Any] = {}

    @expose("/export/<export_type>/")
    def export(self, export_type: str) -> ResponseReturnValue:
        if export_type not in KINDS:
            abort(404)
        self.require("export")
        arguments = self.arguments()
        query = self.list_query(arguments)
        rows = _count(query)
        name = f"{self.endpoint}-{now():%Y-%m-%d}"
        if rows > MOST_ROWS:  # the name says so wherever the file goes
            name += f"-first-{MOST_ROWS}"
        with writing_anyway():  # before the first row leaves, so that no export goes unseen
            note_export(self.endpoint, export_type, min(rows, MOST_ROWS), request.args.to_dict(), by=actor())
        db.session.refresh(actor())  # their language is asked for as the rows leave, without a session
        query = self.ordered(query, arguments).options(*self.list_options)
        query = query.limit(MOST_ROWS).execution_options(yield_per=AT_A_TIME)
        lines = csv_lines(self._cells(query)) if export_type == "csv" else json_lines(self._facts(query))
        headers = {
            "Content-Disposition": f"attachment; filename={name}.{export_type}",
            "Cache-Control": "no-store",
        }
        return Response(stream_with_context(lines), mimetype=KINDS[export_type], headers=headers)

    def _cells(self, query: Any) -> Iterator[list[Any]]:
        yield [str(label) for _name, label in self._export_columns]
        for record in db.session.scalars(query):
            yield [self.export_value(record, name) for name, _label in self._export_columns]

    def _facts(self, query: Any) -> Iterator[dict[str, Any]]:
        for record in db.session.scalars(query):
            yield {name: self._fact(record, name) for name, _label in self._export_columns}

    def _fact(self, record: Any, name: str) -> Any:
        kept = getattr(record, name, None)
        return kept if isinstance(kept, dict) else self.export_value(record, name)

    def export_value(self, record: Any, name: str) -> Any:
        """One cell: by the column's export formatter, else the attribute itself."""
        formatter = self.column_formatters_export.get(name)
        return formatter(record) if formatter else self._get_field_value(record, name)


def _count(query: Select[Any]) -> int:
    """One more than the most when there are more."""
    rows = query.order_by(None).limit(MOST_ROWS + 1).subquery()
    return db.session.scalar(select(func.count()).select_from(rows)) or 0
