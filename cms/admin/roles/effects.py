"""What a change of roles does to whom: by what all roles of a person allow together, not role by role."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, String, cast, func, select

from cms.actions.access_requests import helps
from cms.admin.base import actor
from cms.admin.roles.queries import all_roles
from cms.extensions import db
from cms.models import Role, User, user_role
from cms.rules.permissions import OWNER, Permission, granted_by, visible_to

NAMED = 10  # people told by name, of each group

Grants = Mapping[int, frozenset[Permission]]
Counts = dict[frozenset[int], int]


@dataclass(frozen=True)
class Effect:
    """People for whom the same changes. `people` are the first of them by name, if they may be seen."""

    gains: list[Permission]
    losses: list[Permission]
    count: int
    people: Sequence[User]

    @property
    def more(self) -> int:
        return self.count - len(self.people)


def effects_of(after: Grants) -> list[Effect]:
    """The active people for whom something changes when these roles grant that, most of them first."""
    before = {role.id: granted_by(role) for role in all_roles()}
    later = {**before, **after}
    same: dict[tuple[frozenset[Permission], frozenset[Permission]], Counts] = defaultdict(dict)
    for roles, count in _combinations(active=True).items():
        had, has = _together(roles, before), _together(roles, later)
        if had != has:
            same[has - had, had - has][roles] = count
    found = [_effect(gains, losses, counts) for (gains, losses), counts in same.items()]
    return sorted(found, key=lambda effect: -effect.count)


def lost_to_all(after: Grants) -> list[Permission]:
    """What nobody but owners will be able to do any more, though somebody could until now."""
    staff = [role for role in all_roles() if role.name != OWNER and _has_people(role)]
    before = frozenset().union(*(granted_by(role) for role in staff))
    later = frozenset().union(*(after.get(role.id, granted_by(role)) for role in staff))
    return in_order(before - later)


def lost_by(person: Any, after: Grants) -> list[Permission]:
    """What this person will not be able to do any more."""
    before = frozenset().union(*(granted_by(role) for role in person.roles))
    later = frozenset().union(*(after.get(role.id, granted_by(role)) for role in person.roles))
    return in_order(before - later)


def holder_counts() -> dict[Permission, int]:
    """How many people hold each permission through any of their roles, active or not."""
    roles = {role.id: role for role in all_roles()}
    counts: dict[Permission, int] = dict.fromkeys(Permission, 0)
    for ids, count in _combinations(active=False).items():
        for permission in Permission:
            if any(helps(roles[id], permission) for id in ids):
                counts[permission] += count
    return counts


def in_order(permissions: Iterable[Permission]) -> list[Permission]:
    wanted = frozenset(permissions)
    return [permission for permission in Permission if permission in wanted]


def _effect(gains: frozenset[Permission], losses: frozenset[Permission], counts: Counts) -> Effect:
    people: list[User] = []
    for roles in sorted(counts, key=lambda roles: -counts[roles])[:NAMED]:
        people += _people_with(roles, NAMED - len(people)) if len(people) < NAMED else []
    return Effect(in_order(gains), in_order(losses), sum(counts.values()), people)


def _combinations(*, active: bool) -> Counts:
    """The sets of roles that people have, and how many have each.

    Sets are put together only for those who have several roles: of a million readers none is looked at twice.
    """
    counts = _several(active)
    for role, count in db.session.execute(
        _rows(active, user_role.c.role_id, func.count()).group_by(user_role.c.role_id)
    ).tuples():
        alone = count - sum(many for roles, many in counts.items() if role in roles and len(roles) > 1)
        if alone:
            counts[frozenset({role})] = alone
    return counts


def _several(active: bool) -> Counts:
    several = select(user_role.c.user_id).group_by(user_role.c.user_id).having(func.count() > 1)
    key = func.aggregate_strings(cast(user_role.c.role_id, String), ",").label("roles")
    sets = _rows(active, key).where(user_role.c.user_id.in_(several)).group_by(user_role.c.user_id).subquery()
    counts: Counts = defaultdict(int)
    counted = select(sets.c.roles, func.count()).group_by(sets.c.roles)
    for roles, count in db.session.execute(counted).tuples():
        counts[frozenset(map(int, roles.split(",")))] += count
    return counts


def _rows(active: bool, *columns: Any) -> Select[Any]:
    """Of the table of who has which role, those of active people or all."""
    rows = select(*columns).select_from(user_role)
    return rows.join(User, User.id == user_role.c.user_id).where(User.active) if active else rows


def _people_with(roles: frozenset[int], most: int) -> Sequence[User]:
    """The first who have exactly these roles, of those who may be seen; by number, so that none is sorted."""
    having = select(user_role.c.user_id)
    exactly = [User.id.in_(having.where(user_role.c.role_id == role)) for role in sorted(roles)]
    others = having.where(user_role.c.user_id == User.id, user_role.c.role_id.not_in(roles)).exists()
    found = visible_to(actor(), User).where(User.active, *exactly, ~others)
    return db.session.scalars(found.order_by(User.id).limit(most)).all()


def _together(roles: frozenset[int], grants: Grants) -> frozenset[Permission]:
    return frozenset().union(*(grants.get(role, frozenset()) for role in roles))


def _has_people(role: Role) -> bool:
    having = select(user_role.c.user_id).join(User, User.id == user_role.c.user_id)
    return db.session.scalar(having.where(user_role.c.role_id == role.id, User.active).limit(1)) is not None
