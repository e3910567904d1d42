"""What is held about a person, for who answers for the site: one file, when somebody asks for their data."""

from typing import Any

from flask.typing import ResponseReturnValue
from flask_admin.base import expose

from cms.actions.own_data import release_data
from cms.admin.base import actor
from cms.admin.users.factors import FactorsView
from cms.extensions import db
from cms.models import User
from cms.rules.permissions import Permission, can
from cms.web.downloads import personal_data


class PersonalDataView(FactorsView):
    """Sends the archive that the person can also get in the own account."""

    @expose("/personal-data/", methods=("POST",))
    def personal_data_view(self) -> ResponseReturnValue:
        person = self.wanted()
        release_data(person, by=actor())
        db.session.commit()
        return personal_data(person)


def personal_data_panel(person: User) -> dict[str, Any] | None:
    """Offered to who may edit the account and export; one's own is under “Your account”."""
    may = can(actor(), Permission.USER_EDIT, person) and can(actor(), Permission.EXPORT)
    return {} if may and person.id != actor().id else None
