"""The gate of every back-office screen: who may enter, and how exceptions become pages."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import jsonify, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import BaseView
from flask_admin.helpers import get_redirect_target
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest, Forbidden, NotFound

from cms.actions.errors import Invalid, NotPossible, Refused, Sentence
from cms.admin.base.actor import actor
from cms.engines.settings import setting
from cms.extensions import db
from cms.rules.permissions import Decision, Permission, can, is_signed_in
from cms.web.asking import Offer, offer_of
from cms.web.errors import same_address
from cms.web.refusals import log_refusal


class GuardedView(BaseView):
    """Flask-Admin asks is_accessible() before every address of a view; entry() also knows the reason."""

    def entry(self) -> Decision:
        """Whether the person may open this screen at all, and why not."""
        return can(actor(), Permission.BACKOFFICE_ENTER)

    def is_accessible(self) -> bool:
        return bool(self.entry())

    def inaccessible_callback(self, name: Any, **kwargs: Any) -> ResponseReturnValue:
        if not is_signed_in(actor()):
            return redirect(url_for("security.login", next=same_address() or None))
        refusal = self.entry()
        return self.problem(403, refusal.reason, refusal)

    def _run_view(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        # The original calls a view a second time when it raised TypeError, and so hides the bug.
        try:
            return fn(self, *args, **kwargs)
        except Refused as refusal:
            return self.problem(403, refusal.reason, refusal.decision)
        except NotPossible as obstacle:
            return self.problem(409, str(obstacle))
        except Invalid as fault:
            return self.problem(422, " ".join(str(sentence) for sentence in fault.errors.values()))
        except NotFound:
            return self.problem(404, _("There is no such record, or you may not see it."))
        except (BadRequest, Forbidden) as error:
            return self.problem(error.code, error.description or "")

    def problem(self, code: int, sentence: Sentence, decision: Decision | None = None) -> ResponseReturnValue:
        """A page, or JSON for a script, that says what is wrong, and how to ask for what is missing.

        What the request had begun in the database is undone.
        """
        offer = offer_of(decision)
        db.session.rollback()
        if code == HTTPStatus.FORBIDDEN:
            log_refusal(sentence)
        if request.accept_mimetypes.best == "application/json":
            return make_response(jsonify(sentence=str(sentence), **_missing(offer)), code)
        return make_response(
            self.render("admin/problem.html", code=code, sentence=sentence, offer=offer), code
        )

    def waiting(self) -> int:
        """How much waits for the person on this screen; the menu tells it."""
        return 0

    def render(self, template: str, **kwargs: Any) -> str:
        menu = [item for item in self.admin.menu() if item.is_accessible() and item.is_visible()]
        counts = {item.get_url(): item._view.waiting() for item in menu}
        shared = {"person": actor(), "site_name": setting("site_name"), "menu": menu, "counts": counts}
        return super().render(template, **shared, **kwargs)


def _missing(offer: Offer | None) -> dict[str, str]:
    """The permission that would change it, for scripts."""
    return {"missing": offer.permission.value} if offer else {}


def way_back(default: str) -> str:
    """The address that a form gave to return to, if it is on this site."""
    try:
        return get_redirect_target() or default
    except ValueError:  # not an address at all, such as http://[
        return default
