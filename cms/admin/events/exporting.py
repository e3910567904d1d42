"""The log as a file, however long it is."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select

from cms.admin.base import ListArguments, SafeModelView
from cms.admin.base import export as base
from cms.extensions import db
from cms.models import Event


class LogExportView(SafeModelView):
    """All rows leave: whoever must hand the log over hands over the whole of it."""

    def export_limit(self) -> int | None:
        return None

    def exported(self, query: Select[Any], arguments: ListArguments) -> Iterator[Event]:
        """Newest first. Each portion is a transaction of its own, so that a slow reader holds none open."""
        query = query.options(*self.list_options).order_by(Event.id.desc()).limit(base.AT_A_TIME)
        portion = db.session.scalars(query).all()
        while portion:
            db.session.expunge_all()  # else the rollback would empty what is about to leave
            db.session.rollback()
            yield from portion
            portion = db.session.scalars(query.where(Event.id < portion[-1].id)).all()
