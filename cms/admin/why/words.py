"""A decision in words about somebody: why they may, or why not and what it would take."""

from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from cms.actions.access_requests import helping
from cms.admin.roles.queries import all_roles
from cms.admin.roles.words import role_label
from cms.extensions import db
from cms.models import Role, User
from cms.rules.permissions import Decision, Permission, Rule, can, granted_by, visible_to

# The reasons that can() gives speak to the person; these speak of them.
RULES: dict[Rule, LazyString] = {
    Rule.SIGNED_OUT: _l("Nobody may do this without signing in."),
    Rule.INACTIVE: _l("The account is not active, so its roles count for nothing."),
    Rule.NO_FACTOR: _l("One of their roles asks for a second factor, and they have set none up."),
    Rule.NO_ROLE: _l("None of their roles allows it."),
    Rule.OWN_ONLY: _l("Their roles allow it with own records alone, and this is not theirs."),
    Rule.TRASHED: _l("It is in the trash: nobody can edit it before it is restored."),
    Rule.PUBLISHED: _l("It is published or scheduled: only people who may publish it can change it."),
    Rule.ONESELF: _l("Everybody does this for themselves, in their own account."),
    Rule.REACH: _l("The person it would be done to may do more than they may themselves."),
    Rule.OWNER_ROLE: _l("The owner role always allows everything and can't be changed."),
    Rule.BUILTIN_ROLE: _l("This role comes with the system and can't be deleted."),
    Rule.ROLE_REACH: _l("This role allows more than their own roles do."),
}


@dataclass(frozen=True)
class Explanation:
    """`verdict` says whether, `reasons` why; `remedies` are the roles that would change it."""

    allowed: bool
    verdict: str
    reasons: list[str]
    missing: Permission | None
    remedies: list[Role]


def explain(person: User, permission: Permission, record: Any = None) -> Explanation:
    """What the rules say of this person, in sentences."""
    decision = can(person, permission, record)
    missing = decision.missing
    return Explanation(
        decision.allowed,
        _verdict(person, permission, record, decision),
        _reasons(person, record, decision),
        missing,
        helping(all_roles(), missing) if missing else [],
    )


def _verdict(person: User, permission: Permission, record: Any, decision: Decision) -> str:
    words = {"person": str(person), "act": permission.label, "record": str(record)}
    if record is None:
        if decision:
            return _("%(person)s may do this: “%(act)s”.", **words)
        return _("%(person)s may not do this: “%(act)s”.", **words)
    if decision:
        return _("%(person)s may do this with “%(record)s”: “%(act)s”.", **words)
    return _("%(person)s may not do this with “%(record)s”: “%(act)s”.", **words)


def _reasons(person: User, record: Any, decision: Decision) -> list[str]:
    reasons = [_granted(decision)] if decision.roles else []
    if decision.rule:
        reasons.append(str(RULES[decision.rule]))
    if record is not None and not _opens(person, record):
        reasons.append(_("They can't open it in the back office."))
    return reasons


def _granted(decision: Decision) -> str:
    roles = [role for role in all_roles() if role.name in decision.roles]
    names, count = ", ".join(role_label(role) for role in roles), len(roles)
    if not any(decision.permission in granted_by(role) for role in roles):
        return ngettext(
            "The role %(roles)s allows it with own records.",
            "The roles %(roles)s allow it with own records.",
            count,
            roles=names,
        )
    return ngettext("The role %(roles)s allows it.", "The roles %(roles)s allow it.", count, roles=names)


def _opens(person: User, record: Any) -> bool:
    model = type(record)
    shown = visible_to(person, model).where(model.id == record.id).with_only_columns(model.id)
    return db.session.scalar(shown) is not None
