"""Transitions of one post: publish, unpublish, archive, trash, restore; submit, approve, request changes."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from flask_babel import gettext as _

from cms.actions import publishing, scheduling, trashing
from cms.actions.checks import require
from cms.actions.errors import Invalid, NotPossible
from cms.admin.base import actor, way_back
from cms.admin.base.moments import moment_from, moment_text
from cms.admin.posts.listing import PostListView
from cms.admin.posts.moves import PUBLICATION_MOVES, REVIEW_MOVES
from cms.extensions import db
from cms.models import Post, PostStatus, ScheduledVerb
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

    @expose("/schedule/", methods=("POST",))
    def schedule_view(self) -> ResponseReturnValue:
        """Publish a chosen revision later."""
        post = self.wanted()
        require(actor(), permission_for("publish", post), post)
        try:
            at = moment_from(request.form.get("at", "").strip())
        except ValueError as fault:
            raise Invalid({"at": str(fault)}) from fault
        number = self.parse_id(request.form.get("version")) or 0
        row = publishing.schedule(post, at, by=actor(), version=number)
        sentence = _(
            "Revision %(number)d appears %(moment)s.", number=row.version, moment=moment_text(row.at)
        )
        return self._done(post, sentence)

    @expose("/unschedule/", methods=("POST",))
    def unschedule_view(self) -> ResponseReturnValue:
        """Cancel what is planned."""
        post, verb = self.wanted(), request.form.get("verb", "")
        if verb not in set(ScheduledVerb):
            abort(404)
        scheduling.unschedule(post, ScheduledVerb(verb), by=actor())
        return self._done(post, _("The schedule of “%(title)s” is cancelled.", title=post.title))

    def check_deletable(self, record: Post) -> None:
        if record.status != PostStatus.TRASHED:
            raise NotPossible(_("Move “%(title)s” to the trash first, then delete it.", title=record.title))

    def delete(self, record: Post) -> None:
        trashing.delete(record, by=actor())

    def _moved(self, post: Post, transition: Transition) -> ResponseReturnValue:
        return self._done(post, str(transition.done % {"title": post.title}))

    def _done(self, post: Post, sentence: str) -> ResponseReturnValue:
        db.session.commit()
        flash(sentence, "success")
        return redirect(way_back(self.row_url(post)))


def _asked(table: Mapping[str, Transition], moves: Mapping[str, Callable[..., Any]]) -> Transition:
    name = request.values.get("transition", "")
    if name not in moves:
        abort(404)
    return table[name]
