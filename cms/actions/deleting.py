"""Delete an account for good: what was written goes to somebody, or stays without a name."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import exists, or_, select

from cms.actions.departing import PIECES_AT_ONCE, Wish, depart, departure_of, under_way
from cms.actions.errors import NotPossible
from cms.actions.former import former_account, require_somebody
from cms.actions.handing import require_may_hand_over
from cms.actions.owners import keep_an_owner
from cms.actions.staff import begin, shut_out
from cms.extensions import db
from cms.models import Comment, Post, Revision, User
from cms.rules.permissions import Permission


def delete_person(
    user: User,
    *,
    by: Any,
    to: User | None = None,
    anonymise: bool = False,
    reason: str = "",
    pieces: int = PIECES_AT_ONCE,
) -> bool:
    """Delete the account; a lot that hangs on it goes by a job first. Whether all of it is done.

    `to`: who gets posts, plans and reviews. `anonymise`: the posts are a former contributor's, and the log
    loses the name. Comments stay without a name either way. Raises Refused, or NotPossible: for the last
    active owner, and where something was written and nobody said what becomes of it.
    """
    begin(user, Permission.USER_DELETE, by)
    require_deletable(user)
    if to is not None:
        require_may_hand_over(user, to, by=by)
        return leave(user, Wish(target=to, deletes=True, reason=reason), by=by, pieces=pieces)
    if anonymise:
        require_somebody(user)
        wish = Wish(target=former_account(), deletes=True, erases=True, reason=reason)
        return leave(user, wish, by=by, pieces=pieces)
    if has_written(user):
        raise NotPossible(
            _l(
                "%(name)s has written here: say who gets it, or that it shall stay without the name.",
                name=user.display_name,
            )
        )
    return leave(user, Wish(deletes=True, reason=reason), by=by, pieces=pieces)


def leave(user: User, wish: Wish, *, by: Any, pieces: int = PIECES_AT_ONCE) -> bool:
    """Let the person go as wished; who calls has checked that it may be. Whether all of it is done."""
    user.leaves_at = None
    # Posts before the account: who saves one of them holds it, and looks at the account of its author.
    whole = depart(user, wish, by=by, pieces=pieces)
    if not whole and user.active:
        shut_out(user)
    return whole


def require_deletable(user: User) -> None:
    """Raise NotPossible for the last active owner, and for an account that is being deleted already."""
    keep_an_owner(user)
    going = departure_of(user)
    if going is not None and going.deletes and not going.fault:
        raise NotPossible(under_way(going))


def has_written(user: User) -> bool:
    """Whether a post, a revision or a comment is theirs."""
    texts = (Post.author_id, Revision.author_id, Comment.author_id)
    return bool(db.session.scalar(select(or_(*(exists().where(author == user.id) for author in texts)))))
