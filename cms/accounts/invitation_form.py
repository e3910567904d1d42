"""The form of somebody who accepts an invitation and has no account yet."""

from typing import Any

from flask_babel import gettext as _
from flask_security.proxies import _security
from flask_security.utils import hash_password
from flask_wtf import FlaskForm
from wtforms import Field, PasswordField, StringField, ValidationError

from cms.actions.errors import Invalid
from cms.actions.inviting.accepting import Newcomer


class InvitationForm(FlaskForm):
    """`email`: the address, with which the password must have nothing to do. The action checks the rest."""

    name = StringField()
    handle = StringField()
    password = PasswordField()
    password_confirm = PasswordField()

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def validate_password(self, field: Field) -> None:
        about = {"email": self.email, "name": self.name.data, "handle": self.handle.data}
        faults, self.normal = _security.password_util.validate(
            field.data or "", is_register=True, **{name: value or "" for name, value in about.items()}
        )
        if faults:
            raise ValidationError(" ".join(str(fault) for fault in faults))

    def validate_password_confirm(self, field: Field) -> None:
        if field.data != self.password.data:
            raise ValidationError(_("The two passwords are not the same. Type both again."))

    def newcomer(self) -> Newcomer:
        """What was typed, with the hash of the password; call it once the form is valid."""
        name = " ".join((self.name.data or "").split(" ")).strip()
        return Newcomer(name, self.handle.data or "", str(hash_password(self.normal)))

    def show(self, error: Invalid) -> None:
        """Put the action's sentences beside the fields, and those about no field above them."""
        for name, sentence in error.errors.items():
            if name in ("name", "handle"):
                self[name].errors = [str(sentence)]
            else:
                self.form_errors.append(str(sentence))
