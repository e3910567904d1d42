"""The page of the own account that tells how one signs in, and changes it."""

from collections.abc import Callable
from typing import TypeVar

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_security import auth_required
from sqlalchemy import select

from cms.accounts.factors.browser import typed
from cms.accounts.factors.halfway import renew
from cms.accounts.factors.proof import prove_anew
from cms.accounts.sections import own_page
from cms.accounts.views import accounts
from cms.actions.errors import Invalid, NotPossible
from cms.engines.reading.factors import factors_of
from cms.engines.relying_party import home, works_at
from cms.extensions import db
from cms.models import AuthenticatorApp, Passkey, User
from cms.rules.factors import owes_factor

Factor = TypeVar("Factor", AuthenticatorApp, Passkey)


@accounts.get("/account/security")
@auth_required("session")
def security() -> ResponseReturnValue:
    """The own second factors."""
    return security_page()


def security_page(at: str = "", code: int = 200, **faults: str) -> ResponseReturnValue:
    """The page; `at` names the form whose `faults` these are, by field, and what was typed stays in it."""
    page = own_page(
        "accounts/factors/security.html",
        factors=factors_of(current_user),
        owed=owes_factor(current_user),
        passkeys_work=works_at(request.host),
        passkeys_home=home(),
        at=at,
        faults=faults,
        name_typed=typed("name") if at else "",
    )
    return page, code


def attempt(
    at: str, act: Callable[[User], ResponseReturnValue], *, proven: bool = True
) -> ResponseReturnValue:
    """Do what the form `at` asks for, `proven` anew who asks; else show the form again with the reason."""
    if proven and (fault := prove_anew()):
        return security_page(at, 422, password=fault)
    try:
        return act(person())
    except Invalid as error:
        db.session.rollback()
        return security_page(at, 422, **{name: str(sentence) for name, sentence in error.errors.items()})
    except NotPossible as error:
        db.session.rollback()
        return security_page(at, 409, form=str(error))


def done(sentence: str) -> ResponseReturnValue:
    """A change is made: it holds, this sign-in goes on, and the page tells."""
    renew(person())
    flash(sentence, "success")
    return redirect(url_for("accounts.security"))


def person() -> User:
    """Who is signed in, themselves."""
    user: User = current_user._get_current_object()
    return user


def own_app(id: int) -> AuthenticatorApp:
    """The person's app of this number; another one's is a 404."""
    return _own(AuthenticatorApp, id)


def own_passkey(id: int) -> Passkey:
    """The same of passkeys."""
    return _own(Passkey, id)


def _own(model: type[Factor], id: int) -> Factor:
    if id > 2**31 - 1:  # what a PostgreSQL integer holds
        abort(404)
    row: Factor | None = db.session.scalar(
        select(model).where(model.id == id, model.user_id == current_user.id)
    )
    if row is None:
        abort(404)
    return row
