"""The pages of the own account, one line each: the navigation on all of them is made of it."""

from dataclasses import dataclass
from typing import Any

from flask import render_template, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from cms.rules.permissions import Permission, can


@dataclass(frozen=True)
class Section:
    """A page of the own account; `endpoint` opens it."""

    endpoint: str
    label: LazyString

    @property
    def url(self) -> str:
        return url_for(self.endpoint)

    @property
    def is_open(self) -> bool:
        return request.endpoint == self.endpoint


SECTIONS = (
    Section("accounts.profile", _l("Profile")),
    Section("accounts.security", _l("Security")),
    Section("accounts.sign_ins", _l("Devices")),
    Section("accounts.comments", _l("Comments")),
    Section("accounts.requests", _l("Requests")),
    Section("accounts.own_data", _l("Your data")),
    Section("accounts.deletion", _l("Delete the account")),
)


def own_page(template: str, **context: Any) -> str:
    """A page of the own account, with the navigation between them once there are several.

    Its template extends accounts/own.html.
    """
    return render_template(
        template,
        sections=SECTIONS if len(SECTIONS) > 1 else (),
        may_enter=bool(can(current_user, Permission.BACKOFFICE_ENTER)),
        **context,
    )
