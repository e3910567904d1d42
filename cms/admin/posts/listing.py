"""The lists of posts and pages."""

from collections.abc import Sequence
from typing import Any

from flask import flash
from flask_babel import gettext as _
from sqlalchemy import Select
from sqlalchemy.orm import selectinload

from cms.admin.base import BulkAct, Button, ListArguments, Page, Tab
from cms.admin.base.lookup import Suggest
from cms.admin.events.logged import LoggedView
from cms.admin.posts.bulk import bulk_acts_for
from cms.admin.posts.columns import EXPORT_FORMATTERS, EXPORTED, LABELS, SORTED
from cms.admin.posts.moves import possible_moves
from cms.admin.posts.queries import (
    light_post,
    link_targets,
    plans_of,
    reviews_of,
    tag_names,
    with_author,
)
from cms.admin.posts.searching import MOST_LISTED, ids_found
from cms.admin.posts.standing import Badge, badges_of
from cms.models import Post, PostKind, PostStatus, ReviewState
from cms.rules.workflow import REVIEW_LABELS, STATUS_LABELS

# What a row offers; the rest is on the form.
ROW_MOVES = ("trash", "restore")


class PostListView(LoggedView):
    """Its subclasses choose the kind."""

    kind: PostKind
    list_template = "admin/posts/list.html"
    column_sortable_list = SORTED
    column_labels = LABELS
    column_export_list = EXPORTED
    column_formatters_export = EXPORT_FORMATTERS
    default_order = ("updated_at", True)
    search_columns = (Post.title,)
    list_options = (*light_post(), with_author(), selectinload(Post.tags))
    record_options = (with_author(),)

    def get_query(self) -> Select[Any]:
        return super().get_query().where(Post.kind == self.kind)

    def list_query(self, arguments: ListArguments) -> Select[Any]:
        query = super().list_query(arguments.but(search=""))
        status = PostStatus(arguments.filters["status"]) if "status" in arguments.filters else None
        if arguments.search:
            query = query.where(Post.id.in_(ids_found(arguments.search, self.kind, status)))
        return query if status else query.where(Post.status != PostStatus.TRASHED)

    def list_context(self, page: Page) -> dict[str, Any]:
        reviews, plans = reviews_of(page.rows), plans_of(page.rows)

        def badges(post: Post) -> list[Badge]:
            return badges_of(post, reviews.get(post.id), plans.get(post.id))

        if page.arguments.search and page.count == MOST_LISTED:
            told = _("Only the newest %(most)s texts that hold these words are listed.", most=MOST_LISTED)
            flash(f"{told} {_('Add a word to narrow it down.')}", "info")
        return {**super().list_context(page), "badges": badges}

    def tabs(self, arguments: ListArguments) -> list[Tab]:
        def tab(label: Any, filters: dict[str, str]) -> Tab:
            url = self.list_url(ListArguments(page_size=arguments.page_size, filters=filters))
            return Tab(label, url, current=dict(arguments.filters) == filters)

        states = [tab(STATUS_LABELS[status], {"status": status.value}) for status in PostStatus]
        review = tab(REVIEW_LABELS[ReviewState.IN_REVIEW], {"review": ReviewState.IN_REVIEW.value})
        return [tab(_("All"), {}), states[0], review, *states[1:]]

    def row_buttons(self, record: Post) -> list[Button]:
        moves = [move for move in possible_moves(record) if move.name in ROW_MOVES]
        buttons = [self.move_button(record, move) for move in moves]
        if record.status == PostStatus.TRASHED:
            buttons += super().row_buttons(record)
        return buttons

    def move_button(self, record: Post, move: Any) -> Button:
        """A grave move links to the page that asks first; the others happen at once."""
        if move.grave:
            url = self.get_url(".publication_view", id=record.id, transition=move.name)
            return Button(move.label, url, grave=True, icon="trash")
        url = self.get_url(".publication_view", id=record.id)
        return Button(move.label, url, post=True, fields={"transition": move.name})

    def bulk_acts(self) -> Sequence[BulkAct]:
        return bulk_acts_for(self.kind)

    def lookups(self) -> dict[str, Suggest]:
        return {
            "tags": lambda text, most: [(name, name) for name in tag_names(text, most)],
            "targets": link_targets,
        }
