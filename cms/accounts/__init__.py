"""The door of accounts: registering, signing in and out, the own profile."""

from flask import Flask
from flask_security import Security

from cms.accounts import answers, asking, forms, gate, invited, journal, letters, links, sessions, settings
from cms.accounts.datastore import UserStore
from cms.engines.settings import setting


def init_app(app: Flask) -> None:
    """Set Flask-Security up, with our words, forms, mails and manners."""
    settings.apply(app)
    security = Security(mail_util_cls=letters.OutboxMail)
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
    answers.init_app(app, security)
    app.register_blueprint(asking.accounts)
    for part in (letters, gate, links, journal, invited):
        part.init_app(app)
    app.jinja_env.globals.setdefault("setting", setting)
