"""What is typed in the form of a post is kept by itself, and offered when the form is opened again."""

from typing import Any

from flask import abort, flash, jsonify, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from flask_admin.helpers import get_form_data
from flask_babel import format_time
from flask_babel import gettext as _

from cms.actions import autosaving, saving
from cms.actions.autosaving import Sitting
from cms.admin.base import AdminForm, actor
from cms.admin.posts.form import content_from, sitting_of
from cms.admin.posts.presence import PostPresenceView
from cms.admin.posts.queries import unsaved_by
from cms.extensions import db
from cms.models import Autosave, Post
from cms.rules.permissions import visible_to
from cms.web.viewing import is_viewing


class PostAutosavesView(PostPresenceView):
    """?id= names the post; without it, the text is one that was never saved."""

    form: type[AdminForm]

    @expose("/autosave/", methods=("POST",))
    def autosave_view(self) -> ResponseReturnValue:
        """By a script, which is answered with a sentence; an empty one when nothing is unsaved."""
        post = self._named()
        form = self.form(get_form_data())
        content = content_from(form, saving.newest_revision(post) if post else None)
        kept = autosaving.keep(
            content, sitting_of(form), by=actor(), kind=self.kind, post=post, base=form.base.data
        )
        sentence = _kept_sentence(kept) if kept else ""
        db.session.commit()
        return jsonify(sentence=sentence)

    @expose("/autosave/removal/", methods=("POST",))
    def autosave_removal_view(self) -> ResponseReturnValue:
        post = self._named()
        self.require("edit" if post else "create", post)
        number = self.parse_id(request.form.get("autosave")) or abort(404)
        autosaving.forget(Sitting("", continued=number), by=actor())
        db.session.commit()
        flash(_("What you had not saved is dropped."), "success")
        return redirect(self.row_url(post) if post else self.get_url(".create_view"))

    def continued(self, post: Post | None) -> Autosave | None:
        """The autosave that the address asks to go on with; what isn't the person's own is a 404."""
        if request.method != "GET" or "autosave" not in request.args:
            return None
        if is_viewing():
            abort(404)
        mine = visible_to(actor(), Autosave).where(Autosave.is_of(self.kind, post))
        number = self.parse_id(request.args["autosave"]) or abort(404)
        return db.session.scalars(mine.where(Autosave.id == number)).one_or_none() or abort(404)

    def kept_context(self, form: Any, post: Post | None) -> dict[str, Any]:
        """What lies here unsaved, and where what is typed now will be kept."""
        named = {"id": post.id} if post else {}
        # Not even who looks as the author reads what the author keeps for themself.
        unsaved = [] if is_viewing() else unsaved_by(actor(), self.kind, post, sitting_of(form))
        return {
            "unsaved_work": unsaved,
            "autosave_url": self.get_url(".autosave_view", **named),
        }

    def _named(self) -> Post | None:
        return self.wanted() if "id" in request.values else None


def _kept_sentence(kept: Autosave) -> str:
    return _("Saved at %(time)s, for you alone.", time=format_time(kept.at, "short"))
