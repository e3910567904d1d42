"""The filters of the posts and pages lists."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, or_, select

from cms.admin.base import ChoiceFilter, DayFilter, ListFilter, actor
from cms.admin.base.filters import Choice
from cms.admin.base.matching import holds
from cms.admin.posts.queries import MOST_PEOPLE, in_review, tag_names, writers
from cms.models import Post, PostKind, PostStatus, PostTag, ReviewState, Tag, User, folded
from cms.rules.permissions import Permission, held_by
from cms.rules.workflow import REVIEW_LABELS, STATUS_LABELS


def filters_for(kind: PostKind) -> tuple[ListFilter, ...]:
    """Status, review, author, tag and days; a page has no tags and its author matters little."""
    status = ChoiceFilter("status", _l("Status"), _has_status, lambda: STATUS_LABELS.items())
    review = ChoiceFilter(
        "review", _l("Review"), lambda state: in_review(ReviewState(state)), lambda: REVIEW_LABELS.items()
    )
    days = (
        DayFilter("from", _l("Changed from"), Post.updated_at),
        DayFilter("to", _l("Changed until"), Post.updated_at, until=True),
    )
    author = ListFilter("author", _l("Author"), _is_by, _authors, offered=_sees_others)
    if kind == PostKind.PAGE:
        return status, review, author, *days
    tag = ListFilter("tag", _l("Tag"), _is_tagged, lambda: [(name, name) for name in tag_names()])
    return status, review, author, tag, *days


def _has_status(value: str) -> ColumnElement[bool]:
    return Post.status == PostStatus(value)


def _is_by(text: str) -> ColumnElement[bool]:
    """A handle exactly, or a part of a name."""
    people = select(User.id).where(or_(User.handle == text.casefold(), holds(User.name, text)))
    return Post.author_id.in_(people.limit(MOST_PEOPLE))


def _is_tagged(text: str) -> ColumnElement[bool]:
    tags = select(Tag.id).where(or_(Tag.key == folded(text), Tag.slug == text))
    return Post.id.in_(select(PostTag.post_id).where(PostTag.tag_id.in_(tags)))


def _authors() -> Iterable[Choice]:
    return [(person.handle, person.display_name) for person in writers()]


def _sees_others() -> bool:
    return bool({Permission.POST_VIEW, Permission.PAGE_VIEW} & held_by(actor()))
