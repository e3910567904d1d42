"""View as: who somebody acts as in this request. The one place that knows of it, and that refuses to write.

The session holds what is viewed, since when and by whom; every request asks the rules anew.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask, current_app, flash, g, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user, user_logged_out

from cms.actions.errors import NotPossible, Refused
from cms.actions.viewing import begin_viewing, end_viewing, require_viewable
from cms.extensions import db
from cms.models import Role, User, now
from cms.rules.permissions import is_signed_in

KEY = "viewing"
LONGEST = timedelta(minutes=30)
READING = frozenset({"GET", "HEAD", "OPTIONS"})
# What is no act in the viewed one's name: to stop, and to leave.
LETTING_GO = frozenset({"viewing.stop", "security.logout"})


@dataclass(frozen=True)
class SomebodyWith:
    """Nobody in particular, with one role: what can() and visible_to() need to know of a person."""

    roles: tuple[Role, ...]
    id: int = 0
    active: bool = True
    is_authenticated: bool = True
    handle: str = ""
    email: str = ""
    locale: str | None = None
    timezone: str | None = None

    @property
    def display_name(self) -> str:
        return self.roles[0].name

    def __str__(self) -> str:
        return self.display_name


def init_app(app: Flask) -> None:
    """Look at every request before its door does; give templates viewing_as()."""
    app.before_request(keep_watch)
    app.jinja_env.globals["viewing_as"] = subject
    user_logged_out.connect(_signed_out, app)


def acting_person() -> Any:
    """Whose rights hold in this request: the viewed one's, else those of the person who is signed in."""
    viewed = subject()
    if viewed is None:
        return current_user._get_current_object()
    return SomebodyWith((viewed,)) if isinstance(viewed, Role) else viewed


def subject() -> User | Role | None:
    """The person or the role that this request looks as."""
    found: User | Role | None = g.get("viewing")
    return found


def is_viewing() -> bool:
    """Whether this request looks as somebody else."""
    return subject() is not None


def keep_watch() -> ResponseReturnValue | None:
    """Find out who is viewed; end what ran out; refuse what would change anything or carry data away."""
    if request.endpoint in (None, "static") or not _has_begun():
        return None
    begun = session[KEY]
    viewed = _subject_of(begun)
    if viewed is None or not _still_goes_on(viewed, begun):
        return None
    g.viewing = viewed
    if request.method not in READING and request.endpoint not in LETTING_GO:
        raise Refused(
            _l(
                "You look at the back office as %(name)s, and change nothing in their name. "
                "Stop viewing, then do it as yourself.",
                name=str(viewed),
            )
        )
    if "export" in request.path.split("/"):
        raise Refused(_l("Nothing is exported while you look as somebody else. Stop viewing first."))
    return None


def start(viewed: User | Role) -> None:
    """Look as this person or role from the next request on. Raises Refused or NotPossible."""
    person = current_user._get_current_object()
    begin_viewing(viewed, by=person)
    since = int(now().timestamp())
    session[KEY] = {"noun": viewed.__tablename__, "id": viewed.id, "since": since, "by": person.id}


def stop(reason: str = "") -> None:
    """Look as oneself again; nothing happens where nobody is viewed."""
    begun = session.pop(KEY, None)
    g.pop("viewing", None)
    viewed = _subject_of(begun) if begun else None
    if viewed is not None:
        end_viewing(viewed, by=current_user._get_current_object(), reason=reason)


def _has_begun() -> bool:
    """Looks into the session only where there is one: public pages stay free of it."""
    if current_app.config["SESSION_COOKIE_NAME"] not in request.cookies or KEY not in session:
        return False
    if is_signed_in(current_user) and session[KEY]["by"] == current_user.id:
        return True
    session.pop(KEY)  # somebody else has signed in since
    return False


def _subject_of(begun: dict[str, Any]) -> User | Role | None:
    if begun["noun"] == "user":
        return db.session.get(User, begun["id"])
    return db.session.get(Role, begun["id"])


def _still_goes_on(viewed: User | Role, begun: dict[str, Any]) -> bool:
    """Whether time and the rules still allow it; else it ends here, with a message."""
    sentence = _why_it_ends(viewed, begun)
    if not sentence:
        return True
    stop(reason=sentence)
    db.session.commit()
    flash(sentence, "info")
    return False


def _why_it_ends(viewed: User | Role, begun: dict[str, Any]) -> str:
    if now() - datetime.fromtimestamp(begun["since"], UTC) > LONGEST:
        return _("You are yourself again: looking as somebody else ends after half an hour.")
    try:
        require_viewable(viewed, by=current_user._get_current_object())
    except (Refused, NotPossible):
        return _("You are yourself again: you may no longer look as %(name)s.", name=str(viewed))
    return ""


def _signed_out(app: Flask, user: Any, **_extra: Any) -> None:
    begun = session.pop(KEY, None)
    g.pop("viewing", None)
    viewed = _subject_of(begun) if begun else None
    if viewed is not None and isinstance(user, User) and begun["by"] == user.id:
        end_viewing(viewed, by=user)
        db.session.commit()
