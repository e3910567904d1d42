"""Lists as CSV or JSON files, streamed: a million rows need no more memory than one page."""

from collections.abc import Iterable, Iterator
from typing import Any

from flask import Response, abort, request, stream_with_context
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from sqlalchemy import Select, func, select

from cms.actions.access import note_export
from cms.admin.base.actor import actor
from cms.admin.base.arguments import ListArguments
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
        limit = self.export_limit()
        rows = _count(query, limit)
        name = f"{self.endpoint}-{now():%Y-%m-%d}"
        if limit is not None and rows > limit:  # the name says so wherever the file goes
            name, rows = f"{name}-first-{limit}", limit
        with writing_anyway():  # before the first row leaves, so that no export goes unseen
            note_export(self.endpoint, export_type, rows, request.args.to_dict(), by=actor())
        db.session.refresh(actor())  # their language is asked for as the rows leave, without a session
        records = self.exported(query, arguments)
        lines = csv_lines(self._cells(records)) if export_type == "csv" else json_lines(self._facts(records))
        headers = {
            "Content-Disposition": f"attachment; filename={name}.{export_type}",
            "Cache-Control": "no-store",
        }
        return Response(stream_with_context(lines), mimetype=KINDS[export_type], headers=headers)

    def export_limit(self) -> int | None:
        """How many rows leave at most; None: all of them."""
        return MOST_ROWS

    def exported(self, query: Select[Any], arguments: ListArguments) -> Iterator[Any]:
        """The records in the list's order, some at a time."""
        query = self.ordered(query, arguments).options(*self.list_options)
        query = query.limit(self.export_limit()).execution_options(yield_per=AT_A_TIME)
        yield from db.session.scalars(query)  # not before the answer is read

    def _cells(self, records: Iterable[Any]) -> Iterator[list[Any]]:
        yield [str(label) for _name, label in self._export_columns]
        for record in records:
            yield [self.export_value(record, name) for name, _label in self._export_columns]

    def _facts(self, records: Iterable[Any]) -> Iterator[dict[str, Any]]:
        for record in records:
            yield {name: self._fact(record, name) for name, _label in self._export_columns}

    def _fact(self, record: Any, name: str) -> Any:
        kept = getattr(record, name, None)
        return kept if isinstance(kept, dict) else self.export_value(record, name)

    def export_value(self, record: Any, name: str) -> Any:
        """One cell: by the column's export formatter, else the attribute itself."""
        formatter = self.column_formatters_export.get(name)
        return formatter(record) if formatter else self._get_field_value(record, name)


def _count(query: Select[Any], limit: int | None) -> int:
    """One more than the limit when there are more."""
    rows = query.order_by(None).limit(limit + 1 if limit is not None else None).subquery()
    return db.session.scalar(select(func.count()).select_from(rows)) or 0
