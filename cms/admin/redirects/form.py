"""The forms of one redirect and of a pasted list."""

from flask_admin.helpers import get_form_data
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField

from cms.actions.redirecting import LONGEST, Wanted
from cms.admin.base import AdminForm, AtMost, Given
from cms.models import Redirect, RedirectKind

LONGEST_LIST = 500_000  # characters
KINDS = {
    RedirectKind.PERMANENT: _l("Moved for good (301)"),
    RedirectKind.TEMPORARY: _l("Moved for now (302)"),
    RedirectKind.GONE: _l("Gone for good (410)"),
}


class RedirectForm(AdminForm):
    path = StringField(
        _l("Old address"),
        [Given(), AtMost(LONGEST)],
        description=_l("On this site, such as /2019/05/old-name. A text that stands there comes before it."),
    )
    target = StringField(
        _l("Leads to"),
        [AtMost(LONGEST)],
        description=_l(
            "Begins with / for an address on this site, or with https:// for another site. "
            "Empty for what is gone for good."
        ),
    )
    kind = SelectField(_l("Kind"), choices=[(kind.value, label) for kind, label in KINDS.items()])

    def wanted(self) -> Wanted:
        """What was typed."""
        return Wanted(self.path.data or "", self.target.data or "", RedirectKind(self.kind.data))


class ListForm(AdminForm):
    lines = TextAreaField(
        _l("Redirects"),
        [Given(), AtMost(LONGEST_LIST)],
        description=_l(
            "One a line: the old address, the new one and, if you like, 301, 302 or 410, with commas or tabs "
            "between, as spreadsheets copy them. At most 1,000 at once."
        ),
    )


def redirect_form(redirect: Redirect | None) -> RedirectForm:
    """The form as it was sent, or filled with the redirect's data."""
    form = RedirectForm(get_form_data(), obj=redirect)
    if redirect is not None and not get_form_data():
        form.target.data = redirect.destination
    return form
