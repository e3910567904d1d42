"""What a page that refuses offers: to ask the owners for what is missing."""

from dataclasses import dataclass

from flask import g
from flask_login import current_user

from cms.actions.access_requests import open_request
from cms.rules.decisions import Decision
from cms.rules.permissions import Permission, is_signed_in


@dataclass(frozen=True)
class Offer:
    """What the form on the page sends; `asked` when that was done already."""

    permission: Permission
    noun: str
    record: int | str
    asked: bool


def offer_of(decision: Decision | None) -> Offer | None:
    """What can be asked for after this refusal; nothing where no role would help, nor of visitors."""
    if decision is None or decision.missing is None or not is_signed_in(current_user) or g.get("viewing"):
        return None
    obj = decision.obj
    key = getattr(obj, "id", None)
    record: int | str = key if isinstance(key, int) else ""
    return Offer(
        decision.missing,
        type(obj).__tablename__ if record else "",
        record,
        open_request(current_user, decision.missing) is not None,
    )
