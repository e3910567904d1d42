"""Lists as CSV files, streamed: a million rows need no more memory than one page."""

from collections.abc import Iterator
from typing import Any

from flask import Response, abort, stream_with_context
from flask.typing import ResponseReturnValue
from flask_admin.base import expose

from cms.admin.base.listing import ListingView
from cms.admin.base.spreadsheet import csv_lines
from cms.extensions import db
from cms.models import now

MOST_ROWS = 100_000
AT_A_TIME = 500


class ExportingView(ListingView):
    """column_export_list names the cells; the list's own search, filters and order apply."""

    column_formatters_export: dict[str, Any] = {}

    @expose("/export/<export_type>/")
    def export(self, export_type: str) -> ResponseReturnValue:
        if export_type != "csv":
            abort(404)
        self.require("export")
        arguments = self.arguments()
        query = self.ordered(self.list_query(arguments), arguments).options(*self.list_options)
        query = query.limit(MOST_ROWS).execution_options(yield_per=AT_A_TIME)
        lines = stream_with_context(csv_lines(self._cells(query)))
        name = f"{self.endpoint}-{now():%Y-%m-%d}.csv"
        headers = {"Content-Disposition": f"attachment; filename={name}", "Cache-Control": "no-store"}
        return Response(lines, mimetype="text/csv", headers=headers)

    def _cells(self, query: Any) -> Iterator[list[Any]]:
        yield [str(label) for _name, label in self._export_columns]
        for record in db.session.scalars(query):
            yield [self.export_value(record, name) for name, _label in self._export_columns]

    def export_value(self, record: Any, name: str) -> Any:
        """One cell: by the column's export formatter, else the attribute itself."""
        formatter = self.column_formatters_export.get(name)
        return formatter(record) if formatter else self._get_field_value(record, name)
