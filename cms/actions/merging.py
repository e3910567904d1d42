"""Saves over somebody else's: the changes of both united, or both texts kept to choose from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import lazy_gettext as _l

from cms.actions import saving
from cms.actions.checks import lock, require
from cms.actions.content import Content, checked, content_of
from cms.actions.errors import Invalid, Stale
from cms.models import Post, Revision
from cms.rules.workflow import permission_for
from cms.tools.html import sanitise
from cms.tools.merging import Merged, Side, merge_fields, resolve_fields


@dataclass(frozen=True)
class Saved:
    """`theirs`: the revision whose changes were united with the person's own, or None.

    `aside`: both changed the same, so nothing was united; the person's text is kept as this revision.
    """

    revision: Revision
    theirs: Revision | None = None
    aside: Revision | None = None


def save(post: Post, content: Content, *, by: Any, base: int, note: str = "") -> Saved:
    """Save as saving.save() does; when somebody saved since `base`, unite both or keep this text aside.

    Raises Refused or Invalid.
    """
    try:
        return Saved(saving.save(post, content, by=by, base=base, note=note))
    except Stale as stale:
        theirs = stale.revision
    before = _content(saving.revision_of(post, base))
    content = checked(content)
    mine = replace(content, slug=content.slug or before.slug or theirs.slug, body=sanitise(content.body))
    merged = merge_fields(vars(before), vars(mine), vars(content_of(theirs)))
    if merged.is_clean:
        united = Content(**merged.values)
        return Saved(saving.save(post, united, by=by, base=theirs.number, note=note), theirs)
    return Saved(theirs, theirs, saving.keep_aside(post, mine, by=by, base=base, note=note))


def compare(post: Post, aside: Revision) -> tuple[Merged, Revision]:
    """What is settled between a text kept aside and the newest one, what is not; and the newest one."""
    theirs = saving.newest_revision(post)
    before = _content(saving.revision_of(post, aside.parent or 0))
    return merge_fields(vars(before), vars(content_of(aside)), vars(content_of(theirs))), theirs


def settle(
    post: Post,
    aside: Revision,
    *,
    by: Any,
    theirs: int,
    fields: Mapping[str, Side],
    hunks: Mapping[int, Side],
) -> Revision:
    """Save the text kept aside, united with the revision `theirs` as chosen.

    Raises Refused, Stale when somebody saved after `theirs`, or Invalid where a choice is missing.
    """
    require(by, permission_for("edit", post), post)
    lock(post)
    merged, newest = compare(post, aside)
    if newest.number != theirs:
        raise Stale(newest)
    try:
        chosen = resolve_fields(merged, fields, hunks)
    except KeyError:
        raise Invalid({"": _l("Choose one version at every place.")}) from None
    return saving.save(post, Content(**chosen), by=by, base=theirs, note=aside.note)


def _content(revision: Revision | None) -> Content:
    """A base that nobody knows has nothing in it: then everything that differs is to be chosen from."""
    return content_of(revision) if revision else Content(title="")
