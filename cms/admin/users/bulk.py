"""What can be done with many accounts at once."""

from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from cms.actions.deleting import delete_person
from cms.actions.staff import deactivate, reactivate
from cms.actions.undoing import undo_account_move
from cms.admin.base import BulkAct, actor
from cms.admin.users.leaving_form import HAND, Answer
from cms.engines.reading.legacy import held_together
from cms.engines.reading.people import person_named, receivers
from cms.models import User
from cms.rules.permissions import EVERY, Decision, Permission, can

PIECES = 1  # of each account in the request itself; what is left goes on as a job
WHO = _l("Who takes over: handle or e-mail address")


def bulk_acts() -> Sequence[BulkAct]:
    """Close and open accounts, hand over what they hold, delete them."""
    return (*_standing(), *_leaving())


def _standing() -> Sequence[BulkAct]:
    return (
        BulkAct(
            "deactivate",
            _l("Deactivate"),
            _may_deactivate,
            lambda person, _text: deactivate(person, by=actor()),
            grave=True,
            undo=_undo,
        ),
        BulkAct(
            "reactivate",
            _l("Reactivate"),
            _may_deactivate,
            lambda person, _text: reactivate(person, by=actor()),
            undo=_undo,
        ),
    )


def _leaving() -> Sequence[BulkAct]:
    return (
        _handing("deactivate_to", _l("Deactivate and hand over"), Permission.USER_DEACTIVATE, deactivate),
        _handing("delete_to", _l("Delete and hand over"), Permission.USER_DELETE, delete_person),
        BulkAct(
            "delete_nameless",
            _l("Delete and take the name off"),
            lambda person: can(actor(), Permission.USER_DELETE, person),
            lambda person, _text: delete_person(person, by=actor(), anonymise=True, pieces=PIECES),
            grave=True,
            foretell=_loses_the_name,
        ),
    )


def _handing(name: str, label: LazyString, permission: Permission, act: Callable[..., Any]) -> BulkAct:
    """`act` closes the account, and what it held goes to who is named."""
    return BulkAct(
        name,
        label,
        lambda person: _may_hand_over(permission, person),
        lambda person, text: act(person, by=actor(), to=_named(text), pieces=PIECES),
        grave=True,
        wants=WHO,
        known=_known,
        foretell=_goes_to,
    )


def _may_deactivate(person: User | None) -> Decision:
    return can(actor(), Permission.USER_DEACTIVATE, person)


def _may_hand_over(permission: Permission, person: User | None) -> Decision:
    decision = can(actor(), permission, person)
    return can(actor(), Permission.POST_EDIT, EVERY) if decision else decision


def _named(text: str) -> User | None:
    return Answer(HAND, text, "").receiver()


def _known() -> list[tuple[str, str]]:
    return [(person.handle, person.display_name) for person in receivers()]


def _goes_to(people: Sequence[User], text: str) -> list[str]:
    receiver = person_named(text)
    return [_("%(name)s takes over.", name=receiver.display_name), *_held(people)] if receiver else []


def _loses_the_name(people: Sequence[User], _text: str) -> list[str]:
    return [
        _("Texts are a “Former contributor’s” from then on, and the event log forgets the names."),
        *_held(people),
    ]


def _held(people: Sequence[User]) -> list[str]:
    texts, plans, reviews = held_together([person.id for person in people])
    return [
        ngettext("%(num)d text", "%(num)d texts", texts),
        ngettext(
            "%(num)d plan to publish or to take offline", "%(num)d plans to publish or to take offline", plans
        ),
        ngettext(
            "%(num)d review that waits for an answer", "%(num)d reviews that wait for an answer", reviews
        ),
    ]


def _undo(person: User, step: dict[str, Any]) -> None:
    undo_account_move(person, step, by=actor())
