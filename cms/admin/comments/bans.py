"""Bans on the comments screen: of the writer of a comment, and the list of those that hold."""

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from flask_babel import gettext as _

from cms.actions.bans import ban_of, ban_writer, lift
from cms.actions.checks import require
from cms.admin.base import actor, way_back
from cms.admin.comments.queries import bans_before
from cms.admin.events.logged import LoggedView
from cms.extensions import db
from cms.models import Comment, CommentBan
from cms.rules.permissions import Permission, can
from cms.tools.numbers import key_in


class BansView(LoggedView):
    """What the comments screen can do with writers, for who may ban."""

    @expose("/bans/")
    def bans_view(self) -> ResponseReturnValue:
        require(actor(), Permission.COMMENT_BAN)
        bans, more = bans_before(key_in(request.args.get("before")))
        return self.render("admin/comments/bans.html", bans=bans, more=more)

    @expose("/ban/", methods=("POST",))
    def ban_view(self) -> ResponseReturnValue:
        comment: Comment = self.wanted()
        ban_writer(comment, by=actor(), reason=request.form.get("reason", ""))
        db.session.commit()
        flash(_("The writer is banned: comments of theirs are no longer taken."), "success")
        return redirect(self.get_url(".details_view", id=comment.id))

    @expose("/unban/", methods=("POST",))
    def unban_view(self) -> ResponseReturnValue:
        require(actor(), Permission.COMMENT_BAN)
        ban = db.session.get(CommentBan, key_in(request.form.get("id")) or 0) or abort(404)
        lift(ban, by=actor())
        db.session.commit()
        flash(_("The ban is lifted."), "success")
        return redirect(way_back(self.get_url(".bans_view")))

    def may_ban(self) -> bool:
        """Whether to show what leads here."""
        return bool(can(actor(), Permission.COMMENT_BAN))


def ban_on(comment: Comment) -> CommentBan | None:
    """The ban of the comment's writer, if there is one."""
    return ban_of(comment.author, comment.author_email)
