"""Previews of any revision, for those who may see the post in the back office."""

from flask import abort, flash, make_response, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from cms.actions.annotating import note
from cms.actions.errors import Invalid
from cms.engines.reading.proofs import revision_of
from cms.extensions import db
from cms.models import Post, Revision
from cms.rules.permissions import visible_to
from cms.site.blueprint import site
from cms.site.incoming import number_given
from cms.site.proofs import Typed, passage_given, render_proof, typed
from cms.tools.numbers import LARGEST_KEY
from cms.web.viewing import acting_person

ADDRESS = f"/preview/post/<int(max={LARGEST_KEY}):id>"


@site.get(ADDRESS)
def preview(id: int) -> str:
    """With ?revision=N that revision, else the newest."""
    return _page(*_wanted(id))


@site.post(ADDRESS)
def write_note(id: int) -> Response:
    post, revision = _wanted(id)
    text, quote = request.form.get("text", ""), passage_given(revision)
    try:
        kept = note(revision, text, by=current_user._get_current_object(), quote=quote)
    except Invalid as error:
        return make_response(_page(post, revision, typed(" ".join(map(str, error.errors.values())))), 422)
    db.session.commit()
    flash(_("Your note is kept."), "success")
    here = url_for("site.preview", id=id, revision=revision.number)
    return redirect(f"{here}#note-{kept.id}", 303)


def _page(post: Post, revision: Revision, sent: Typed | None = None) -> str:
    action = url_for("site.write_note", id=post.id, revision=revision.number)
    return render_proof(post, revision, action, sent=sent)


def _wanted(id: int) -> tuple[Post, Revision]:
    """The post and its revision; what the person may not see is a 404 like what doesn't exist."""
    visible = visible_to(acting_person(), Post).where(Post.id == id)
    post = db.session.scalars(visible).one_or_none() or abort(404)
    number = number_given("revision", low=0) if "revision" in request.args else None
    return post, revision_of(post, number) or abort(404)
