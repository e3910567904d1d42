"""When two saved at once and changed the same: both versions of each place, to choose from."""

from collections.abc import Iterator
from typing import Any

from flask import abort, flash, make_response, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from cms.actions import merging, saving
from cms.actions.errors import Invalid, Stale
from cms.admin.base import actor
from cms.admin.posts.comparison import difference
from cms.admin.posts.form import POLICIES
from cms.admin.posts.preview import preview
from cms.admin.posts.writing import PostWritingView
from cms.extensions import db
from cms.models import Post, Revision
from cms.tools.html import excerpt, text_of
from cms.tools.merging import Hunk, Merged, Side

LABELS = {
    "title": _l("Title"),
    "slug": _l("Address"),
    "summary": _l("Summary"),
    "body": _l("Text"),
    "tags": _l("Tags"),
    "lead_image": _l("Lead image"),
    "lead_image_alt": _l("Alternative text of the lead image"),
    "lead_image_caption": _l("Caption of the lead image"),
    "meta_title": _l("Heading in search results"),
    "meta_description": _l("Description in search results"),
    "pinned": _l("Pin to the top of the home page"),
    "comment_policy": _l("Comments"),
}
AROUND = 160  # characters of settled text that are shown before and behind a place
_CHOICES = {side.value: side for side in (Side.MINE, Side.THEIRS, Side.BOTH)}


class PostMergingView(PostWritingView):
    """?id= names the post and ?mine= the revision that was kept aside; both can be opened again and again."""

    @expose("/merge/", methods=("GET", "POST"))
    def merge_view(self) -> ResponseReturnValue:
        post = self.wanted()
        self.require("edit", post)
        aside = self._aside(post)
        if request.method != "POST":
            return self._choices_page(post, aside)
        try:
            revision = merging.settle(post, aside, by=actor(), **_chosen())
        except Stale:
            flash(_("Somebody saved once more. Here is what differs now."), "warning")
            return redirect(self.get_url(".merge_view", id=post.id, mine=aside.number))
        except Invalid as fault:
            flash(" ".join(map(str, fault.errors.values())), "error")
            return make_response(self._choices_page(post, aside), 422)
        db.session.commit()
        flash(_("Both versions are one now: revision %(number)d.", number=revision.number), "success")
        return redirect(self.row_url(post))

    def _aside(self, post: Post) -> Revision:
        found = saving.revision_of(post, self.parse_id(request.args.get("mine")) or 0)
        return found if found and found.aside else abort(404)

    def _choices_page(self, post: Post, aside: Revision) -> str:
        merged, theirs = merging.compare(post, aside)
        return self.render(
            "admin/posts/merge.html",
            record=post,
            theirs=theirs,
            mine=aside,
            fields=list(_fields(merged)),
            places=list(_places(merged)) if "body" not in merged.values else [],
            united=[LABELS[name] for name in merged.changed],
            chosen=request.form,
            draft_key=self.draft_key(post),
        )


def _chosen() -> dict[str, Any]:
    """The choices that were sent; what is none of ours is left out, and then missing."""
    given = [(name, _CHOICES[value]) for name, value in request.form.items() if value in _CHOICES]
    fields = {name.removeprefix("field-"): side for name, side in given if side is not Side.BOTH}
    hunks = {name.removeprefix("place-"): side for name, side in given}
    theirs = request.form.get("theirs", "")
    return {
        "theirs": int(theirs) if theirs.isascii() and theirs.isdigit() and len(theirs) < 10 else 0,
        "fields": fields,
        "hunks": {
            int(at): side for at, side in hunks.items() if at.isascii() and at.isdigit() and len(at) < 6
        },
    }


def _fields(merged: Merged) -> Iterator[dict[str, Any]]:
    for name, conflict in merged.conflicts.items():
        mine, theirs = _words(name, conflict.mine), _words(name, conflict.theirs)
        yield {
            "name": name,
            "label": LABELS[name],
            "mine": mine,
            "theirs": theirs,
            "pieces": difference(theirs, mine),
        }


def _words(name: str, value: Any) -> str:
    """A value as people read it."""
    if name == "tags":
        return ", ".join(value)
    if name == "comment_policy":
        return str(dict(POLICIES)[value])
    if name == "pinned":
        return _("Yes") if value else _("No")
    return str(value)


def _places(merged: Merged) -> Iterator[dict[str, Any]]:
    """Each place of the text where a choice is needed, with a little of what stands around it."""
    parts = [part for stretch in merged.body.stretches for part in stretch]
    for at, part in enumerate(parts):
        if isinstance(part, Hunk):
            yield {
                "number": part.number,
                "before": _end_of(parts[at - 1]) if at else "",
                "after": _start_of(parts[at + 1]) if at + 1 < len(parts) else "",
                "mine": preview(part.mine),
                "theirs": preview(part.theirs),
                "pieces": difference(text_of(part.theirs), text_of(part.mine)),
            }


def _end_of(part: str | Hunk) -> str:
    words = text_of(part) if isinstance(part, str) else ""
    return words if len(words) <= AROUND else "…" + words[-AROUND:].partition(" ")[2]


def _start_of(part: str | Hunk) -> str:
    return excerpt(part, AROUND) if isinstance(part, str) else ""
