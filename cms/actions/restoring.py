"""Bring an earlier revision back, as a new one: nothing that was saved since is lost."""

from dataclasses import dataclass, replace
from typing import Any

from flask_babel import lazy_gettext as _l

from cms.actions.addresses import is_taken
from cms.actions.checks import lock, require
from cms.actions.content import content_of
from cms.actions.errors import Invalid, NotPossible, Stale
from cms.actions.recording import record
from cms.actions.saving import newest_revision, revision_of, save
from cms.models import Post, Revision
from cms.rules.workflow import permission_for


@dataclass(frozen=True)
class Restored:
    """`taken` is the address that it had, where another text has it now: then the present one stays."""

    revision: Revision
    taken: str = ""


def restore(post: Post, number: int, *, by: Any, base: int) -> Restored:
    """Save what the revision of this number holds as the newest one.

    Raises Refused, Stale when somebody saved after `base`, NotPossible when nothing would change, or Invalid.
    """
    require(by, permission_for("edit", post), post)
    lock(post)
    newest = newest_revision(post)
    if newest.number != base:
        raise Stale(newest)
    earlier = revision_of(post, number)
    if earlier is None:
        raise Invalid({"revision": _l("There is no such revision. Choose one from the list.")})
    content = content_of(earlier)
    taken = content.slug if is_taken(post.kind, post.locale, content.slug, besides=post.id) else ""
    content = replace(content, slug=newest.slug if taken else content.slug)
    if content == content_of(newest):
        raise NotPossible(_l("The newest revision holds the same already, so there is nothing to restore."))
    note = str(_l("Restored from revision %(number)d", number=number))
    revision = save(post, content, by=by, base=base, note=note)
    after = {"revision": revision.number, "restored": number}
    record(f"{post.kind}.restore_revision", post, by=by, after=after)
    return Restored(revision, taken)
