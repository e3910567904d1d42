"""A form shown again with what was typed, where it can't be looked at now: expired, or tried too often."""

from flask import Response, current_app, make_response, request
from flask_login import current_user

from cms.accounts.invitation_page import reopen_invitation
from cms.accounts.letters import render
from cms.accounts.views import reopen_profile

# Endpoint → the name of Flask-Security's form, its template, and what the template calls it.
FORMS = {
    "security.login": ("login_form", "security/login_user.html", "login_user_form"),
    "security.register": ("register_form", "security/register_user.html", "register_user_form"),
    "security.forgot_password": (
        "forgot_password_form",
        "security/forgot_password.html",
        "forgot_password_form",
    ),
    "security.send_confirmation": (
        "send_confirmation_form",
        "security/send_confirmation.html",
        "send_confirmation_form",
    ),
}
OWN_FORMS = {
    "security.change_password": (
        "change_password_form",
        "security/change_password.html",
        "change_password_form",
    ),
    "security.change_email": ("change_email_form", "security/change_email.html", "change_email_form"),
}


def reopened(sentence: str, code: int) -> Response | None:
    """The page of the form that was sent, less its passwords; None to a script, and where there is none."""
    if wants_json():
        return None
    signed_in = current_user.is_authenticated
    if request.endpoint == "accounts.profile" and signed_in:
        return make_response(reopen_profile(sentence, code))
    if request.endpoint == "accounts.invitation":
        return make_response(reopen_invitation(sentence, code))
    known = FORMS | (OWN_FORMS if signed_in else {})
    if request.endpoint not in known:
        return None
    name, template, variable = known[str(request.endpoint)]
    form = current_app.extensions["security"].forms[name].cls(formdata=request.form)
    form.form_errors.append(sentence)
    page = render(template, current_email=getattr(current_user, "email", ""), **{variable: form})
    return make_response(page, code)


def wants_json() -> bool:
    return bool(current_app.extensions["security"]._want_json(request))
