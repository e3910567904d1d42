"""Copy a revision onto its post's row, which is what visitors and lists see."""

from cms.actions.addresses import redirect_from
from cms.actions.content import NAMES
from cms.actions.tagging import put_tags, tags_named
from cms.extensions import db
from cms.models import Post, Revision
from cms.rules.permissions import SYSTEM
from cms.tools.html import text_of

SHOWN = tuple(name for name in NAMES if name != "tags")  # which a post has rows for


def project(post: Post, revision: Revision, *, was_public: bool) -> None:
    """Make the row show this revision; an address that was public keeps leading here."""
    old_path = post.path
    for name in SHOWN:
        setattr(post, name, getattr(revision, name))
    post.body_text = text_of(revision.body)
    post.live_version = revision.number
    db.session.flush()
    if was_public and post.path != old_path:
        redirect_from(old_path, post)
    # A tag may have been deleted since the revision was saved; who publishes it brings it back.
    put_tags(post, tags_named(revision.tags, by=SYSTEM))
