"""The forms of signing in and registering, where ours must do more than Flask-Security's."""

from typing import Any, cast

from flask_babel import gettext as _
from flask_login import current_user
from flask_security import (
    ChangeEmailForm,
    ForgotPasswordForm,
    LoginForm,
    RegisterFormV2,
    ResetPasswordForm,
    SendConfirmationForm,
    verify_password,
)
from flask_security.forms import (
    EmailValidation,
    IsString,
    email_required,
    password_required,
    valid_user_email,
)
from flask_security.proxies import _security
from flask_security.utils import get_message
from wtforms import EmailField, Field, PasswordField, StringField, ValidationError

from cms.accounts.evenness import mail_nobody, take_as_long_as_a_password
from cms.accounts.journal import note_attempt
from cms.actions.people import fault_of_name
from cms.models import User


class SignInForm(LoginForm):
    def validate(self, **kwargs: Any) -> bool:
        if super().validate(**kwargs):
            return True
        if self.ifield is not None and (self.user is None or self.user_authenticated):
            # Flask-Security itself tells of wrong passwords only.
            note_attempt("user.sign_in_failed", cast("User | None", self.user), self.email.data)
        return False


class RegistrationForm(RegisterFormV2):
    name = StringField(validators=[IsString()])

    def validate_name(self, field: Field) -> None:
        field.data = " ".join((field.data or "").split(" ")).strip()
        if fault := fault_of_name(field.data):
            raise ValidationError(str(fault))


def _known(form: Any, field: Field) -> None:
    form.looked_up = True
    valid_user_email(form, field)


class _AddressForm:
    """Asks for an address. What is no address is said; whether a real one is known here is not."""

    asks_for: str
    letter: str
    looked_up = False
    email = EmailField(validators=[IsString(), email_required, EmailValidation(verify=True), _known])

    def validate(self, **kwargs: Any) -> bool:
        if super().validate(**kwargs):  # type: ignore[misc]  # the form beside this mixin
            return True
        if self.looked_up:
            note_attempt(self.asks_for, self.user, self.email.data)  # type: ignore[attr-defined]
            mail_nobody(self.letter)
        else:  # Flask-Security drops the errors of the field, for it takes them for telling
            self.form_errors.extend(self.email.errors)  # type: ignore[attr-defined]
        return False


class ResetRequestForm(_AddressForm, ForgotPasswordForm):
    asks_for = "user.ask_reset"
    letter = "mail/reset"

    def validate(self, **kwargs: Any) -> bool:
        if not super().validate(**kwargs):
            return False
        take_as_long_as_a_password()  # as Flask-Security does for an address that is unknown
        return True


class ConfirmationRequestForm(_AddressForm, SendConfirmationForm):
    asks_for = "user.ask_confirmation"
    letter = "mail/confirmation"

    def validate(self, **kwargs: Any) -> bool:
        take_as_long_as_a_password()
        if not super().validate(**kwargs):
            return False
        if self.user is None or not self.user.active:
            self.email.errors.append(get_message("DISABLED_ACCOUNT")[0])
            return False
        return True


class ResetForm(ResetPasswordForm):
    def validate(self, **kwargs: Any) -> bool:
        if self.user is None or not self.user.active:  # deactivated after the link was sent
            self.form_errors.append(get_message("DISABLED_ACCOUNT")[0])
            return False
        return super().validate(**kwargs)


class ChangeAddressForm(ChangeEmailForm):
    """Asks for the password too: who finds a screen left open must not carry the account away."""

    password = PasswordField(validators=[IsString(), password_required])

    def validate_password(self, field: Field) -> None:
        if not verify_password(_security.password_util.normalize(field.data), current_user.password):
            raise ValidationError(get_message("INVALID_PASSWORD")[0])

    def validate(self, **kwargs: Any) -> bool:
        valid = super().validate(**kwargs)
        if self.email.data == current_user.email:
            # Flask-Security would keep silent about an address that somebody has.
            self.existing_email_user = None
            self.email.errors = [_("This is your address already.")]
            return False
        return valid
