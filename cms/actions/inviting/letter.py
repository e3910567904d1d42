"""The mail that invites: who, to what, until when, and the link."""

from flask import current_app, render_template
from flask_babel import force_locale, gettext

from cms.actions.inviting.rights import inviter_of
from cms.engines.outbox import enqueue
from cms.engines.settings import setting
from cms.engines.wording import locale_of
from cms.models import Invitation, User
from cms.rules.role_words import role_description, role_label

LETTER = "mail/invitation"


def send_letter(invitation: Invitation, token: str, reader: User | None) -> None:
    """Put it into the outbox, in the language of `reader`, else of the site."""
    with force_locale(locale_of(reader or User())):
        words = {
            "invitation": invitation,
            "roles": [(role_label(role), role_description(role)) for role in invitation.roles],
            "inviter": inviter_name(invitation),
            "link": _link(token),
        }
        subject = gettext("%(site)s: you are invited", site=setting("site_name"))
        text, html = (render_template(f"{LETTER}.{kind}", **words) for kind in ("txt", "html"))
        enqueue(invitation.email, subject, text, html)


def inviter_name(invitation: Invitation) -> str:
    """The person who invites; empty where none is to be named."""
    inviter = inviter_of(invitation)
    return inviter.display_name if isinstance(inviter, User) else ""


def _link(token: str) -> str:
    # Built from the site's own address: the host of a request can be forged.
    return f"{current_app.config['SITE_URL']}/invitation/{token}"
