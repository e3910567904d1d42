"""The form of the own profile; what may be kept is decided by the action."""

from functools import lru_cache
from itertools import groupby
from typing import Any
from zoneinfo import available_timezones

from babel import Locale
from flask import current_app
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TextAreaField

from cms.actions.errors import Invalid
from cms.actions.people import Profile

REGIONS = frozenset(
    (
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    )
)


class ProfileForm(FlaskForm):
    name = StringField()
    handle = StringField()
    bio = TextAreaField()
    locale = SelectField(validate_choice=False)
    timezone = SelectField(validate_choice=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.locale.choices = [("", _("As my browser asks for")), *_languages()]
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


def _languages() -> list[tuple[str, str]]:
    """Every language under its own name: who can't read the page finds theirs."""
    return [(code, (Locale.parse(code).display_name or code)) for code in current_app.config["LOCALES"]]


def _zones(chosen: str) -> dict[str, list[tuple[str, str]]]:
    own = [] if chosen in _known_zones() else [chosen]
    names = sorted([*_known_zones() - {"UTC"}, *own])
    groups = {region: [_option(name) for name in of] for region, of in groupby(names, _region)}
    return {_("General"): [("", _("As the site")), ("UTC", "UTC")], **groups}


def _region(name: str) -> str:
    return name.partition("/")[0]


def _option(name: str) -> tuple[str, str]:
    return name, name.partition("/")[2].replace("_", " ") or name


@lru_cache(maxsize=1)
def _known_zones() -> frozenset[str]:
    return frozenset(name for name in available_timezones() if name == "UTC" or _region(name) in REGIONS)
