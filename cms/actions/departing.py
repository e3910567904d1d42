"""What a person leaves behind goes its way piece by piece: a little at once, the rest as a job."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from cms.actions import forgetting, letting_go, moving
from cms.actions.checks import lock
from cms.actions.departure_letters import tell_receiver, tell_stopped
from cms.actions.errors import NotPossible, Sentence
from cms.actions.owners import keep_an_owner, lock_owners
from cms.actions.recording import record
from cms.engines.jobs.queue import enqueue
from cms.extensions import db
from cms.models import Departure, JobKind, User
from cms.rules.permissions import SYSTEM
from cms.rules.receivers import may_receive

BATCH = 250  # records a piece, so that no writer waits for long
AT_A_STROKE = 5_000  # rows that one statement changes
PIECES_AT_ONCE = 4  # in the transaction of whoever asks


@dataclass(frozen=True)
class Wish:
    """`target`: who gets what is held; None: nothing moves. See Departure for the others."""

    target: User | None = None
    deletes: bool = False
    erases: bool = False
    unites: bool = False
    reason: str = ""


def depart(user: User, wish: Wish, *, by: Any, pieces: int = PIECES_AT_ONCE) -> bool:
    """Begin, and do the first pieces now; whether that was all. The newest wish holds.

    Who calls has checked that it may be and holds the accounts.
    """
    going = _entered(user, wish, by)
    for _piece in range(pieces):
        if not _advance(going, by):
            return True
    enqueue(JobKind.SEE_OFF, {"departure": going.id}, key=f"{JobKind.SEE_OFF}:{user.id}")
    return False


def see_off(payload: dict[str, Any]) -> bool:
    """One more piece, as a job; whether there is more."""
    going = db.session.get(Departure, payload["departure"])
    if going is None or going.fault:
        return False
    lock_owners()
    try:
        lock(going)
        lock(going.user, pointed_at=True)
        _require_receiver(going)
        if going.deletes:
            keep_an_owner(going.user)
    except NotPossible as obstacle:
        return _stop(going, str(obstacle))
    return _advance(going, going.by or SYSTEM)


def departure_of(user: User) -> Departure | None:
    """What is under way of this person's things."""
    return db.session.scalars(select(Departure).where(Departure.user_id == user.id)).one_or_none()


def stay(user: User) -> None:
    """End what has stopped. Raises NotPossible while it goes on."""
    going = departure_of(user)
    if going is None:
        return
    if not going.fault:
        raise NotPossible(under_way(going))
    db.session.delete(going)
    db.session.flush()


def under_way(going: Departure) -> Sentence:
    """The sentence for who wants something else meanwhile."""
    if going.deletes:
        return _l("The account of %(name)s is being deleted just now.", name=going.user.display_name)
    return _l(
        "What %(name)s wrote is being handed over just now. Wait until that is done.",
        name=going.user.display_name,
    )


def _entered(user: User, wish: Wish, by: Any) -> Departure:
    going = departure_of(user)
    if going is None:
        going = Departure(user_id=user.id)
        db.session.add(going)
    going.target_id = wish.target.id if wish.target else None
    going.moves = wish.target is not None
    going.deletes, going.erases, going.reason = wish.deletes, wish.erases, wish.reason
    going.unites = wish.unites
    going.by_id = by.id if isinstance(by, User) else None
    going.fault = ""
    db.session.flush()
    db.session.refresh(going)
    return going


def _advance(going: Departure, by: Any) -> bool:
    """Do a piece, and the end of it all once nothing is left; whether there is more."""
    for step in _STEPS:
        if step(going, by):
            return True
    return _finish(going, by)


def _move_posts(going: Departure, by: Any) -> bool:
    if going.target is None:
        return False
    moved = moving.move_posts(going.user, going.target, BATCH, by=by)
    going.posts += moved
    return moved >= BATCH


def _move_duties(going: Departure, by: Any) -> bool:
    # Of these nobody has many; those that can't move would otherwise be looked at again and again.
    if going.target is None:
        return False
    going.plans += moving.move_plans(going.user, going.target, by=by)
    going.reviews += moving.move_reviews(going.user, going.target)
    if not going.target.former:
        moving.move_questions(going.user, going.target)
    return False


def _erase(going: Departure, _by: Any) -> bool:
    return going.erases and forgetting.erase_some_names_of(going.user, BATCH) >= BATCH


def _unite(going: Departure, _by: Any) -> bool:
    if not going.unites or going.target is None:
        return False
    return letting_go.pass_on(going.user, going.target, AT_A_STROKE) >= AT_A_STROKE


def _let_go(going: Departure, _by: Any) -> bool:
    return going.deletes and letting_go.let_go(going.user, AT_A_STROKE) >= AT_A_STROKE


# Each answers whether it has more to do; the next one begins when it has not.
_STEPS: tuple[Callable[[Departure, Any], bool], ...] = (
    _move_posts,
    _move_duties,
    _erase,
    _unite,
    _let_go,
)


def _finish(going: Departure, by: Any) -> bool:
    user, target = going.user, going.target
    counts = {"posts": going.posts, "plans": going.plans, "reviews": going.reviews}
    if target is not None and any(counts.values()):
        record("user.hand_over", user, by=by, after=counts, reason=going.reason)
        if not target.former:
            record("user.take_over", target, by=by, after=counts)
            tell_receiver(going, by=by)
    if not going.deletes:
        db.session.delete(going)
        db.session.flush()
        return False
    return _delete(going, by)


def _delete(going: Departure, by: Any) -> bool:
    user = going.user
    before = {"email": user.email, "roles": [role.name for role in user.roles]}
    record("user.delete", user, by=by, before=before, reason=going.reason)
    if going.erases:
        forgetting.erase_names_of(user)
    try:
        with db.session.begin_nested():
            db.session.delete(going)
            db.session.delete(user)
    except IntegrityError as error:  # a post of theirs came into being meanwhile
        raise NotPossible(
            _l("%(name)s has just become the author of another text. Do this again.", name=user.display_name)
        ) from error
    return False


def _require_receiver(going: Departure) -> None:
    """Raise NotPossible when nobody is there any more to move things to."""
    if not going.moves:
        return
    if going.target is None:
        raise NotPossible(_l("The account that was to get the texts has been deleted. Choose another one."))
    decision = may_receive(going.target, going.user)
    if not decision and not going.target.former:
        raise NotPossible(decision.reason)


def _stop(going: Departure, sentence: str) -> bool:
    going.fault = sentence[:500]
    record("user.hand_over_failed", going.user, by=SYSTEM, reason=sentence)
    tell_stopped(going)
    return False
