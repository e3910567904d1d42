"""The language in which a person is written to."""

from flask import current_app

from cms.engines.settings import setting
from cms.models import User


def locale_of(user: User) -> str:
    """The person's own language, else the site's; always one that we have."""
    locales = current_app.config["LOCALES"]
    wanted = user.locale or setting("site_locale")
    return str(wanted if wanted in locales else locales[0])
