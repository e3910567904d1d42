"""Ask for a second factor of everybody with a role, after some days of grace."""

from typing import Any

from flask_babel import lazy_gettext as _l

from cms.actions.checks import lock, require
from cms.actions.errors import Invalid
from cms.actions.recording import record
from cms.models import Role, now
from cms.rules.permissions import Permission

MOST_DAYS = 90


def require_factor(role: Role, days: int | None, *, by: Any) -> bool:
    """Ask for it, with so many days of grace; None: ask no longer. Whether that changed anything.

    The days count anew only where nothing was asked for before. Raises Refused or Invalid.
    """
    require(by, Permission.ROLE_REQUIRE_FACTOR, role)
    lock(role)
    if days is not None and not 0 <= days <= MOST_DAYS:
        raise Invalid({"days": _l("Give a number of days from 0 to %(most)s.", most=MOST_DAYS)})
    before = _brief(role)
    role.factor_since = None if days is None else role.factor_since or now()
    role.factor_grace = days or 0
    after = _brief(role)
    if after == before:
        return False
    verb = "role.waive_factor" if days is None else "role.require_factor"
    record(verb, role, by=by, before=before, after=after)
    return True


def _brief(role: Role) -> dict[str, Any]:
    return {"required": role.factor_since is not None, "days": role.factor_grace}
