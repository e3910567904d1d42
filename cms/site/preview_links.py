"""Previews for whoever holds a link, without an account."""

from flask import abort, flash, make_response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cms.actions.annotating import note_as_guest
from cms.actions.errors import Invalid, NotPossible
from cms.engines.preview_links import link_of
from cms.engines.reading.proofs import revision_of
from cms.extensions import db
from cms.models import PreviewLink, Revision, now
from cms.site.blueprint import site
from cms.site.proofs import Typed, passage_given, render_proof, typed


@site.get("/preview/<token>")
def preview_link(token: str) -> str:
    return _page(token, *_opened(token))


@site.post("/preview/<token>")
def write_note_by_link(token: str) -> Response:
    link, revision = _opened(token)
    text, name = (request.form.get(field, "") for field in ("text", "name"))
    quote = passage_given(revision)
    try:
        kept = note_as_guest(link, revision, text, name=name, quote=quote)
    except Invalid as error:
        fault = " ".join(map(str, error.errors.values()))
        return make_response(_page(token, link, revision, typed(fault)), 422)
    except NotPossible as obstacle:
        return make_response(_page(token, link, revision, typed(str(obstacle))), 409)
    db.session.commit()
    flash(_("Thank you. The editors see your note."), "success")
    return redirect(f"{url_for('site.preview_link', token=token)}#note-{kept.id}", 303)


def _page(token: str, link: PreviewLink, revision: Revision, sent: Typed | None = None) -> str:
    return render_proof(
        link.post, revision, url_for("site.write_note_by_link", token=token), link=link, sent=sent
    )


def _opened(token: str) -> tuple[PreviewLink, Revision]:
    """The link and what it shows. One that we never made is a 404; one that has had its time, a 410."""
    link = link_of(token) or abort(404)
    if not link.opens_at(now()):
        abort(410)
    return link, revision_of(link.post, link.version) or abort(410)
