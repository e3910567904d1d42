"""The form of a person: what they are known by, and their roles."""

from collections.abc import Collection
from typing import NamedTuple

from flask import request
from flask_admin.helpers import get_form_data
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, SelectField, StringField, TextAreaField

from cms.actions.errors import Sentence
from cms.actions.identity import LONGEST_BIO, LONGEST_EMAIL, LONGEST_HANDLE, LONGEST_NAME, Identity
from cms.admin.base import AdminForm, AtMost, Given, actor
from cms.admin.roles.queries import all_roles
from cms.admin.roles.words import role_description, role_label
from cms.models import Role, User
from cms.rules.builtin_roles import READER
from cms.rules.permissions import Permission, can
from cms.web.choices import language_choices, timezone_choices

MARK = "roles_shown"  # tells "no role is ticked" from "the roles were not asked about"


class PersonForm(AdminForm):
    email = EmailField(_l("E-mail address"), [Given(), AtMost(LONGEST_EMAIL)])
    name = StringField(_l("Name"), [AtMost(LONGEST_NAME)], description=_l("What readers see under a text."))
    handle = StringField(
        _l("Handle"),
        [AtMost(LONGEST_HANDLE)],
        description=_l("Stands in the address of the person's page. Leave it empty to have it made."),
    )
    bio = TextAreaField(_l("About the person"), [AtMost(LONGEST_BIO)])
    locale = SelectField(_l("Language"), validate_choice=False)
    timezone = SelectField(_l("Time zone"), validate_choice=False)

    def identity(self) -> Identity:
        """What was typed."""
        return Identity(
            email=self.email.data or "",
            handle=self.handle.data or "",
            name=self.name.data or "",
            bio=self.bio.data or "",
            locale=self.locale.data,
            timezone=self.timezone.data,
        )


def person_form(person: User | None) -> PersonForm:
    """The form as it was sent, or filled with the person's data."""
    form = PersonForm(get_form_data(), obj=person)
    form.locale.choices = [("", _("As the browser asks for")), *language_choices()]
    zones = timezone_choices(form.timezone.data or "")
    form.timezone.choices = {_("General"): [("", _("As the site"))], **dict(zones)}
    form.locale.data, form.timezone.data = form.locale.data or "", form.timezone.data or ""
    return form


class RoleChoice(NamedTuple):
    """One role of the form; `refusal` says why the person before the screen may not give or take it."""

    role: Role
    label: str
    description: str
    ticked: bool
    refusal: Sentence


def role_choices(person: User | None) -> list[RoleChoice]:
    """Every role, with a tick where the person has it, or where it was sent ticked."""
    asked = _asked()
    return [_choice(role, person, asked) for role in all_roles()]


def offered_roles(ticked: Collection[str], person: User | None = None) -> list[RoleChoice]:
    """The roles that an invitation can promise: all but those that the person has."""
    held = set(person.roles) if person else set()
    return [_offered(role, ticked, person) for role in all_roles() if role not in held]


def _offered(role: Role, ticked: Collection[str], person: User | None) -> RoleChoice:
    refusal = _refusal(role, person)
    wanted = role.name in ticked and not refusal
    return RoleChoice(role, role_label(role), role_description(role), wanted, refusal)


def wanted_roles(person: User | None) -> list[Role] | None:
    """The roles that the person shall have; None when the form did not ask about them."""
    asked = _asked()
    if asked is None:
        return None
    # A box that can't be changed is not sent, so what stands behind it stays.
    return [
        role for role in all_roles() if role.name in asked or (_has(person, role) and _refusal(role, person))
    ]


def _choice(role: Role, person: User | None, asked: list[str] | None) -> RoleChoice:
    refusal = _refusal(role, person)
    ticked = _has(person, role) if refusal or asked is None else role.name in asked
    return RoleChoice(role, role_label(role), role_description(role), ticked, refusal)


def _refusal(role: Role, person: User | None) -> Sentence:
    for decision in (
        can(actor(), Permission.ROLE_ASSIGN, person),
        can(actor(), Permission.ROLE_ASSIGN, role),
    ):
        if not decision:
            return decision.reason
    return ""


def _asked() -> list[str] | None:
    if MARK in request.form or "roles" in request.form:
        return request.form.getlist("roles")
    return None


def _has(person: User | None, role: Role) -> bool:
    """Whether the person has the role; somebody new begins as a reader."""
    return role in person.roles if person else role.name == READER
