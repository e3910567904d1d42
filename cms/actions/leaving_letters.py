"""Mails about accounts that people delete themselves."""

from flask import current_app
from flask_babel import force_locale, gettext

from cms.actions.departure_letters import owners, send
from cms.engines.settings import setting
from cms.engines.wording import locale_of
from cms.models import User


def tell_asked(user: User) -> None:
    """To the person, with the way back; and to the owners."""
    site = current_app.config["SITE_URL"]
    with force_locale(locale_of(user)):
        subject = gettext("%(site)s: your account will be deleted", site=setting("site_name"))
        send("mail/deletion_asked", user, subject, link=f"{site}/account/deletion")
    for owner in owners(besides=user):
        with force_locale(locale_of(owner)):
            subject = gettext(
                "%(site)s: %(person)s is going to leave", site=setting("site_name"), person=str(user)
            )
            link = f"{site}/admin/users/details/?id={user.id}"
            send("mail/deletion_coming", owner, subject, person=user, link=link)


def tell_deleted(user: User) -> None:
    """The last mail that the person gets."""
    with force_locale(locale_of(user)):
        subject = gettext("%(site)s: your account is deleted", site=setting("site_name"))
        send("mail/deletion_done", user, subject)


def tell_kept(user: User, sentence: str) -> None:
    """Why the account was not deleted."""
    with force_locale(locale_of(user)):
        subject = gettext("%(site)s: your account was not deleted", site=setting("site_name"))
        link = f"{current_app.config['SITE_URL']}/account/deletion"
        send("mail/deletion_failed", user, subject, sentence=sentence, link=link)
