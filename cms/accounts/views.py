"""The pages of the own account that Flask-Security lacks."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import refresh
from flask_login import current_user
from flask_security import auth_required

from cms.accounts.passwords import add_check
from cms.accounts.profile_form import ProfileForm
from cms.accounts.sections import own_page
from cms.actions.errors import Invalid
from cms.actions.people import save_profile
from cms.extensions import db
from cms.rules.permissions import Permission, can

accounts = Blueprint("accounts", __name__)
add_check(accounts)


@accounts.route("/account", methods=["GET", "POST"])
@auth_required("session")
def profile() -> ResponseReturnValue:
    """The own profile."""
    form = ProfileForm(obj=current_user)
    if form.validate_on_submit() and _save(form):
        return redirect(url_for("accounts.profile"))
    return _profile_page(form, 422 if form.errors else 200)


@accounts.get("/account/start")
def after_sign_in() -> ResponseReturnValue:
    """Where a person goes who signed in without asking for a page: to work, or to read."""
    return redirect("/admin/" if can(current_user, Permission.BACKOFFICE_ENTER) else "/")


@accounts.get("/logout")
def ask_before_sign_out() -> ResponseReturnValue:
    """Signing out needs a button: a link or a picture on another site must not do it."""
    return render_template("security/logout_user.html")


def reopen_profile(sentence: str) -> ResponseReturnValue:
    """The profile page again with what was typed, after its token expired."""
    form = ProfileForm(obj=current_user)
    form.form_errors.append(sentence)
    return _profile_page(form, 400)


def _save(form: ProfileForm) -> bool:
    person = current_user._get_current_object()
    try:
        save_profile(person, form.profile(), by=person)
    except Invalid as error:
        form.show(error)
        return False
    db.session.commit()
    refresh()  # the answer is in the language just chosen
    flash(_("Your profile is saved."), "success")
    return True


def _profile_page(form: ProfileForm, code: int) -> tuple[str, int]:
    return own_page("accounts/profile.html", form=form), code
