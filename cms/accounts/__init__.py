"""The door of accounts: registering, signing in and out, the own profile."""

from flask import Flask
from flask_security import Security

from cms.accounts import (
    answers,
    asking,
    comments,
    deletion,
    devices,
    evenness,
    factors,
    forms,
    freshness,
    gate,
    invitations,
    journal,
    letters,
    links,
    own_data,
    sessions,
    settings,
    sign_ins,
    throttle,
    unlocking,
    views,
)
from cms.accounts.blueprint import accounts
from cms.accounts.datastore import UserStore
from cms.accounts.passwords import RuledPasswords
from cms.engines.settings import setting
from cms.web.end_reasons import end_reason

__all__ = [
    "asking",
    "comments",
    "deletion",
    "devices",
    "init_app",
    "invitations",
    "own_data",
    "unlocking",
    "views",
]


def init_app(app: Flask) -> None:
    """Set Flask-Security up, with our words, forms, mails and manners."""
    settings.apply(app)
    security = Security(mail_util_cls=letters.OutboxMail, password_util_cls=RuledPasswords)
    security.init_app(
        app,
        UserStore(),
        login_form=forms.SignInForm,
        register_form=forms.RegistrationForm,
        forgot_password_form=forms.ResetRequestForm,
        send_confirmation_form=forms.ConfirmationRequestForm,
        reset_password_form=forms.ResetForm,
        change_email_form=forms.ChangeAddressForm,
        render_template=letters.render,
    )
    sessions.init_app(app, security)
    sign_ins.init_app(app, security)
    answers.init_app(app, security)
    app.register_blueprint(accounts)
    for part in (letters, gate, throttle, freshness, links, journal, evenness, factors):
        part.init_app(app)
    app.jinja_env.globals.setdefault("setting", setting)
    app.jinja_env.globals["end_reason"] = end_reason
