"""The inbox: what waits for this person, what they wait for, and what they have begun."""

from typing import Any

from flask_admin.base import expose
from flask_babel import lazy_gettext as _l

from cms.admin.base import GuardedView, actor
from cms.admin.inbox.queries import SHOWN, asked_by, count_of, unfinished_of, waiting_for
from cms.extensions import db
from cms.models import Post, ReviewRequest
from cms.rules.permissions import Permission, can
from cms.rules.workflow import REVIEW_LABELS, permission_for

WRITES_OR_REVIEWS = (
    *(Permission.POST_CREATE, Permission.PAGE_CREATE),
    *(Permission.POST_REVIEW, Permission.PAGE_REVIEW),
)


class InboxView(GuardedView):
    def __init__(self) -> None:
        super().__init__(name=_l("Inbox"), endpoint="inbox", url="/admin/inbox", menu_icon_value="inbox")

    def is_visible(self) -> bool:
        """In the menu of those alone who can have something in it."""
        return any(can(actor(), permission) for permission in WRITES_OR_REVIEWS)

    def waiting(self) -> int:
        return count_of(waiting_for(actor()), ReviewRequest.id) if self.is_visible() else 0

    @expose("/")
    def index(self) -> str:
        return self.render(
            "admin/inbox.html", **inbox_of(actor()), labels=REVIEW_LABELS, address=self.address
        )

    def address(self, post: Post) -> str:
        """The post's form, or its details for who may not edit it."""
        act = "edit_view" if can(actor(), permission_for("edit", post), post) else "details_view"
        return self.get_url(f"{post.kind}s.{act}", id=post.id)


def inbox_of(person: Any) -> dict[str, Any]:
    """The three piles of this person, and how large each is."""
    mine, others, own = waiting_for(person), asked_by(person), unfinished_of(person)
    return {
        "mine": db.session.scalars(mine.limit(SHOWN)).all(),
        "mine_count": count_of(mine, ReviewRequest.id),
        "others": db.session.scalars(others.limit(SHOWN)).all(),
        "others_count": count_of(others, ReviewRequest.id),
        "own": db.session.execute(own.limit(SHOWN)).all(),
        "own_count": count_of(own, Post.id),
        "may_write": bool(can(person, Permission.POST_CREATE)),
    }
