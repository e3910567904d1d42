"""What a change of roles does to whom: by what all roles of a person allow together, not role by role."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, cast, func, select

from cms.actions.access_requests import helps
from cms.admin.base import actor
from cms.admin.roles.queries import all_roles
from cms.extensions import db
from cms.models import Role, User, user_role
from cms.rules.permissions import OWNER, Permission, granted_by, visible_to

NAMED = 10  # people told by name, of each group

Grants = Mapping[int, frozenset[Permission]]


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
    same: dict[tuple[frozenset[Permission], frozenset[Permission]], list[tuple[str, int]]] = defaultdict(list)
    for key, count in _combinations(list(after)):
        had, has = _together(key, before), _together(key, later)
        if had != has:
            same[has - had, had - has].append((key, count))
    found = [_effect(gains, losses, groups, list(after)) for (gains, losses), groups in same.items()]
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
    roles = {str(role.id): role for role in all_roles()}
    counts: dict[Permission, int] = dict.fromkeys(Permission, 0)
    for key, count in _combinations(None):
        having = [roles[id] for id in key.split(",") if id in roles]
        for permission in Permission:
            if any(helps(role, permission) for role in having):
                counts[permission] += count
    return counts


def in_order(permissions: Iterable[Permission]) -> list[Permission]:
    wanted = frozenset(permissions)
    return [permission for permission in Permission if permission in wanted]


def _effect(
    gains: frozenset[Permission],
    losses: frozenset[Permission],
    groups: list[tuple[str, int]],
    changed: list[int],
) -> Effect:
    pairs = _pairs(changed)
    having = select(pairs.c.user_id).where(pairs.c.roles.in_([key for key, _count in groups]))
    named = visible_to(actor(), User).where(User.id.in_(having)).order_by(User.name, User.id).limit(NAMED)
    count = sum(count for _key, count in groups)
    return Effect(in_order(gains), in_order(losses), count, db.session.scalars(named).all())


def _combinations(changed: list[int] | None) -> list[tuple[str, int]]:
    """The sets of roles that people have, as "1,4", and how many people have each; one query."""
    pairs = _pairs(changed)
    return [
        (key, count)
        for key, count in db.session.execute(select(pairs.c.roles, func.count()).group_by(pairs.c.roles))
    ]


def _pairs(changed: list[int] | None) -> Any:
    """Each person with their roles; with `changed` only active people who have one of those."""
    key = func.aggregate_strings(cast(user_role.c.role_id, String), ",").label("roles")
    pairs = select(user_role.c.user_id, key).group_by(user_role.c.user_id)
    if changed is not None:
        having = select(user_role.c.user_id).where(user_role.c.role_id.in_(changed))
        active = select(User.id).where(User.active)
        pairs = pairs.where(user_role.c.user_id.in_(having), user_role.c.user_id.in_(active))
    return pairs.subquery()


def _together(key: str, grants: Grants) -> frozenset[Permission]:
    return frozenset().union(*(grants.get(int(id), frozenset()) for id in key.split(",")))


def _has_people(role: Role) -> bool:
    having = select(user_role.c.user_id).join(User, User.id == user_role.c.user_id)
    return db.session.scalar(having.where(user_role.c.role_id == role.id, User.active).limit(1)) is not None
