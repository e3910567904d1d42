"""When somebody saved in the meantime: both texts, what differs, and a form that saves on top."""

from typing import Any

from cms.actions.content import content_of
from cms.actions.saving import newest_revision
from cms.admin.posts.comparison import Piece, difference
from cms.admin.posts.form import split_tags
from cms.models import Post


def conflict_context(form: Any, post: Post) -> dict[str, Any]:
    """What the page shows; the form's base becomes the version that is current now."""
    theirs = newest_revision(post)
    form.base.data = theirs.number
    return {"record": post, "theirs": theirs, "differences": list(_differences(form, theirs))}


def _differences(form: Any, theirs: Any) -> Any:
    saved = content_of(theirs)
    for name in ("title", "summary", "body", "tags"):
        if name not in form:
            continue
        before, after = getattr(saved, name), form[name].data or ""
        if name == "tags":
            before, after = ", ".join(before), ", ".join(split_tags(after))
        if before != after:
            yield form[name].label.text, difference(before, after)


__all__ = ["Piece", "conflict_context"]
