"""Transitions of one post: publish, unpublish, archive, trash, restore; submit, approve, request changes."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from flask_babel import gettext as _

from cms.actions import trashing
from cms.actions.checks import require
from cms.actions.errors import NotPossible
from cms.admin.base import actor, way_back
from cms.admin.posts.listing import PostListView
from cms.admin.posts.moves import PUBLICATION_MOVES, REVIEW_MOVES
from cms.extensions import db
from cms.models import Post, PostStatus
from cms.rules.workflow import PUBLICATION, REVIEW, Transition, permission_for

LONGEST_NOTE = 500


class PostMovesView(PostListView):
    """An address for each table of transitions. GET asks, POST does it."""

    @expose("/publication/", methods=("GET", "POST"))
    def publication_view(self) -> ResponseReturnValue:
        post = self.wanted()
        transition = _asked(PUBLICATION, PUBLICATION_MOVES)
        if request.method != "POST":
            require(actor(), permission_for(transition.act, post), post)
            return self.render("admin/posts/confirm.html", record=post, transition=transition)
        PUBLICATION_MOVES[transition.name](post, by=actor())
        return self._moved(post, transition)

    @expose("/review/", methods=("POST",))
    def review_view(self) -> ResponseReturnValue:
        post = self.wanted()
        transition = _asked(REVIEW, REVIEW_MOVES)
        note = " ".join(request.form.get("note", "").split())[:LONGEST_NOTE]
        REVIEW_MOVES[transition.name](post, by=actor(), note=note)
        return self._moved(post, transition)

    def check_deletable(self, record: Post) -> None:
        if record.status != PostStatus.TRASHED:
            raise NotPossible(_("Move “%(title)s” to the trash first, then delete it.", title=record.title))

    def delete(self, record: Post) -> None:
        trashing.delete(record, by=actor())

    def _moved(self, post: Post, transition: Transition) -> ResponseReturnValue:
        title = post.title
        db.session.commit()
        flash(str(transition.done % {"title": title}), "success")
        return redirect(way_back(self.row_url(post)))


def _asked(table: Mapping[str, Transition], moves: Mapping[str, Callable[..., Any]]) -> Transition:
    name = request.values.get("transition", "")
    if name not in moves:
        abort(404)
    return table[name]
