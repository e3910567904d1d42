"""Redirects: made, changed and deleted by people. Each leads straight to its end, and never in a circle."""

from dataclasses import dataclass
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select, update
from sqlalchemy.orm import joinedload

from cms.actions.checks import require, unique
from cms.actions.errors import Invalid
from cms.actions.recording import record
from cms.engines.reading.standing import occupied, post_at
from cms.extensions import db
from cms.models import MissingAddress, Redirect, RedirectKind
from cms.rules.permissions import Permission
from cms.tools.html import has_controls
from cms.tools.paths import destination, old_path

LONGEST = 500  # characters of an address
MOST_STEPS = 10  # redirects behind each other, from before they were collapsed
TAKEN = _l("There is a redirect from this address already. Change that one instead.")


@dataclass(frozen=True)
class Wanted:
    """What was typed."""

    path: str
    target: str = ""
    kind: RedirectKind = RedirectKind.PERMANENT


def create_redirect(wanted: Wanted, *, by: Any) -> Redirect:
    """Lead from an old address on. Raises Refused or Invalid."""
    require(by, Permission.REDIRECT_CREATE)
    redirect = Redirect()
    with unique("path", TAKEN):
        _fill(redirect, wanted)
        db.session.add(redirect)
    _collapse(redirect)
    record("redirect.create", redirect, by=by, after=_told(redirect))
    return redirect


def edit_redirect(redirect: Redirect, wanted: Wanted, *, by: Any) -> None:
    """Lead from another address, or elsewhere. Raises Refused or Invalid."""
    require(by, Permission.REDIRECT_EDIT, redirect)
    before = _told(redirect)
    with unique("path", TAKEN):
        _fill(redirect, wanted)
    _collapse(redirect)
    record("redirect.edit", redirect, by=by, before=before, after=_told(redirect))


def delete_redirect(redirect: Redirect, *, by: Any) -> None:
    """Lead nowhere from there."""
    require(by, Permission.REDIRECT_DELETE, redirect)
    record("redirect.delete", redirect, by=by, before=_told(redirect))
    db.session.delete(redirect)
    db.session.flush()


def ignore_missing(missing: MissingAddress, ignored: bool = True, *, by: Any) -> None:
    """Put an address that was asked for in vain aside, or bring it back."""
    require(by, Permission.REDIRECT_EDIT, missing)
    if missing.ignored != ignored:
        missing.ignored = ignored
        record("missing_address.ignore" if ignored else "missing_address.notice", missing, by=by)


def _fill(redirect: Redirect, wanted: Wanted) -> None:
    path, kind = _checked_path(wanted.path, redirect.path), RedirectKind(wanted.kind)
    target, post = ("", None) if kind == RedirectKind.GONE else _end_of(_checked_target(wanted.target), path)
    redirect.path, redirect.kind = path, kind
    redirect.post, redirect.post_id = post, post.id if post else None
    redirect.target = None if post or not target else target


def _checked_path(typed: str, present: str | None) -> str:
    path = old_path(typed, current_app.config["SITE_URL"])
    if not path or has_controls(path):
        raise Invalid({"path": _l("Type an address on this site, such as /2019/05/old-name.")})
    if len(path) > LONGEST:
        raise Invalid({"path": _l("Shorten this address to %(most)s characters.", most=LONGEST)})
    bare, _mark, query = path.partition("?")
    # The home page alone looks for a redirect by its query: some systems put their posts there.
    if path != present and not (bare == "/" and query) and occupied({bare}):
        raise Invalid({"path": _l("Something stands at this address already, so nobody would be led on.")})
    return path


def _checked_target(typed: str) -> str:
    if not typed.strip():
        raise Invalid({"target": _l("Say where this leads, or choose “Gone for good”.")})
    target = destination(typed, current_app.config["SITE_URL"])
    if not target or has_controls(target):
        raise Invalid(
            {"target": _l("Begin with / for an address on this site, or with https:// for another site.")}
        )
    if len(target) > LONGEST:
        raise Invalid({"target": _l("Shorten this address to %(most)s characters.", most=LONGEST)})
    return target


def _end_of(target: str, path: str) -> tuple[str, Any]:
    """Where a target leads in the end: an address, or a post that may still move.

    Raises Invalid for what leads round in a circle.
    """
    for _step in range(MOST_STEPS):
        if target == path:
            raise Invalid({"target": _l("This would lead round in a circle, back to the old address.")})
        following = _redirect_from(target)
        if following is None:
            return target, None if "#" in target else post_at(target)
        if following.kind == RedirectKind.GONE:
            raise Invalid({"target": _l("What stood there is gone for good. Choose another address.")})
        if following.post:
            return "", following.post
        target = following.target or ""
    raise Invalid({"target": _l("This leads through too many redirects. Choose where they end.")})


def _redirect_from(path: str) -> Redirect | None:
    """The redirect at this address, unless something live stands before it."""
    query = select(Redirect).where(Redirect.path == path).options(joinedload(Redirect.post))
    found = db.session.scalars(query).one_or_none() if path.startswith("/") else None
    return None if found is None or occupied({path.partition("?")[0]}) else found


def _collapse(redirect: Redirect) -> None:
    """What led to the old address leads to the new one; and nobody asks there in vain any more."""
    if redirect.kind != RedirectKind.GONE:
        through = update(Redirect).where(Redirect.target == redirect.path, Redirect.id != redirect.id)
        db.session.execute(through.values(target=redirect.target, post_id=redirect.post_id))
    db.session.execute(delete(MissingAddress).where(MissingAddress.path == redirect.path.partition("?")[0]))


def _told(redirect: Redirect) -> dict[str, str]:
    return {"path": redirect.path, "target": redirect.destination, "kind": redirect.kind.value}
