"""Asking the owners for a permission, and their answer: a role that grants it, or a reason why not."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from cms.actions.access_letters import tell_owners, tell_person
from cms.actions.checks import lock, require
from cms.actions.errors import Invalid, NotPossible, Refused
from cms.actions.recording import LONGEST_RECORD_LABEL, record
from cms.actions.staff import assign_roles
from cms.extensions import db
from cms.models import AccessRequest, Role, User, now
from cms.rules.permissions import Permission, can, granted_by, is_signed_in, visible_to
from cms.tools.html import has_controls

LONGEST_NOTE = 500
MOST_A_DAY = 10  # of one person: each writes to every owner

ASKED_ALREADY = _l("You have asked for this already. You get a mail as soon as an owner has answered.")


def ask(permission: Permission, note: str = "", obj: Any = None, *, by: Any) -> AccessRequest:
    """Ask for it on one's own behalf; `obj` is the record where it was missed.

    Raises Invalid for the note, Refused for visitors, and NotPossible: when it is held or was asked for.
    """
    decision = can(by, permission, obj)
    if not (is_signed_in(by) and by.active):
        raise Refused(decision)
    if decision:
        raise NotPossible(_l("You may do this already. Open the page again."))
    asked = AccessRequest(
        user_id=by.id, permission=permission.value, note=_text("note", note), **_where_missed(obj, by)
    )
    _require_few(by)
    try:
        with db.session.begin_nested():
            db.session.add(asked)
    except IntegrityError:  # the index holds one open request a person and permission
        raise NotPossible(ASKED_ALREADY) from None
    record("access_request.ask", asked, by=by, after={"permission": permission.value}, reason=asked.note)
    tell_owners(asked)
    return asked


def grant(asked: AccessRequest, role: Role, *, by: Any) -> None:
    """Give the person this role, which must grant what was asked for. Raises Refused or NotPossible."""
    _begin(asked, by)
    if not helps(role, Permission(asked.permission)):
        raise NotPossible(_l("The role “%(role)s” does not allow this. Choose another one.", role=role.name))
    assign_roles(asked.user, [*asked.user.roles, role], by=by)
    _settle(asked, granted=True, role_name=role.name, by=by)
    record("access_request.grant", asked, by=by, after={"person": str(asked.user), "role": role.name})
    tell_person(asked, by=by)


def decline(asked: AccessRequest, reason: str, *, by: Any) -> None:
    """Say no, and why: the person reads it. Raises Refused, NotPossible or Invalid."""
    _begin(asked, by)
    words = _text("answer", reason)
    if not words:
        raise Invalid({"answer": _l("Say why: the person reads it.")})
    _settle(asked, granted=False, answer=words, by=by)
    record("access_request.decline", asked, by=by, after={"person": str(asked.user)}, reason=words)
    tell_person(asked, by=by)


def helps(role: Role, permission: Permission) -> bool:
    """Whether who has the role may do it; who may do it with every record may do it with own ones."""
    held = granted_by(role)
    return permission in held or any(wider in held for wider in Permission if wider.own is permission)


def helping(roles: Iterable[Role], permission: Permission) -> list[Role]:
    """Those of the roles that would do, the one that allows least first."""
    enough = (role for role in roles if helps(role, permission))
    return sorted(enough, key=lambda role: (len(granted_by(role)), role.id))


def open_request(user: Any, permission: Permission) -> AccessRequest | None:
    """What this person has asked for already and nobody has answered."""
    own = select(AccessRequest).where(
        AccessRequest.user_id == user.id, AccessRequest.permission == permission.value
    )
    return db.session.scalars(own.where(AccessRequest.answered_at.is_(None))).one_or_none()


def _begin(asked: AccessRequest, by: Any) -> None:
    require(by, Permission.ROLE_ASSIGN, asked.user)
    lock(asked)
    if asked.answered_at is not None:
        raise NotPossible(_l("Somebody has answered this a moment ago."))


def _settle(asked: AccessRequest, *, by: Any, **answer: Any) -> None:
    asked.answered_at, asked.answered_by_id = now(), getattr(by, "id", None)
    for name, value in answer.items():
        setattr(asked, name, value)


def _where_missed(obj: Any, by: Any) -> dict[str, Any]:
    """The record, as far as the person sees it themself: a request tells nobody what there is."""
    if obj is None or not isinstance(getattr(obj, "id", None), int):
        return {}
    visible = visible_to(by, type(obj)).where(type(obj).id == obj.id).with_only_columns(type(obj).id)
    if db.session.scalar(visible) is None:
        return {}
    label = str(obj)[:LONGEST_RECORD_LABEL]
    return {"noun": type(obj).__tablename__, "record_id": obj.id, "record_label": label}


def _require_few(by: User) -> None:
    lately = select(func.count(AccessRequest.id)).where(
        AccessRequest.user_id == by.id, AccessRequest.created_at > now() - timedelta(days=1)
    )
    if (db.session.scalar(lately) or 0) >= MOST_A_DAY:
        raise NotPossible(_l("You have asked for much today. Speak to an owner, or ask again tomorrow."))


def _text(field: str, text: str) -> str:
    text = text.strip()
    if len(text) > LONGEST_NOTE or has_controls(text):
        raise Invalid({field: _l("Use at most %(most)s ordinary characters.", most=LONGEST_NOTE)})
    return text
