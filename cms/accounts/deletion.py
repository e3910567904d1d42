"""The page on which people delete their own account, and take that back."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_security import auth_required

from cms.accounts.blueprint import accounts
from cms.accounts.sections import own_page
from cms.actions.errors import NotPossible
from cms.actions.leaving import ask_deletion, heir, take_back
from cms.actions.owners import keep_an_owner
from cms.engines.reading.legacy import legacy_of
from cms.engines.settings import setting
from cms.extensions import db
from cms.models import User


@accounts.get("/account/deletion")
@auth_required("session")
def deletion() -> ResponseReturnValue:
    """What would happen, or when it happens."""
    return _page()


@accounts.post("/account/deletion")
@auth_required("session")
def ask_for_deletion() -> ResponseReturnValue:
    """Begin the days in which it can be taken back."""
    sentence = _("You have got a mail about it. Until that day you can take it back here.")
    return _done(ask_deletion, sentence, "accounts.deletion")


@accounts.post("/account/deletion/withdrawal")
@auth_required("session")
def withdraw_deletion() -> ResponseReturnValue:
    """Keep the account."""
    return _done(take_back, _("Your account stays. Nothing has changed."), "accounts.profile")


def _done(act: Callable[..., Any], sentence: str, endpoint: str) -> ResponseReturnValue:
    person: User = current_user._get_current_object()
    try:
        act(person, by=person)
    except NotPossible as obstacle:
        db.session.rollback()
        return _page(str(obstacle)), 409
    db.session.commit()
    flash(sentence, "success")
    return redirect(url_for(endpoint))


def _page(fault: str = "") -> str:
    person: User = current_user._get_current_object()
    return own_page(
        "accounts/deletion.html",
        fault=fault,
        obstacle=_obstacle(person),
        leaves_at=person.leaves_at,
        legacy=legacy_of(person),
        heir=heir(besides=person),
        days=setting("deletion_days"),
    )


def _obstacle(person: User) -> str:
    """Why it can't be asked for; nothing where it can."""
    try:
        keep_an_owner(person)
    except NotPossible as obstacle:
        return str(obstacle)
    return ""
