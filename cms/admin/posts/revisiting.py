"""What became of a post: its timeline, any two revisions compared, an earlier one brought back."""

from types import MappingProxyType
from typing import Any

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from cms.actions import restoring, saving
from cms.actions.content import content_of
from cms.actions.errors import Stale
from cms.admin.base import actor
from cms.admin.posts.changes import compared
from cms.admin.posts.comparison import difference
from cms.admin.posts.merging import PostMergingView
from cms.admin.posts.particulars import particulars_of
from cms.admin.posts.queries import plans_of
from cms.admin.posts.rounds import TONES
from cms.admin.posts.summing import summaries_of
from cms.admin.posts.tellings import KINDS, MEDIA, STATES, look_of, looks_of, runs_of, told
from cms.admin.posts.timeline import Place, timeline_of
from cms.extensions import db
from cms.models import Post, Revision
from cms.rules.workflow import REVIEW_LABELS
from cms.tools.numbers import LARGEST_KEY

VIEWS = ("auto", "side", "inline")
LONGEST_SOURCE = 60_000  # characters of HTML whose differences are shown when the words are the same


class PostTimelineView(PostMergingView):
    """A number that the address names and that is no revision of this post is a 404."""

    more_pages = MappingProxyType({"timeline_view": _l("Timeline")})

    @expose("/timeline/")
    def timeline_view(self) -> ResponseReturnValue:
        post = self.wanted()
        place = Place(*(self._number(name, LARGEST_KEY) for name in ("before", "event")))
        page = timeline_of(post, place)
        return self.render(
            "admin/posts/timeline.html",
            record=post,
            newest=saving.newest_revision(post),
            page=page,
            is_first="before" not in request.args,
            summaries=summaries_of(post, page.revisions),
            plans=list(plans_of([post])[post.id].values()),
            review_labels=REVIEW_LABELS,
            review_tones={**TONES, "in_review": "warning"},
        )

    @expose("/compare/")
    def compare_view(self) -> ResponseReturnValue:
        post = self.wanted()
        after = self._revision_at(post, self._number("to", post.version))
        before = self._revision_at(post, self._number("from", after.parent or after.number))
        part = compared(before.body, after.body, self._number("part", 1)) or abort(404)
        return self.render(
            "admin/posts/compare.html",
            record=post,
            before=before,
            after=after,
            part=part,
            particulars=list(particulars_of(content_of(before), content_of(after))),
            source=None if part.changes else _source(before, after),
            view=request.args.get("view") if request.args.get("view") in VIEWS else VIEWS[0],
            **_neighbours(post, *sorted((before.number, after.number))),
            told=told,
            runs_of=runs_of,
            looks_of=looks_of,
            look_of=look_of,
            states=STATES,
            kinds=KINDS,
            media_names=MEDIA,
        )

    @expose("/restoration/", methods=("POST",))
    def restoration_view(self) -> ResponseReturnValue:
        post = self.wanted()
        self.require("edit", post)
        number, base = (self.parse_id(request.form.get(name)) or 0 for name in ("revision", "base"))
        try:
            restored = restoring.restore(post, number, by=actor(), base=base)
        except Stale as stale:
            flash(_("Somebody saved since you opened this page. Here is what you would replace."), "warning")
            return redirect(
                self.get_url(".compare_view", **{"id": post.id, "from": number, "to": stale.revision.number}),
                303,
            )
        db.session.commit()
        flash(_restored_sentence(post, restored, number), "success")
        return redirect(self.get_url(".timeline_view", id=post.id), 303)

    def heading_of(self, record: Post) -> str:
        return saving.newest_revision(record).title

    def _number(self, name: str, default: int) -> int:
        """A number from the address; what is none, and was given all the same, is a 404."""
        if name not in request.args:
            return default
        return self.parse_id(request.args[name]) or abort(404)

    def _revision_at(self, post: Post, number: int) -> Revision:
        return saving.revision_of(post, number) or abort(404)


def _source(before: Revision, after: Revision) -> Any:
    """How the markup differs, if it does; an empty list when that takes too long to tell."""
    if before.body == after.body:
        return None
    if len(before.body) + len(after.body) > LONGEST_SOURCE:
        return []
    return difference(before.body, after.body) or []


def _neighbours(post: Post, low: int, high: int) -> dict[str, int | None]:
    """The revisions before and after the two, to step through them."""
    numbers = select(Revision.number).where(Revision.post_id == post.id).limit(1)
    earlier = numbers.where(Revision.number < low).order_by(Revision.number.desc())
    later = numbers.where(Revision.number > high).order_by(Revision.number)
    return {"earlier": db.session.scalar(earlier), "later": db.session.scalar(later)}


def _restored_sentence(post: Post, restored: restoring.Restored, number: int) -> str:
    new = restored.revision.number
    sentence = _("Revision %(number)d is back, as revision %(new)d.", number=number, new=new)
    if restored.taken:
        sentence += " " + _(
            "Its address “%(taken)s” belongs to another text now, so the present one stays.",
            taken=restored.taken,
        )
    if post.is_live:
        sentence += " " + _("Readers see it once you publish it.")
    return sentence
