"""Preview links and notes of one post: made, revoked, answered and settled from its form."""

from typing import Any

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from flask_babel import gettext as _
from sqlalchemy import select

from cms.actions import annotating, previewing
from cms.admin.base import actor, way_back
from cms.admin.posts.moving import PostMovesView
from cms.extensions import db
from cms.models import Note, Post, PreviewLink

SETTLING = {"settle": annotating.settle, "reopen": annotating.reopen}


class PostPreviewsView(PostMovesView):
    """Each address takes a form that stands beside the big one, and leads back there."""

    @expose("/preview-link/", methods=("POST",))
    def preview_link_view(self) -> ResponseReturnValue:
        post = self.wanted()
        newest = request.form.get("version") == "newest"
        previewing.create_link(
            post,
            by=actor(),
            days=_number("days"),
            version=None if newest else _number("version"),
            label=request.form.get("label", ""),
        )
        return self._back(post, _("The preview link is made. Copy it from the list."), "preview-links")

    @expose("/preview-link/revocation/", methods=("POST",))
    def revocation_view(self) -> ResponseReturnValue:
        post = self.wanted()
        self.require("edit", post)
        previewing.revoke(_of(post, PreviewLink, "link"), by=actor())
        return self._back(post, _("The link is revoked: it opens nothing any more."), "preview-links")

    @expose("/notes/reply/", methods=("POST",))
    def reply_view(self) -> ResponseReturnValue:
        post = self.wanted()
        annotating.reply(_of(post, Note, "note"), request.form.get("text", ""), by=actor())
        return self._back(post, _("Your answer is kept."), "notes")

    @expose("/notes/settling/", methods=("POST",))
    def settling_view(self) -> ResponseReturnValue:
        post = self.wanted()
        self.require("edit", post)
        act = SETTLING.get(request.form.get("act", "")) or abort(404)
        act(_of(post, Note, "note"), by=actor())
        return self._back(post, _("The note is changed."), "notes")

    def _back(self, post: Post, sentence: str, place: str) -> ResponseReturnValue:
        db.session.commit()
        flash(sentence, "success")
        return redirect(way_back(f"{self.row_url(post)}#{place}"))


def _of(post: Post, noun: type[Any], field: str) -> Any:
    """The post's own link or note that the form names; another post's is a 404."""
    found = select(noun).where(noun.post_id == post.id, noun.id == _number(field))
    return db.session.scalars(found).one_or_none() or abort(404)


def _number(field: str) -> int:
    """A number from the form, 0 for what is none."""
    text = request.form.get(field, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
