"""The pages of the own account that Flask-Security lacks."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import refresh
from flask_login import current_user
from flask_security import auth_required

from cms.accounts.blueprint import accounts
from cms.accounts.profile_form import ProfileForm
from cms.accounts.sections import own_page
from cms.actions.errors import Invalid
from cms.actions.people import save_profile
from cms.actions.portraits import put_portrait, remove_portrait
from cms.extensions import db
from cms.models import User
from cms.rules.permissions import Permission, can
from cms.rules.role_words import role_label
from cms.rules.throttling import Purpose
from cms.tools.portraits import MOST_BYTES
from cms.web.throttling import attempt


@accounts.route("/account", methods=["GET", "POST"])
@auth_required("session")
def profile() -> ResponseReturnValue:
    """The own profile."""
    form = ProfileForm(obj=current_user)
    if not form.validate_on_submit():
        return _profile_page(form, 422 if form.errors else 200)
    if form.picture.data:
        tried = attempt(Purpose.PORTRAIT, current_user.email)
        if tried.held:
            form.form_errors.append(tried.sentence)
            return *_profile_page(form, 429), tried.headers
    return redirect(url_for("accounts.profile")) if _save(form) else _profile_page(form, 422)


@accounts.get("/account/start")
def after_sign_in() -> ResponseReturnValue:
    """Where a person goes who signed in without asking for a page: to work, or to read."""
    return redirect("/admin/" if can(current_user, Permission.BACKOFFICE_ENTER) else "/")


@accounts.get("/logout")
def ask_before_sign_out() -> ResponseReturnValue:
    """Signing out needs a button: a link or a picture on another site must not do it."""
    return render_template("security/logout_user.html")


def reopen_profile(sentence: str, code: int) -> tuple[str, int]:
    """The profile page again with what was typed."""
    form = ProfileForm(obj=current_user)
    form.form_errors.append(sentence)
    return _profile_page(form, code)


def _save(form: ProfileForm) -> bool:
    person = current_user._get_current_object()
    try:
        save_profile(person, form.profile(), by=person)
        _change_picture(person, form)
    except Invalid as error:
        db.session.rollback()
        form.show(error)
        return False
    db.session.commit()
    refresh()  # the answer is in the language just chosen
    flash(_("Your profile is saved."), "success")
    return True


def _change_picture(person: User, form: ProfileForm) -> None:
    if "remove_picture" in request.form:
        if person.portrait:  # the button may be pressed twice
            remove_portrait(person, by=person)
    elif form.picture.data:
        put_portrait(person, form.picture.data.read(MOST_BYTES + 1), by=person)


def _profile_page(form: ProfileForm, code: int) -> tuple[str, int]:
    return own_page("accounts/profile.html", form=form, role_label=role_label), code
