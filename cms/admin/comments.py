"""The comments screen: the queue, and each comment with what it answers."""

from collections.abc import Sequence
from typing import Any

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from flask_admin.helpers import get_redirect_target
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlalchemy.orm import lazyload, selectinload

from cms.actions.moderating import delete, moderate
from cms.admin.base import (
    BulkAct,
    Button,
    ChoiceFilter,
    ListArguments,
    Page,
    Permits,
    SafeModelView,
    Tab,
    Titles,
    actor,
)
from cms.admin.base.matching import matches
from cms.admin.posts.preview import preview
from cms.admin.posts.queries import light_post
from cms.extensions import db
from cms.models import Comment, CommentStatus, Post, User
from cms.rules.permissions import Permission, can
from cms.rules.workflow import COMMENT_LABELS, MODERATION, Transition
from cms.tools.html import excerpt

EXCERPT = 160  # characters
MOST_PARENTS = 20
EVERY = "all"  # the status filter that shows every status
TONES = {
    CommentStatus.PENDING: "warning",
    CommentStatus.APPROVED: "success",
    CommentStatus.SPAM: "danger",
    CommentStatus.TRASHED: "danger",
}


def _people() -> tuple[Any, ...]:
    # Whether a person may moderate depends on the post's author, and so does the link to it.
    return (
        selectinload(Comment.author).options(lazyload(User.roles)),
        selectinload(Comment.post).options(*light_post(), lazyload(Post.author)),
    )


class CommentsView(SafeModelView):
    permits = Permits(view=Permission.COMMENT_MODERATE, delete=Permission.COMMENT_DELETE)
    titles = Titles(
        many=_l("Comments"),
        one=_l("Comment"),
        empty=_l("Nothing waits for a decision. The tabs above lead to all other comments."),
        search=_l("Search names of commenters"),
    )
    icon = "comments"
    column_list = ("body", "author", "post", "created_at")
    column_export_list = ("id", "created_at", "status", "display_name", "post", "body")
    column_formatters_export = {"body": lambda comment: excerpt(comment.body, 10_000)}
    column_labels = {
        "id": _l("Number"),
        "body": _l("Comment"),
        "author": _l("Author"),
        "display_name": _l("Author"),
        "post": _l("Post"),
        "status": _l("Status"),
        "created_at": _l("When"),
    }
    column_sortable_list = ("created_at",)
    default_order = ("created_at", True)
    search_columns = (Comment.author_name,)
    list_filters = (
        ChoiceFilter(
            "status",
            _l("Status"),
            lambda value: true() if value == EVERY else Comment.status == CommentStatus(value),
            lambda: (*COMMENT_LABELS.items(), (EVERY, _l("All"))),
        ),
    )
    list_options = record_options = _people()
    list_template = "admin/comments/list.html"
    details_template = "admin/comments/details.html"

    def list_query(self, arguments: ListArguments) -> Select[Any]:
        """Unless something else is asked for, the queue: what is held."""
        query = super().list_query(arguments)
        return query.where(Comment.status == CommentStatus.PENDING) if _is_queue(arguments) else query

    def search(self, text: str) -> ColumnElement[bool]:
        members = select(User.id).where(or_(matches(text, User.name), User.handle == text.casefold()))
        return or_(matches(text, Comment.author_name), Comment.author_id.in_(members))

    def list_context(self, page: Page) -> dict[str, Any]:
        return {
            **super().list_context(page),
            "tone_of": TONES.get,
            "label_of": COMMENT_LABELS.get,
            "excerpt": _short,
        }

    def row_url(self, record: Comment) -> str:
        return self.get_url(".details_view", id=record.id)

    def row_buttons(self, record: Comment) -> list[Button]:
        url = self.get_url(".moderation_view", id=record.id)
        buttons = [
            Button(move.label, url, post=True, fields={"transition": move.name, "url": request.full_path})
            for move in possible_moves(record)
        ]
        if record.status == CommentStatus.TRASHED:
            buttons += super().row_buttons(record)
        return buttons

    def tabs(self, arguments: ListArguments) -> list[Tab]:
        queue = CommentStatus.PENDING.value
        present = queue if _is_queue(arguments) else arguments.filters.get("status", EVERY)
        states = [(COMMENT_LABELS[status], status.value) for status in CommentStatus]
        return [
            Tab(label, self.list_url(arguments.but(filters={"status": value})), current=present == value)
            for label, value in (*states, (_l("All"), EVERY))
        ]

    def bulk_acts(self) -> Sequence[BulkAct]:
        return tuple(_moving(transition) for transition in MODERATION.values())

    def delete(self, record: Comment) -> None:
        delete(record, by=actor())

    def details_context(self, record: Comment) -> dict[str, Any]:
        thread = [(comment, preview(comment.body)) for comment in parents_of(record)]
        return {
            **super().details_context(record),
            "parents": thread,
            "text": preview(record.body),
            "tone": TONES[record.status],
            "label": COMMENT_LABELS[record.status],
        }

    @expose("/moderation/", methods=("POST",))
    def moderation_view(self) -> ResponseReturnValue:
        comment = self.wanted()
        name = request.form.get("transition", "")
        if name not in MODERATION:
            abort(404)
        moderate(comment, name, by=actor())
        db.session.commit()
        flash(str(MODERATION[name].done), "success")
        return redirect(get_redirect_target() or self.get_url(".index_view"))


def possible_moves(comment: Comment) -> list[Transition]:
    """The transitions that the person can carry out on this comment now."""
    if not can(actor(), Permission.COMMENT_MODERATE, comment):
        return []
    return [move for move in MODERATION.values() if comment.status in move.sources]


def parents_of(comment: Comment) -> list[Comment]:
    """What the comment answers, from the thread's beginning down."""
    parents: list[Comment] = []
    parent_id = comment.parent_id
    while parent_id and len(parents) < MOST_PARENTS:
        parent = db.session.get(Comment, parent_id, options=_people())
        if parent is None:
            break
        parents.append(parent)
        parent_id = parent.parent_id
    return parents[::-1]


def _is_queue(arguments: ListArguments) -> bool:
    return "status" not in arguments.filters and not arguments.search


def _moving(transition: Transition) -> BulkAct:
    return BulkAct(
        transition.name,
        transition.label,
        lambda comment: can(actor(), Permission.COMMENT_MODERATE, comment),
        lambda comment, _text: moderate(comment, transition.name, by=actor()),
        grave=transition.grave,
    )


def _short(comment: Comment) -> str:
    return excerpt(comment.body, EXCERPT)
