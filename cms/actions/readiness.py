"""Whether a text is fit to be published: the checklist, who may publish despite it, and four eyes."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l

from cms.actions.checks import require
from cms.actions.errors import NotReady
from cms.actions.rounds import approver_of
from cms.engines.reading.links import dead_links
from cms.engines.settings import setting
from cms.models import Post, Revision
from cms.rules.checklist import Finding, Subject, examine
from cms.rules.four_eyes import may_be_published
from cms.rules.permissions import SYSTEM, Decision
from cms.rules.workflow import permission_for

NOT_YET = _l("The checklist holds “%(title)s” back. Mend this first:")


class Despite(NamedTuple):
    """Why a text is published despite the checklist, and despite what."""

    reason: str = ""
    after: Mapping[str, list[str]] = MappingProxyType({})


AS_IT_IS = Despite()


def findings_of(post: Post, revision: Revision) -> list[Finding]:
    """What the checklist says of a revision."""
    subject = Subject(revision, live_slug=post.slug if post.is_live else "")
    links = subject.outline.links
    return examine(Subject(revision, dead_links(links, post), subject.live_slug) if links else subject)


def require_ready(post: Post, revision: Revision, *, by: Any, override: str = "") -> Despite:
    """Raise NotReady while something blocks, unless there is a reason and `by` may publish despite it.

    Answers with what was overridden, for the log. The operator's own tools bring texts in as they are.
    """
    if by is SYSTEM:
        return AS_IT_IS
    blocking = [finding for finding in findings_of(post, revision) if finding.blocks]
    if not blocking:
        return AS_IT_IS
    if not override.strip():
        raise NotReady(post, NOT_YET % {"title": revision.title}, [it.sentence for it in blocking])
    require(by, permission_for("override", post), post)
    return Despite(override.strip(), {"despite": sorted({it.check.name for it in blocking})})


def seen_by_others(revision: Revision, *, by: Any) -> Decision:
    """Whether four eyes have seen it, where the site wants that."""
    if not setting("four_eyes"):
        return Decision(True, "")
    return may_be_published(revision, approver_of(revision), by)


def require_seen(post: Post, revision: Revision, *, by: Any) -> None:
    """Raise NotReady while the site wants four eyes and nobody else has approved the revision."""
    decision = seen_by_others(revision, by=by)
    if not decision:
        raise NotReady(post, decision.reason)
