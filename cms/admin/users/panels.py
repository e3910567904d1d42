"""What a person's own screen shows below the facts: panels, one line each, in this order."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cms.admin.users.access import access_of
from cms.admin.users.claiming import invitation_panel
from cms.admin.users.departures import departure_panel
from cms.admin.users.factors import factors_panel
from cms.admin.users.personal_data import personal_data_panel
from cms.admin.users.profile import groups_of, recent_events
from cms.admin.users.sessions import sign_ins_panel
from cms.admin.users.unlocking import lock_panel
from cms.models import User


@dataclass(frozen=True)
class Panel:
    """A template, and what it is given for a person: None where there is nothing to show."""

    template: str
    particulars: Callable[[User], dict[str, Any] | None]


PANELS = (
    Panel("admin/users/panels/departure.html", departure_panel),
    Panel("admin/users/panels/invitation.html", invitation_panel),
    Panel("admin/users/panels/lock.html", lock_panel),
    Panel("admin/users/panels/allowed.html", lambda person: {"groups": groups_of(person)}),
    Panel("admin/users/panels/access.html", access_of),
    Panel("admin/users/panels/factors.html", factors_panel),
    Panel("admin/users/panels/sign_ins.html", sign_ins_panel),
    Panel("admin/users/panels/personal_data.html", personal_data_panel),
    Panel("admin/users/panels/events.html", lambda person: _if_any(events=recent_events(person))),
)


def panels_of(person: User) -> list[tuple[str, dict[str, Any]]]:
    """The panels of this person's screen, each with what its template reads as `panel`."""
    return [(panel.template, given) for panel in PANELS if (given := panel.particulars(person)) is not None]


def _if_any(**lists: Any) -> dict[str, Any] | None:
    return lists if any(lists.values()) else None
