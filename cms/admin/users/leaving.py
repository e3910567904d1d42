"""A person leaves: the account is closed or deleted, and somebody decides what becomes of what they hold."""

from typing import Any

from flask import flash, make_response, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from flask_babel import gettext as _

from cms.actions.deleting import delete_person, require_deletable
from cms.actions.errors import Invalid, NotPossible
from cms.actions.handing import hand_over
from cms.actions.staff import deactivate
from cms.admin.base import Button, actor
from cms.admin.users.leaving_form import ANONYMISE, HAND, KEEP, Answer, answer_of
from cms.admin.users.legacy import amounts, leavings
from cms.admin.users.moving import AccountMovesView, require_may
from cms.engines.reading.legacy import Legacy, holds_anything, legacy_of
from cms.engines.reading.people import receivers
from cms.extensions import db
from cms.models import User
from cms.rules.permissions import EVERY, Permission, can


class LeavingView(AccountMovesView):
    """Each asks first and says what it will do; what was typed is there again when it can't be done."""

    @expose("/deactivation/", methods=("GET", "POST"))
    def deactivation_view(self) -> ResponseReturnValue:
        person = self.wanted()
        require_may(Permission.USER_DEACTIVATE, person)
        answer = answer_of(KEEP, HAND)
        if request.method != "POST":
            return self._question("admin/users/deactivation.html", person, answer)
        try:
            whole = deactivate(person, by=actor(), reason=answer.reason, to=answer.receiver())
        except (Invalid, NotPossible) as obstacle:
            return self._question_again("admin/users/deactivation.html", person, answer, obstacle)
        return self._done(
            person,
            _("%(name)s is deactivated and signed out everywhere.", name=person) + _afterwards(whole),
        )

    @expose("/handover/", methods=("GET", "POST"))
    def handover_view(self) -> ResponseReturnValue:
        person = self.wanted()
        require_may(Permission.USER_DEACTIVATE, person)
        require_may(Permission.POST_EDIT, EVERY)
        answer = answer_of(HAND)
        if request.method != "POST":
            return self._question("admin/users/handover.html", person, answer)
        try:
            whole = hand_over(person, answer.receiver() or person, by=actor(), reason=answer.reason)
        except (Invalid, NotPossible) as obstacle:
            return self._question_again("admin/users/handover.html", person, answer, obstacle)
        return self._done(person, _("What %(name)s held is handed over.", name=person) + _afterwards(whole))

    @expose("/delete/", methods=("GET", "POST"))
    def delete_view(self) -> ResponseReturnValue:
        person = self.wanted()
        self.require("delete", person)
        answer = answer_of(KEEP, HAND, ANONYMISE)
        if request.method != "POST":
            require_deletable(person)
            return self._question("admin/users/deletion.html", person, answer)
        name, index, anonymise = str(person), self.get_url(".index_view"), answer.what == ANONYMISE
        try:
            to = answer.receiver()
            whole = delete_person(person, by=actor(), to=to, anonymise=anonymise, reason=answer.reason)
        except (Invalid, NotPossible) as obstacle:
            return self._question_again("admin/users/deletion.html", person, answer, obstacle)
        if not whole:
            sentence = _("%(name)s is signed out everywhere and will be deleted.", name=name)
            return self._done(person, sentence + _afterwards(whole))
        db.session.commit()
        flash(_("“%(name)s” is deleted.", name=name), "success")
        return redirect(index)

    def row_buttons(self, record: User) -> list[Button]:
        buttons = super().row_buttons(record)
        if not record.active and may_hand_over(record) and holds_anything(record):
            buttons.insert(0, Button(_("Hand over"), self.get_url(".handover_view", id=record.id)))
        return buttons

    def _question(self, template: str, person: User, answer: Answer, **more: Any) -> str:
        legacy = legacy_of(person)
        context = {
            "record": person,
            "answer": answer,
            "legacy": legacy,
            "amounts": amounts(legacy),
            "leavings": leavings(legacy),
            "receivers": receivers(person) if _is_choice(person, legacy) else None,
        }
        return self.render(template, **context, **more)

    def _question_again(
        self, template: str, person: User, answer: Answer, obstacle: Invalid | NotPossible
    ) -> ResponseReturnValue:
        """The page with everything that was typed, and what is in the way."""
        fault = obstacle.errors["to"] if isinstance(obstacle, Invalid) else str(obstacle)
        db.session.rollback()
        code = 422 if isinstance(obstacle, Invalid) else 409
        return make_response(self._question(template, self.wanted(), answer, fault=fault), code)


def may_hand_over(person: User) -> bool:
    """Whether who looks may close the account and give what it holds to somebody."""
    may = can(actor(), Permission.USER_DEACTIVATE, person) or can(actor(), Permission.USER_DELETE, person)
    return bool(may and can(actor(), Permission.POST_EDIT, EVERY))


def _is_choice(person: User, legacy: Legacy) -> bool:
    return legacy.moves and may_hand_over(person)


def _afterwards(whole: bool) -> str:
    if whole:
        return ""
    return " " + _("There is a lot to move: that goes on by itself, and this page tells how far it is.")
