"""Events as sentences, with links to what they tell of, as far as it exists and may be seen."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from flask import url_for

from cms.admin.base import actor
from cms.admin.events.bulk import bulk_label
from cms.admin.events.differences import WAYS
from cms.admin.events.sentences import sentence_for
from cms.extensions import db
from cms.models import Comment, Event, Invitation, MissingAddress, Post, PostKind, Redirect, Role, Tag, User
from cms.rules.permissions import visible_to
from cms.rules.settings import BY_NAME

_MODELS: dict[str, type[Any]] = {
    "post": Post,
    "comment": Comment,
    "tag": Tag,
    "redirect": Redirect,
    "missing_address": MissingAddress,
    "user": User,
    "invitation": Invitation,
    "role": Role,
}
_SCREENS = {
    "comment": "comments.details_view",
    "tag": "tags.details_view",
    "redirect": "redirects.details_view",
    "missing_address": "missing.details_view",
    "user": "users.details_view",
    "invitation": "invitations.details_view",
    "role": "roles.details_view",
}
_POST_SCREENS = {PostKind.POST: "posts.details_view", PostKind.PAGE: "pages.details_view"}


class Told(NamedTuple):
    """A sentence in three parts: what stands before the record's name, the name, what stands after it.

    `link` leads to the record and `who` to the person, where there is such a screen to be seen.
    """

    event: Event
    before: str
    label: str
    after: str
    link: str | None
    who: str | None

    def __str__(self) -> str:
        return f"{self.before}{self.label}{self.after}"


def tell(events: Sequence[Event]) -> list[Told]:
    """Each event in words. One query a noun, however many events there are."""
    links = _links(events)
    people = _reachable("user", {event.actor_id for event in events if event.actor_id})
    return [
        _told(event, links.get((event.noun, event.record_id)), people.get(event.actor_id or 0))
        for event in events
    ]


def _told(event: Event, link: str | None, who: str | None) -> Told:
    before, gap, after = sentence_for(event.verb).partition("%(record)s")
    return Told(event, before, record_label(event) if gap else "", after + _way(event), link, who)


def _way(event: Event) -> str:
    """How somebody came in, behind the sentence that they did."""
    steps = (event.after or {}).get("way") if event.verb == "user.sign_in" else None
    return f" ({' + '.join(str(WAYS.get(step, step)) for step in steps)})" if steps else ""


def record_label(event: Event) -> str:
    """The record's name at that time; of a setting or a bulk action the words that stand on its screen."""
    if event.noun == "bulk_run":
        return bulk_label(event.record_label)
    if event.noun == "setting" and event.record_label in BY_NAME:
        return str(BY_NAME[event.record_label].label)
    return event.record_label


def _links(events: Iterable[Event]) -> dict[tuple[str, int | None], str]:
    wanted: dict[str, set[int]] = {}
    for event in events:
        if event.record_id and event.noun in _MODELS:
            wanted.setdefault(event.noun, set()).add(event.record_id)
    return {(noun, id): url for noun, ids in wanted.items() for id, url in _reachable(noun, ids).items()}


def _reachable(noun: str, ids: set[int]) -> dict[int, str]:
    """The addresses of those records that exist and that the person may see."""
    if not ids:
        return {}
    model = _MODELS[noun]
    within = visible_to(actor(), model).where(model.id.in_(ids))
    if noun == "post":
        found = db.session.execute(within.with_only_columns(Post.id, Post.kind))
        return {id: url_for(_POST_SCREENS[kind], id=id) for id, kind in found.tuples()}
    keys = db.session.scalars(within.with_only_columns(model.id))
    return {id: url_for(_SCREENS[noun], id=id) for id in keys}
