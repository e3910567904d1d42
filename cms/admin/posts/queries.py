"""What the screens ask about posts beyond the posts themselves, each in one bounded query."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased, defer, joinedload, lazyload, load_only

from cms.actions.autosaving import Sitting
from cms.admin.base import actor
from cms.admin.posts.searching import best
from cms.engines.search.tiers import Narrowing
from cms.extensions import db
from cms.models import (
    Autosave,
    Post,
    PostKind,
    PostStatus,
    ReviewState,
    Revision,
    Role,
    Schedule,
    ScheduledVerb,
    Tag,
    User,
)
from cms.rules.permissions import Permission, granted_by, visible_to

MOST_PEOPLE = 200
MOST_SUGGESTED = 100
UNSAVED_SHOWN = 5

Plans: TypeAlias = dict[ScheduledVerb, Schedule]


def light_post() -> tuple[Any, ...]:
    """Options that leave the long texts in the database."""
    return defer(Post.body), defer(Post.body_text)


def with_author() -> Any:
    """The option that loads the author, less the roles that no list shows."""
    return joinedload(Post.author).options(lazyload(User.roles))


def in_review(state: ReviewState = ReviewState.IN_REVIEW) -> ColumnElement[bool]:
    """Whether the newest revision is in this state of review."""
    its = aliased(Post)
    newest = (its.id == Revision.post_id) & (its.version == Revision.number)
    return Post.id.in_(select(Revision.post_id).join(its, newest).where(Revision.review == state))


def unsaved_by(person: Any, kind: PostKind, post: Post | None, besides: Sitting) -> list[Autosave]:
    """What the person typed and did not save, newest first, less the texts; `besides` is the form's own."""
    shown = load_only(Autosave.title, Autosave.at, Autosave.sitting, Autosave.turn)
    wanted = visible_to(person, Autosave).where(
        Autosave.is_of(kind, post), Autosave.sitting != besides.token, Autosave.id != besides.continued
    )
    newest = wanted.options(shown).order_by(Autosave.at.desc(), Autosave.id.desc()).limit(UNSAVED_SHOWN)
    return list(db.session.scalars(newest))


def reviews_of(posts: Sequence[Post]) -> dict[int, ReviewState]:
    """The review state of each post's newest revision, by the post's id."""
    newest = (
        select(Revision.post_id, Revision.review)
        .join(Post, (Post.id == Revision.post_id) & (Post.version == Revision.number))
        .where(Post.id.in_([post.id for post in posts]))
    )
    return dict(db.session.execute(newest).tuples().all())


def plans_of(posts: Sequence[Post]) -> dict[int, Plans]:
    """What is planned, by the post's id, then by what shall happen."""
    wanted = select(Schedule).where(Schedule.post_id.in_([post.id for post in posts]))
    found: dict[int, Plans] = {post.id: {} for post in posts}
    for row in db.session.scalars(wanted):
        found[row.post_id][row.verb] = row
    return found


def writers() -> list[User]:
    """People who may enter the back office and so can be authors, by name."""
    return _by_name(person for person, _reviews in _people(Permission.BACKOFFICE_ENTER))


def writers_and_reviewers(kind: PostKind) -> tuple[list[User], list[User]]:
    """The same, and those of them who may see and review every text of this kind; in one query."""
    found = _people(Permission.BACKOFFICE_ENTER, Permission(f"{kind}.view"), Permission(f"{kind}.review"))
    return _by_name(person for person, _reviews in found), _by_name(it for it, reviews in found if reviews)


def _people(entering: Permission, *more: Permission) -> list[tuple[User, bool]]:
    """Who may enter, and whether they hold more; those who do first, so that none of them is cut off."""
    roles = db.session.scalars(select(Role)).all()
    may_enter, holds_more = (
        User.roles.any(Role.id.in_([role.id for role in roles if granted_by(role).issuperset(wanted)]))
        for wanted in ((entering,), (entering, *more))
    )
    people = select(User, holds_more).where(User.active, may_enter).options(lazyload(User.roles))
    order = (holds_more.desc(), User.name, User.id)
    return list(db.session.execute(people.order_by(*order).limit(MOST_PEOPLE)).tuples())


def _by_name(people: Iterable[User]) -> list[User]:
    return sorted(people, key=lambda person: (person.name.casefold(), person.id))


def tag_names(start: str = "", most: int = MOST_SUGGESTED) -> list[str]:
    """Names of tags that hold this text, in order."""
    query = select(Tag.name).order_by(Tag.name).limit(most)
    if start:
        query = query.where(Tag.key.contains(start.casefold(), autoescape=True))
    return list(db.session.scalars(query))


def link_targets(text: str, most: int) -> list[tuple[str, str]]:
    """Address and title of posts and pages that readers reach, those that answer the text best."""
    seen = visible_to(actor(), Post).where(Post.status == PostStatus.PUBLISHED)
    if text:
        found = best(text, seen, Narrowing(status=PostStatus.PUBLISHED), most, lazyload(Post.author))
    else:
        query = seen.options(*light_post()).order_by(Post.title, Post.id).limit(most)
        found = list(db.session.scalars(query))
    return [(post.path, post.title) for post in found]
