"""A revision rendered with the site's own templates, with the notes on it; kept by nobody."""

from dataclasses import dataclass

from flask import Response, render_template, request

from cms.engines.reading.notes import notes_on
from cms.engines.reading.proofs import proof_of
from cms.models import Post, PostKind, PreviewLink, Revision

FRAMES = {PostKind.POST: "site/post.html", PostKind.PAGE: "site/page.html"}


@dataclass(frozen=True)
class Typed:
    """What somebody sent as a note, and why it was not kept."""

    text: str = ""
    quote: str = ""
    name: str = ""
    fault: str = ""


def typed(fault: str) -> Typed:
    """The form as it came, so that nothing typed is lost."""
    text, quote, name = (request.form.get(field, "") for field in ("text", "quote", "name"))
    return Typed(text, quote, name, fault)


def render_proof(
    post: Post, revision: Revision, action: str, link: PreviewLink | None = None, sent: Typed | None = None
) -> str:
    """The page; `action` is where notes are sent. With a link, it shows no more than its holder may see."""
    shown = proof_of(post, revision)
    threads = notes_on(post, link)
    return render_template(
        "site/proof.html",
        frame=FRAMES[post.kind],
        post=shown,
        page=shown,
        path=post.path,
        revision=revision,
        link=link,
        threads=threads,
        passages=[thread.passage for thread in threads if not thread.note.settled_at],
        action=action,
        sent=sent or Typed(),
    )


def keep_private(response: Response) -> Response:
    """Neither caches nor search engines keep a preview, or what is said of a link that opens none."""
    if request.path.startswith("/preview/"):
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
