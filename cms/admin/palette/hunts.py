"""Records by a few letters, each noun in one query that reads a bounded number of rows.

Texts are found by the search index. Of the other nouns it looks through the newest ones for every word, and
anywhere for what begins as was typed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, case, select, union_all
from sqlalchemy.orm import lazyload

from cms.admin.base import ListArguments
from cms.admin.base.buttons import Label
from cms.admin.palette.commands import Command, Group
from cms.admin.posts.queries import light_post
from cms.admin.posts.searching import best, seen_by_them
from cms.extensions import db
from cms.models import Post, PostKind, Tag, User, folded
from cms.rules.workflow import STATUS_LABELS

MOST_FOUND = 8
NEWEST_READ = 2_000
SEEK_READ = 20


@dataclass(frozen=True)
class Hunt:
    """`newest` orders what is looked through; `seeks` are indexed columns, with what to seek there."""

    screen: str
    newest: tuple[Any, ...]
    note: Callable[[Any], Label]
    seeks: tuple[tuple[Any, Callable[[str], Iterable[str]]], ...] = ()
    options: tuple[Any, ...] = ()


def _of_posts(kind: PostKind) -> Hunt:
    return Hunt(
        f"{kind}s",
        newest=(Post.updated_at.desc(), Post.id.desc()),
        note=lambda post: STATUS_LABELS[post.status],
        options=(*light_post(), lazyload(Post.author)),
    )


HUNTS = (
    _of_posts(PostKind.POST),
    _of_posts(PostKind.PAGE),
    Hunt("tags", (Tag.id.desc(),), lambda tag: "", ((Tag.key, lambda text: {folded(text)}),)),
    Hunt(
        "users",
        newest=(User.id.desc(),),
        seeks=((User.handle, lambda text: {text.lower()}), (User.email, lambda text: {text.lower()})),
        note=lambda person: f"@{person.handle}",
        options=(lazyload(User.roles),),
    ),
)


def hunted(views: Iterable[Any]) -> list[tuple[Hunt, Any]]:
    """The hunts, each with its screen, where the person may open that."""
    by_name = {view.endpoint: view for view in views}
    return [(hunt, by_name[hunt.screen]) for hunt in HUNTS if by_name[hunt.screen].is_accessible()]


def found(views: Iterable[Any], text: str) -> list[Group]:
    """What the text finds on each screen, then the screens' own searches, which look through everything."""
    pairs = hunted(views)
    groups = [Group(view.titles.many, _hits(hunt, view, text)) for hunt, view in pairs]
    searches = [
        Command(
            _("%(screen)s with “%(text)s”", screen=view.titles.many, text=text),
            view.get_url(f"{view.endpoint}.index_view", search=text),
            "search",
        )
        for _hunt, view in pairs
    ]
    return [group for group in (*groups, Group(_("Search in the lists"), searches)) if group.items]


def changed_last(views: Iterable[Any]) -> list[Group]:
    """The posts and pages that were changed last: where most people go on."""
    rows = [
        (record, hunt, view)
        for hunt, view in hunted(views)
        if view.model is Post
        for record in _rows(hunt, view.list_query(ListArguments()))
    ]
    rows.sort(key=lambda row: (row[0].updated_at, row[0].id), reverse=True)
    items = [_command(*row) for row in rows[:MOST_FOUND]]
    return [Group(_("Changed last"), items)] if items else []


def _hits(hunt: Hunt, view: Any, text: str) -> list[Command]:
    if view.model is Post:
        scope, narrowing = view.list_query(ListArguments()), seen_by_them(view.kind)
        return [
            _command(post, hunt, view) for post in best(text, scope, narrowing, MOST_FOUND, *hunt.options)
        ]
    query = view.list_query(ListArguments(search=text)).where(view.primary_key.in_(_near(hunt, view, text)))
    begins = case((view.search_columns[0].istartswith(text, autoescape=True), 0), else_=1)
    return [_command(record, hunt, view) for record in _rows(hunt, query.order_by(begins))]


def _rows(hunt: Hunt, query: Select[Any]) -> list[Any]:
    return list(db.session.scalars(query.order_by(*hunt.newest).options(*hunt.options).limit(MOST_FOUND)))


def _near(hunt: Hunt, view: Any, text: str) -> Any:
    """The keys of the rows that are looked at, whoever may see them."""
    key = view.primary_key
    parts = [view.get_query().with_only_columns(key).order_by(*hunt.newest).limit(NEWEST_READ)]
    for column, spellings in hunt.seeks:
        parts += [
            select(key).where(column >= start).order_by(column).limit(SEEK_READ) for start in spellings(text)
        ]
    # Wrapped once more, since SQLite takes no LIMIT inside a part of a union.
    return union_all(*(select(part.subquery().c[0]) for part in parts))


def _command(record: Any, hunt: Hunt, view: Any) -> Command:
    return Command(str(record), view.row_url(record), hunt.screen, hunt.note(record))
