"""Why: for a person, a permission and a record, whether it is allowed, and by what."""

from collections.abc import Sequence
from typing import Any

from flask import request
from flask_admin.base import expose
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from cms.admin.base import GuardedView, actor
from cms.admin.roles.words import grouped, role_label
from cms.admin.why.hunts import RECORDS, people, records
from cms.admin.why.words import explain
from cms.rules.permissions import Permission, can


class WhyView(GuardedView):
    """Anybody in the back office asks for themself; who sees people and roles, for everybody."""

    def __init__(self) -> None:
        super().__init__(name=_l("Why?"), endpoint="why", url="/admin/why", menu_icon_value="roles")

    def is_visible(self) -> bool:
        return asks_for_anyone()

    @expose("/")
    def index(self) -> str:
        permission, text = _permission(), request.args.get("record", "")
        found = people(_typed("person")) if asks_for_anyone() and _typed("person") else [actor()]
        chosen = found[0] if len(found) == 1 else None
        context: dict[str, Any] = {"explanation": None, "choices": [], "sentence": ""}
        if permission and chosen is None:
            context |= _several("person", found)
        elif permission:
            context |= _answer(chosen, permission, text)
        return self.render(
            "admin/why/index.html",
            asks_for_anyone=asks_for_anyone(),
            asked=permission,
            typed={"person": _typed("person"), "record": text},
            groups=grouped(Permission),
            role_label=role_label,
            subject=chosen,
            may_assign=bool(can(actor(), Permission.ROLE_ASSIGN, chosen)) if chosen else False,
            **context,
        )


def asks_for_anyone() -> bool:
    return bool(can(actor(), Permission.ROLE_VIEW) and can(actor(), Permission.USER_VIEW))


def _answer(person: Any, permission: Permission, text: str) -> dict[str, Any]:
    if not text.strip() or permission.noun not in RECORDS:
        return {"explanation": explain(person, permission)}
    found = records(permission, text)
    if len(found) != 1:
        return _several("record", found)
    return {"explanation": explain(person, permission, found[0])}


def _several(name: str, found: Sequence[Any]) -> dict[str, Any]:
    """More than one is called so, or none."""
    if not found:
        return {"sentence": _("Nothing that you may see is called that. Try a number or fewer letters.")}
    choices = [(str(each), {**request.args, name: each.id}) for each in found]
    return {"sentence": _("Several are called that. Choose one:"), "choices": choices}


def _typed(name: str) -> str:
    return request.args.get(name, "").strip()


def _permission() -> Permission | None:
    name = request.args.get("permission", "")
    return Permission(name) if name in set(Permission) else None
