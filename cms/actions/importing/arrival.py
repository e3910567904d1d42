"""In which state a foreign post arrives, and what its first revision says about that."""

from typing import Any

from flask_babel import format_datetime
from flask_babel import gettext as _

from cms.actions import publishing, reviewing, trashing
from cms.models import Post, now
from cms.tools.wordpress_records import Item


def note_for(item: Item, source: str) -> str:
    """What editors should know: where it is from, or why it is not published."""
    if item.password:
        return _(
            "Was protected with a password in WordPress, so it arrives as a draft, without the password."
        )
    if item.status == "private":
        return _("Was private in WordPress, so it arrives as a draft.")
    if item.status == "future" and not _is_ahead(item):
        return _(
            "Was scheduled in WordPress for %(moment)s, which has passed, so it arrives as a draft.",
            moment=format_datetime(item.at) if item.at else "?",
        )
    if item.status not in _STATUSES:
        return _("Had the status “%(status)s” in WordPress, so it arrives as a draft.", status=item.status)
    return _("Imported from %(source)s", source=source)


def enter_state(post: Post, item: Item, by: Any) -> None:
    """From the draft that it is to the state that it had; what was hidden stays hidden."""
    if item.status == "trash":
        trashing.trash(post, by=by)
    elif item.password:
        return
    elif item.status == "publish":
        publishing.publish(post, by=by, published_at=min(item.at or now(), now()))
    elif item.status == "pending":
        reviewing.submit(post, by=by)
    elif item.status == "future" and item.at and _is_ahead(item):
        publishing.schedule(post, item.at, by=by)


_STATUSES = frozenset(("draft", "future", "pending", "publish", "trash"))


def _is_ahead(item: Item) -> bool:
    return item.at is not None and item.at > now()
