"""The comments screen: the queue, and each comment with what it answers."""

from collections.abc import Sequence
from typing import Any

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select

from cms.actions.errors import NotPossible
from cms.actions.moderating import delete, moderate
from cms.admin.base import (
    BulkAct,
    Button,
    ChoiceFilter,
    ListArguments,
    Page,
    Permits,
    Tab,
    Titles,
    actor,
    way_back,
)
from cms.admin.comments.bans import BansView, ban_on
from cms.admin.comments.columns import (
    EXPORT_FORMATTERS,
    EXPORTED,
    LABELS,
    LISTED,
    TONES,
    sentences_of,
    words_of,
)
from cms.admin.comments.moves import bulk_acts, possible_moves
from cms.admin.comments.queries import (
    EVERY,
    WITH_PEOPLE,
    WITH_THREAD,
    answers_to,
    has_status,
    is_by,
    is_mixed,
    is_queue,
    parents_of,
)
from cms.admin.posts.preview import preview
from cms.extensions import db
from cms.models import Comment, CommentStatus
from cms.rules.permissions import Permission
from cms.rules.spam import HOLD
from cms.rules.workflow import COMMENT_LABELS, MODERATION


class CommentsView(BansView):
    permits = Permits(view=Permission.COMMENT_MODERATE, delete=Permission.COMMENT_DELETE)
    titles = Titles(
        many=_l("Comments"),
        one=_l("Comment"),
        empty=_l("Nothing waits for a decision. The tabs above lead to all other comments."),
        search=_l("Search names of commenters"),
    )
    icon = "comments"
    column_list = LISTED
    column_export_list = EXPORTED
    column_formatters_export = EXPORT_FORMATTERS
    column_labels = LABELS
    column_sortable_list = ("created_at",)
    default_order = ("created_at", True)
    search_columns = (Comment.author_name,)
    list_filters = (
        ChoiceFilter(
            "status",
            _l("Status"),
            has_status,
            lambda: (*COMMENT_LABELS.items(), (EVERY, _l("All"))),
            offered=lambda: False,  # the tabs are this filter
        ),
    )
    list_options, record_options = WITH_THREAD, WITH_PEOPLE
    list_template = "admin/comments/list.html"
    details_template = "admin/comments/details.html"

    def list_query(self, arguments: ListArguments) -> Select[Any]:
        query = super().list_query(arguments)
        return query.where(Comment.status == CommentStatus.PENDING) if is_queue(arguments) else query

    def search(self, text: str) -> ColumnElement[bool]:
        return is_by(text)

    def list_context(self, page: Page) -> dict[str, Any]:
        words: dict[str, Any] = {"tone_of": TONES.get, "label_of": COMMENT_LABELS.get, "words_of": words_of}
        words |= {"sentences_of": sentences_of, "held_from": HOLD}
        return {**super().list_context(page), **words, "mixed": is_mixed(page.arguments)}

    def row_url(self, record: Comment) -> str:
        return self.get_url(".details_view", id=record.id)

    def row_buttons(self, record: Comment) -> list[Button]:
        url, here = self.get_url(".moderation_view", id=record.id), request.full_path
        buttons = [
            Button(move.label, url, post=True, fields={"transition": move.name, "url": here})
            for move in possible_moves(record)
        ]
        if record.status == CommentStatus.TRASHED:
            buttons += super().row_buttons(record)
        return buttons

    def tabs(self, arguments: ListArguments) -> list[Tab]:
        queue = CommentStatus.PENDING.value
        present = queue if is_queue(arguments) else arguments.filters.get("status", EVERY)
        states = [(COMMENT_LABELS[status], status.value) for status in CommentStatus]
        return [
            Tab(label, self.list_url(arguments.but(filters={"status": value})), current=present == value)
            for label, value in (*states, (_l("All"), EVERY))
        ]

    def bulk_acts(self) -> Sequence[BulkAct]:
        return bulk_acts()

    def check_deletable(self, record: Comment) -> None:
        if record.status != CommentStatus.TRASHED:
            raise NotPossible(_("Move the comment to the trash first, then delete it."))

    def consequences(self, record: Comment) -> list[str]:
        return [words_of(record), _("The answers under it are deleted too.")]

    def delete(self, record: Comment) -> None:
        delete(record, by=actor())

    def details_context(self, record: Comment) -> dict[str, Any]:
        return {
            **super().details_context(record),
            "parents": [(parent, preview(parent.body)) for parent in parents_of(record)],
            "text": preview(record.body),
            "tone": TONES[record.status],
            "label": COMMENT_LABELS[record.status],
            "answers": [(answer, preview(answer.body)) for answer in answers_to(record)],
            "sentences": sentences_of(record),
            "ban": ban_on(record),
        }

    def heading_of(self, record: Comment) -> str:
        return _("Comment by %(name)s", name=record.display_name)

    @expose("/moderation/", methods=("POST",))
    def moderation_view(self) -> ResponseReturnValue:
        comment = self.wanted()
        name = request.form.get("transition", "")
        if name not in MODERATION:
            abort(404)
        moderate(comment, name, by=actor(), reason=request.form.get("reason", "").strip())
        db.session.commit()
        flash(str(MODERATION[name].done), "success")
        return redirect(way_back(self.get_url(".index_view")))
