"""The form of the own profile; what may be kept is decided by the action."""

from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import SelectField, StringField, TextAreaField

from cms.actions.errors import Invalid
from cms.actions.people import Profile
from cms.web.choices import Choice, language_choices, timezone_choices


class ProfileForm(FlaskForm):
    name = StringField()
    handle = StringField()
    bio = TextAreaField()
    picture = FileField()
    locale = SelectField(validate_choice=False)
    timezone = SelectField(validate_choice=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.locale.choices = [("", _("As my browser asks for")), *language_choices()]
        self.timezone.choices = _zones(self.timezone.data or "")

    def profile(self) -> Profile:
        """What was typed."""
        return Profile(
            name=self.name.data or "",
            handle=self.handle.data or "",
            bio=self.bio.data or "",
            locale=self.locale.data,
            timezone=self.timezone.data,
        )

    def show(self, error: Invalid) -> None:
        """Put the action's sentences beside the fields."""
        for name, sentence in error.errors.items():
            self[name].errors = [str(sentence)]


def _zones(chosen: str) -> dict[str, list[Choice]]:
    general = {_("General"): [("", _("As the site")), ("UTC", "UTC")]}
    return general | {region: of for region, of in timezone_choices(chosen) if region != "UTC"}
