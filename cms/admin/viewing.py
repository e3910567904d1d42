"""The buttons that begin and end looking at the back office as a person or a role sees it."""

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.exceptions import NotFound

from cms.admin.base import GuardedView
from cms.extensions import db
from cms.models import Role, User
from cms.rules.permissions import Decision, Permission, can, visible_to
from cms.tools.numbers import key_in
from cms.web import viewing


class ViewingView(GuardedView):
    """Its gate is asked of who is signed in: whoever they look as, they can stop."""

    def __init__(self) -> None:
        super().__init__(name="", endpoint="viewing", url="/admin/viewing")

    def is_visible(self) -> bool:
        return False

    def entry(self) -> Decision:
        person = current_user._get_current_object()
        entering = can(person, Permission.BACKOFFICE_ENTER)
        if not entering or request.endpoint == "viewing.stop":
            return entering
        return can(person, Permission.USER_VIEW_AS)

    @expose("/")
    def index(self) -> ResponseReturnValue:
        """Nothing to see: whom to look as is chosen on the screens of people and roles."""
        return redirect("/admin/")

    @expose("/start/", methods=("POST",))
    def start(self) -> ResponseReturnValue:
        viewing.start(_wanted())
        db.session.commit()
        return redirect("/admin/")

    @expose("/stop/", methods=("POST",))
    def stop(self) -> ResponseReturnValue:
        viewing.stop()
        db.session.commit()
        flash(_("You are yourself again."), "success")
        return redirect("/admin/")


def _wanted() -> User | Role:
    """Who or what the form names, if the person may see that."""
    noun: type[User] | type[Role] = Role if request.form.get("noun") == "role" else User
    key = key_in(request.form.get("id") or request.args.get("id")) or 0
    seen = visible_to(current_user._get_current_object(), noun).where(noun.id == key)
    found: User | Role | None = db.session.scalars(seen).one_or_none()
    if found is None:
        raise NotFound
    return found
