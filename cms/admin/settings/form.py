"""The form of the settings, derived from the table in cms/rules/settings.py."""

from collections.abc import Callable
from typing import Any

from flask_admin.helpers import get_form_data
from wtforms import BooleanField, Field, IntegerField, SelectField, StringField, TextAreaField

from cms.admin.base import AdminForm, AtMost, Given
from cms.engines.settings import setting
from cms.extensions import db
from cms.models import User
from cms.rules.settings import SETTINGS, SettingSpec
from cms.web.choices import language_choices, timezone_choices


def settings_form() -> AdminForm:
    """The form as it was sent, or filled with the settings as they stand."""
    form: AdminForm = SettingsForm(get_form_data(), data={spec.name: _shown(spec) for spec in SETTINGS})
    for spec in SETTINGS:
        if spec.kind == "choice":
            form[spec.name].choices = list(spec.choices)
        if spec.kind == "locale":
            form[spec.name].choices = language_choices()
        if spec.kind == "timezone":
            form[spec.name].choices = dict(timezone_choices(form[spec.name].data or ""))
    return form


def _shown(spec: SettingSpec) -> Any:
    """As it is typed: a person by the handle."""
    value = setting(spec.name)
    if spec.kind != "person":
        return value
    person = db.session.get(User, value) if value else None
    return person.handle if person else ""


def values_of(form: AdminForm) -> dict[str, Any]:
    """What was typed, by the setting's name; a number as text, so that the action judges it."""
    return {spec.name: _value(form[spec.name], spec) for spec in SETTINGS}


def _value(field: Field, spec: SettingSpec) -> Any:
    if spec.kind == "number":
        return (field.raw_data or [""])[0]
    return field.data if spec.kind == "flag" else field.data or ""


class NumberField(IntegerField):
    """Leaves it to the action to say what is wrong with a number."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = valuelist[0] if valuelist else None


def _line(spec: SettingSpec) -> Field:
    return StringField(spec.label, [*_needed(spec), AtMost(spec.high)], description=spec.help)


def _text(spec: SettingSpec) -> Field:
    return TextAreaField(spec.label, [*_needed(spec), AtMost(spec.high)], description=spec.help)


def _needed(spec: SettingSpec) -> list[Given]:
    return [Given()] if spec.low else []


def _flag(spec: SettingSpec) -> Field:
    return BooleanField(spec.label, description=spec.help)


def _number(spec: SettingSpec) -> Field:
    return NumberField(spec.label, description=spec.help, render_kw={"min": spec.low, "max": spec.high})


def _choice(spec: SettingSpec) -> Field:
    return SelectField(spec.label, description=spec.help, validate_choice=False)


_FIELDS: dict[str, Callable[[SettingSpec], Field]] = {
    "text": _line,
    "long_text": _text,
    "flag": _flag,
    "number": _number,
    "locale": _choice,
    "timezone": _choice,
    "person": _line,
    "choice": _choice,
    "lines": _text,
    "networks": _text,
}

SettingsForm = type("SettingsForm", (AdminForm,), {spec.name: _FIELDS[spec.kind](spec) for spec in SETTINGS})
