"""What the screen of one person shows beside their own data."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from cms.admin.base import actor
from cms.admin.events.telling import Told, tell
from cms.admin.roles.words import Group, grouped
from cms.extensions import db
from cms.models import Event, Post, PostKind, PostStatus, User
from cms.rules.permissions import reach, visible_to

EVENTS_SHOWN = 10
MOST_COUNTED = 1000


def groups_of(person: User) -> list[Group]:
    """What the roles allow together; who may do it with every record may do it with the own ones."""
    together = reach(person)
    return grouped(together - {permission.own for permission in together if permission.own})


def recent_events(person: User) -> list[Told]:
    """The last things that the person did, if the log may be seen."""
    done = visible_to(actor(), Event).where(Event.actor_id == person.id)
    return tell(db.session.scalars(done.order_by(Event.id.desc()).limit(EVENTS_SHOWN)).all())


def count_of_posts(person: User) -> str:
    """How many posts are theirs, trash aside, as text; past a thousand it is not counted further."""
    theirs = select(Post.id).where(
        Post.author_id == person.id, Post.kind == PostKind.POST, Post.status != PostStatus.TRASHED
    )
    within = theirs.limit(MOST_COUNTED + 1).subquery()
    count: Any = db.session.scalar(select(func.count()).select_from(within)) or 0
    return _("more than %(most)s", most=MOST_COUNTED) if count > MOST_COUNTED else str(count)
