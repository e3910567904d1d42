"""Which records of a noun a person reaches on a screen, and what they may do with each."""

from dataclasses import dataclass
from typing import Any

from flask import abort, request
from flask_admin.contrib.sqla import ModelView
from sqlalchemy import Select

from cms.actions.errors import Refused
from cms.admin.base.actor import actor
from cms.admin.base.guard import GuardedView
from cms.admin.base.titles import Titles
from cms.extensions import db
from cms.rules.permissions import Decision, Permission, can, visible_to
from cms.tools.numbers import key_in


@dataclass(frozen=True)
class Permits:
    """The permission that each act of a screen needs; None: the screen hasn't got the act."""

    view: Permission
    create: Permission | None = None
    edit: Permission | None = None
    delete: Permission | None = None
    export: Permission | None = Permission.EXPORT


class ScopedView(GuardedView, ModelView):
    """Every record comes through visible_to(); every act is asked of can().

    Flask-Admin's own get_one() would hand out records that get_query() hides.
    """

    permits: Permits
    titles: Titles
    icon = ""
    # Loader options for one record (edit, details, delete) and for a row of the list.
    record_options: tuple[Any, ...] = ()
    can_view_details = True

    @classmethod
    def of(cls, noun: type[Any], endpoint: str) -> "ScopedView":
        """The screen of this noun under /admin/<endpoint>/."""
        return cls(noun, db, name=cls.titles.many, endpoint=endpoint, url=endpoint, menu_icon_value=cls.icon)

    @property
    def can_create(self) -> bool:  # type: ignore[override]  # Flask-Admin documents these as overridable
        return bool(self.may("create"))

    @property
    def can_edit(self) -> bool:  # type: ignore[override]
        return bool(self.may("edit"))

    @property
    def can_delete(self) -> bool:  # type: ignore[override]
        return bool(self.may("delete"))

    @property
    def can_export(self) -> bool:  # type: ignore[override]
        return bool(self.may("export"))

    def entry(self) -> Decision:
        entering = super().entry()
        return self.may("view") if entering else entering

    def may(self, act: str, record: Any = None) -> Decision:
        """Whether the person may create, edit, delete or export; without `record`, any at all."""
        permission = getattr(self.permits, act)
        if permission is None:
            return Decision(False, "")
        return can(actor(), permission, record)

    def require(self, act: str, record: Any = None) -> None:
        """Raise Refused unless may(); an act that the screen hasn't got is a 404."""
        if getattr(self.permits, act) is None:
            abort(404)
        decision = self.may(act, record)
        if not decision:
            raise Refused(decision)

    def get_query(self) -> Select[Any]:
        return visible_to(actor(), self.model)

    def get_one(self, id: Any) -> Any:
        """The record if the id is one and the person may see it, else None."""
        key = self.parse_id(id)
        if key is None:
            return None
        wanted = self.get_query().where(self.primary_key == key).options(*self.record_options)
        return db.session.scalars(wanted).one_or_none()

    def wanted(self) -> Any:
        """The record that the address names; a bad, foreign or missing id is a 404."""
        record = self.get_one(request.args.get("id") or request.form.get("id"))
        if record is None:
            abort(404)
        return record

    def parse_id(self, given: Any) -> Any:
        """The primary key in what the address says, or None."""
        return key_in(str(given or ""))

    def scaffold_list_columns(self) -> list[str]:
        # What a screen shows is written out, never derived from the columns.
        return list(self.column_list or ())

    @property
    def primary_key(self) -> Any:
        """The column that ids name and that settles the order of equal rows."""
        return getattr(self.model, self._primary_key)
