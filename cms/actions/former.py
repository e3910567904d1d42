"""The account that stands for everybody whose name was taken off what they wrote."""

from uuid import uuid4

from flask_babel import force_locale, gettext
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from cms.actions.errors import NotPossible
from cms.actions.people import free_handle
from cms.engines.settings import setting
from cms.extensions import db
from cms.models import User

HANDLE = "former-contributor"
ADDRESS = "former-contributor@nobody.invalid"  # no mail ever reaches it, and nobody can register it


def former_account() -> User:
    """It, made when the first one needs it. Call lock_owners() first, so that it is made once."""
    known = db.session.scalars(select(User).where(User.former)).one_or_none()
    return known or _made()


def require_somebody(user: User) -> None:
    """Raise NotPossible for the account that is nobody's."""
    if user.former:
        raise NotPossible(_l("This account stands for people who have left: nobody can sign in to it."))


def _made() -> User:
    with force_locale(str(setting("site_locale"))):
        name = gettext("Former contributor")
    nobody = User(
        email=ADDRESS,
        handle=free_handle(HANDLE),
        name=name,
        active=False,
        former=True,
        fs_uniquifier=uuid4().hex,
    )
    db.session.add(nobody)
    db.session.flush()
    return nobody
