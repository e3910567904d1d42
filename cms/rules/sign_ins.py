"""How long a sign-in holds, and before which acts people prove again who they are."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_

from cms.models import LoginSession

# A window that nobody asked to outlive the browser; some browsers never close.
UNASKED = timedelta(hours=24)
FRESH_FOR = timedelta(minutes=30)

# Sending these forms gives rights away, takes accounts over, or can't be undone.
FRESH_ENDPOINTS = frozenset(
    {
        "accounts.ask_for_deletion",
        "accounts.end_sign_in",
        "accounts.take_own_data",
        "invitations.action_view",
        "invitations.create_view",
        "invitations.sending_view",
        "requests.grant",
        "roles.create_view",
        "roles.edit_view",
        "roles.delete_view",
        "roles.factor_view",
        "roles.matrix_view",
        "security.change_email",
        "settings.index",
        "users.action_view",
        "users.create_view",
        "users.deactivation_view",
        "users.delete_view",
        "users.edit_view",
        "users.factors_view",
        "users.personal_data_view",
        "users.handover_view",
        "users.sessions_view",
    }
)


def is_live(moment: datetime, idle: timedelta, longest: timedelta) -> ColumnElement[bool]:
    """Whether a sign-in still opens the account: not ended, not idle for too long, not too old."""
    quiet = moment - idle
    return and_(
        LoginSession.ended_at.is_(None),
        LoginSession.created_at > moment - longest,
        or_(
            and_(LoginSession.lasting, LoginSession.seen_at > quiet),
            and_(~LoginSession.lasting, LoginSession.seen_at > max(quiet, moment - UNASKED)),
        ),
    )
