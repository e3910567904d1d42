"""The change of roles as it would be: carried out, looked at and taken back, so it can not tell otherwise."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _

from cms.admin.base import actor
from cms.admin.roles.effects import Effect, effects_of, in_order, lost_by, lost_to_all
from cms.admin.roles.words import role_label
from cms.extensions import db
from cms.models import Role
from cms.rules.permissions import Permission, granted_by


@dataclass(frozen=True)
class Change:
    """What comes to a role and goes from it."""

    role: Role
    given: list[Permission]
    taken: list[Permission]

    @property
    def label(self) -> str:
        return role_label(self.role)


@dataclass(frozen=True)
class Rehearsal:
    changes: list[Change]
    effects: list[Effect]
    warnings: list[str]


def rehearse(save: Callable[[], list[Role]]) -> Rehearsal:
    """What `save` would do. It raises what `save` raises, and nothing stays."""
    with db.session.begin_nested() as savepoint:
        later = {role.id: (role, granted_by(role)) for role in save()}
        savepoint.rollback()
    after = {id: granted for id, (_role, granted) in later.items()}
    changes = [_change(role, granted) for role, granted in later.values()]
    return Rehearsal(changes, effects_of(after) if after else [], _warnings(after) if after else [])


def _change(role: Role, granted: frozenset[Permission]) -> Change:
    before = granted_by(role)
    return Change(role, in_order(granted - before), in_order(before - granted))


def _warnings(after: dict[int, frozenset[Permission]]) -> list[str]:
    nobody = [
        _("Besides owners nobody will be able to do this any more: “%(act)s”.", act=permission.label)
        for permission in lost_to_all(after)
    ]
    yours = [
        _("You yourself lose this: “%(act)s”.", act=permission.label)
        for permission in lost_by(actor(), after)
    ]
    return [*yours, *nobody]
