"""What each revision of a list changed, in a few words: “Title, Tags, Text: +120 −14 words”."""

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from cms.actions.content import content_of
from cms.admin.posts.particulars import BODY, differing, label_of
from cms.extensions import db
from cms.models import Post, Revision
from cms.tools.diffing import Counted, counted
from cms.tools.diffing.counting import LONGEST_COUNTED

# Characters of differing text that are counted on one page; then it is only said that the text differs.
MOST_COUNTED = 1_000_000


def summaries_of(post: Post, revisions: Sequence[Revision]) -> dict[int, str]:
    """By the revision's number; two queries, however many there are."""
    wanted = {number for it in revisions for number in (it.number, it.parent) if number}
    found = {it.number: it for it in _whole(post, wanted)}
    left, told = MOST_COUNTED, {}
    for revision in revisions:
        before = found.get(revision.parent or 0)
        if before is None:
            told[revision.number] = _("First version") if not revision.parent else ""
            continue
        told[revision.number], cost = _summary(before, found[revision.number], left)
        left -= cost
    return told


def _whole(post: Post, numbers: Iterable[int]) -> Iterable[Revision]:
    query = select(Revision).where(Revision.post_id == post.id, Revision.number.in_(numbers))
    return db.session.scalars(query.execution_options(populate_existing=True))


def _summary(before: Revision, after: Revision, left: int) -> tuple[str, int]:
    """The words, and how many characters were looked at for them."""
    names = differing(content_of(before), content_of(after))
    parts = [label_of(name) for name in names if name != BODY]
    if BODY not in names:
        return ", ".join(parts), 0
    count = counted(before.body, after.body, max(min(left, LONGEST_COUNTED), 0))
    cost = len(before.body) + len(after.body) if count else 0
    return ", ".join([*parts, _text(count)]), cost


def _text(count: Counted | None) -> str:
    if count is None:
        return _("Text (too much to count)")
    if not any(count):
        return _("Text (formatting or order)")
    if not count.removed:
        return ngettext("Text (+%(num)d word)", "Text (+%(num)d words)", count.added)
    if not count.added:
        return ngettext("Text (−%(num)d word)", "Text (−%(num)d words)", count.removed)
    return _("Text (+%(added)d −%(removed)d words)", added=count.added, removed=count.removed)
