"""Asking the owners for a permission, and what the person has asked for so far."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_security import auth_required
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from cms.accounts.sections import own_page
from cms.accounts.views import accounts
from cms.actions import access_requests
from cms.actions.errors import Invalid
from cms.extensions import db
from cms.models import AccessRequest, Comment, Post, Role, Tag, User
from cms.rules.permissions import Permission, visible_to
from cms.tools.numbers import key_in
from cms.web.asking import Offer

MOST_SHOWN = 50
NOUNS: dict[str, type[Any]] = {model.__tablename__: model for model in (Post, Comment, Tag, User, Role)}


@accounts.get("/account/requests")
@auth_required("session")
def requests() -> ResponseReturnValue:
    """What the person has asked for, newest first."""
    return _page()


@accounts.post("/account/requests")
@auth_required("session")
def ask() -> ResponseReturnValue:
    """Send what the form on a page that refuses holds."""
    person = current_user._get_current_object()
    permission = _permission()
    if permission is None:
        return _page(_("Nothing of that name can be asked for. Go back to the page and use its form.")), 400
    note = request.form.get("note", "").replace("\r\n", "\n")
    try:
        access_requests.ask(permission, note, _record(person), by=person)
    except Invalid as fault:
        db.session.rollback()
        offer = Offer(permission, request.form.get("noun", ""), request.form.get("record", ""), asked=False)
        return _page(offer=offer, note=note, fault=fault.errors["note"]), 422
    db.session.commit()
    flash(_("Your request is on its way to the owners. You get a mail when it is answered."), "success")
    return redirect(url_for("accounts.requests"))


def _page(sentence: str = "", **form: Any) -> str:
    own = select(AccessRequest).where(AccessRequest.user_id == current_user.id)
    newest = own.options(selectinload(AccessRequest.answered_by)).order_by(AccessRequest.id.desc())
    rows = db.session.scalars(newest.limit(MOST_SHOWN)).all()
    return own_page("accounts/requests.html", asked=rows, labels=LABELS_BY_NAME, sentence=sentence, **form)


LABELS_BY_NAME = {permission.value: permission.label for permission in Permission}


def _permission() -> Permission | None:
    name = request.form.get("permission", "")
    return Permission(name) if name in LABELS_BY_NAME else None


def _record(person: User) -> Any:
    """The record that the form names, if the person may see it."""
    model = NOUNS.get(request.form.get("noun", ""))
    key = key_in(request.form.get("record", ""))
    if model is None or key is None:
        return None
    return db.session.scalars(visible_to(person, model).where(model.id == key)).one_or_none()
