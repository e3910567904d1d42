"""The way from the calendar to the site as it will be."""

from datetime import datetime

from flask import url_for

from cms.actions.rehearsing import may_rehearse
from cms.admin.base import actor
from cms.rules.permissions import Decision
from cms.tools.moments import moment_code


def may_look_ahead() -> Decision:
    """Whether the person may see the site of a moment to come."""
    return may_rehearse(actor())


def moment_url(at: datetime) -> str:
    """Where the home page of that moment is."""
    return url_for("site.moment", moment=moment_code(at))
