"""The matrix: what every role allows, in one table that is also a form."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import flash, make_response, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from flask_babel import gettext as _

from cms.actions.errors import Sentence
from cms.actions.roles import Changed, fingerprint, set_permissions
from cms.admin.base import actor
from cms.admin.events.logged import LoggedView
from cms.admin.roles.effects import holder_counts
from cms.admin.roles.queries import people_counts, roles_in_order
from cms.admin.roles.rehearsal import Rehearsal, rehearse
from cms.admin.roles.words import grouped, role_label
from cms.extensions import db
from cms.models import Role
from cms.rules.permissions import Permission, can, granted_by, held_by


@dataclass(frozen=True)
class Column:
    """One role in the table. `locked` says why it can't be changed; `ticked` is what its boxes show."""

    role: Role
    label: str
    people: int
    locked: Sentence
    base: str
    stored: frozenset[Permission]
    ticked: frozenset[Permission]
    grantable: frozenset[Permission]

    @property
    def field(self) -> str:
        return f"role-{self.role.id}"

    def differs(self, permission: Permission) -> bool:
        """Whether the box shows something else than what is stored."""
        return (permission in self.ticked) != (permission in self.stored)

    def may_tick(self, permission: Permission) -> bool:
        return not self.locked and (permission in self.grantable or permission in self.stored)


class MatrixView(LoggedView):
    """GET shows the table, POST saves the columns that it holds, all or none."""

    @expose("/matrix/", methods=("GET", "POST"))
    def matrix_view(self) -> ResponseReturnValue:
        if request.method != "POST":
            return self._matrix()
        self.require("edit")
        if "again" in request.form:
            return self._matrix(keep=True)
        try:
            if "confirmed" not in request.form and (rehearsal := rehearse(save_columns)).changes:
                return self._preview(rehearsal)
            changed = save_columns()
        except Changed as clash:
            db.session.rollback()
            return make_response(self._matrix(clash), 409)
        db.session.commit()
        flash(*_report(changed))
        return redirect(self.get_url(".matrix_view"))

    def _preview(self, rehearsal: Rehearsal) -> str:
        """What would change for whom, with the very boxes that were sent to be confirmed."""
        return self.render(
            "admin/roles/preview.html",
            changes=rehearsal.changes,
            effects=rehearsal.effects,
            warnings=rehearsal.warnings,
            sent=list(_columns_sent()),
        )

    def _matrix(self, clash: Changed | None = None, *, keep: bool = False) -> str:
        columns = read_columns(keep=keep or clash is not None)
        return self.render(
            "admin/roles/matrix.html",
            columns=columns,
            groups=grouped(Permission),
            holders=holder_counts() if can(actor(), Permission.USER_VIEW) else {},
            clash=str(clash) if clash else "",
            may_save=any(not column.locked for column in columns),
        )


def save_columns() -> list[Role]:
    """Carry out what the form holds, in a fixed order of roles; those that changed. A role it lacks stays."""
    columns = sorted((role for role in roles_in_order() if _base(role)), key=lambda role: role.id)
    return [role for role in columns if set_permissions(role, _sent(role), by=actor(), base=_base(role))]


def read_columns(*, keep: bool) -> list[Column]:
    """The table as it is stored; to `keep` is to show what the person has ticked and sent instead."""
    people, grantable = people_counts(), held_by(actor())
    return [_column(role, people.get(role.id, 0), grantable, keep) for role in roles_in_order()]


def _column(role: Role, people: int, grantable: frozenset[Permission], keep: bool) -> Column:
    decision = can(actor(), Permission.ROLE_EDIT, role)
    stored = granted_by(role)
    return Column(
        role=role,
        label=role_label(role),
        people=people,
        locked="" if decision else decision.reason,
        base=fingerprint(role),
        stored=stored,
        ticked=_sent(role) if keep and _base(role) else stored,
        grantable=grantable,
    )


def _base(role: Role) -> str:
    """What the form was made from: the fingerprint of the role at that time."""
    return request.form.get(f"base-{role.id}", "")


def _sent(role: Role) -> frozenset[Permission]:
    return frozenset(_known(request.form.getlist(f"role-{role.id}")))


def _columns_sent() -> Iterable[tuple[str, str]]:
    for role in roles_in_order():
        if _base(role):
            yield f"base-{role.id}", _base(role)
            yield from ((f"role-{role.id}", permission.value) for permission in sorted(_sent(role)))


def _known(names: Iterable[str]) -> Iterable[Permission]:
    known: dict[str, Any] = {permission.value: permission for permission in Permission}
    return (known[name] for name in names if name in known)


def _report(changed: list[Role]) -> tuple[str, str]:
    if not changed:
        return _("Nothing was changed: the boxes are as they were."), "info"
    names = ", ".join(role_label(role) for role in changed)
    return _("Saved. What these roles allow holds at once: %(roles)s.", roles=names), "success"
