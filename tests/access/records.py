"""What people knock for: of every noun, own and foreign records in the states that matter."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from cms.actions import reviewing, saving
from cms.actions.content import content_of
from cms.actions.planning import planned
from cms.models import AccessRequest, CommentStatus, Event, PostKind, Role, ScheduledVerb
from cms.rules.permissions import SYSTEM
from tests.access.people import SLEEPER, STRANGER, VISITOR
from tests.factories import (
    CommentFactory,
    InvitationFactory,
    MissingFactory,
    NoteFactory,
    PasskeyFactory,
    PostFactory,
    PreviewLinkFactory,
    RedirectFactory,
    TagFactory,
    UserFactory,
    role_named,
)

# The number of the revision that every post has kept aside.
ASIDE = 2

DRAFT, IN_REVIEW, PUBLISHED, TRASHED = "draft", "in review", "published", "trashed"
STATUS = {DRAFT: "unpublished", IN_REVIEW: "unpublished", PUBLISHED: "published", TRASHED: "trashed"}

WRITER, BLANK, ASLEEP, LAST_OWNER = "writer", "blank", "asleep", "last owner"


@dataclass(frozen=True)
class Record:
    """`owner` is the name of the person whose it is, or empty where that means nothing.

    What belongs to a record, as a schedule to its post, is named by its own `key`.
    """

    label: str
    owner: str
    obj: Any
    status: Any = None
    review: Any = None
    version: int = 0
    key: Any = None

    @property
    def id(self) -> Any:
        return self.key or self.obj.id

    def __getattr__(self, name: str) -> Any:
        return getattr(self.obj, name)


def everything(people: dict[str, Any], session: Any) -> dict[str, list[Record]]:
    """All records by noun; a person is tried on the own ones and on the stranger's."""
    writers = {**people, STRANGER: UserFactory(role="author", handle="stranger")}
    PasskeyFactory(user_id=writers[STRANGER].id)
    UserFactory(role="author", handle="heir")
    del writers[VISITOR]
    records = {
        "posts": [post_of(name, user, state) for name, user in writers.items() for state in STATUS],
        "pages": [
            post_of(name, user, state, PostKind.PAGE) for name, user in writers.items() for state in STATUS
        ],
        "scheduled posts": [plan_of(name, user, PostKind.POST) for name, user in writers.items()],
        "scheduled pages": [plan_of(name, user, PostKind.PAGE) for name, user in writers.items()],
        "comments": [
            comment_under(name, user, state) for name, user in writers.items() for state in CommentStatus
        ],
        "tags": [Record("tag", "", TagFactory(name="harbour"))],
        "redirects": [Record("redirect", "", RedirectFactory())],
        "missing": [Record("missing address", "", MissingFactory())],
        "users": [account_of(name, user) for name, user in {**writers, "newcomer": newcomer()}.items()],
        "events": [Record("event", "", session.scalars(select(Event).limit(1)).one())],
        "roles": [Record(f"role {name}", "", role) for name, role in roles(session).items()],
    }
    records["invitations"] = [invitation_by(people["owner"])]
    records["requests"] = [request_of(writers[STRANGER], session)]
    session.commit()
    return records


def invitation_by(owner: Any) -> Record:
    """Whoever sends it again gives its role."""
    invitation = InvitationFactory(by=owner, roles=[role_named("author")])
    return Record("invitation", "", role_named("author"), key=invitation.id)


def request_of(user: Any, session: Any) -> Record:
    """What somebody asks the owners for; it is answered for the person's sake."""
    asked = AccessRequest(user_id=user.id, permission="comment.moderate")
    session.add(asked)
    session.flush()
    return Record("request of the stranger", "", user, key=asked.id)


def account_of(name: str, user: Any) -> Record:
    """Everybody is tried on everybody's account, the own one too."""
    status = {"owner": LAST_OWNER, SLEEPER: ASLEEP, "newcomer": BLANK}.get(name, WRITER)
    return Record(f"{name}'s account", "", user, status)


def newcomer() -> Any:
    """Somebody who has written nothing and never signed in."""
    return UserFactory(password=None, confirmed_at=None)


def post_of(name: str, user: Any, state: str, kind: PostKind = PostKind.POST) -> Record:
    post = PostFactory(
        author=user, kind=kind, status=STATUS[state], tags=() if kind == PostKind.PAGE else ("tide",)
    )
    PreviewLinkFactory(post=post)
    NoteFactory(post=post)
    revision = reviewing.submit(post, by=SYSTEM) if state == IN_REVIEW else None
    review = revision.review if revision else "draft"
    content = replace(content_of(saving.newest_revision(post)), title="Kept aside")
    saving.keep_aside(post, content, by=SYSTEM, base=0)
    return Record(f"{name}'s {kind}, {state}", name, post, post.status, review, post.version)


def plan_of(name: str, user: Any, kind: PostKind) -> Record:
    post = PostFactory(author=user, kind=kind, status="scheduled")
    row = planned(post, ScheduledVerb.PUBLISH)
    return Record(f"{name}'s scheduled {kind}", name, post, post.status, key=row.id if row else None)


def comment_under(name: str, user: Any, state: CommentStatus) -> Record:
    comment = CommentFactory(post=PostFactory(author=user), status=state)
    return Record(f"comment under {name}'s post, {state}", name, comment, state)


def roles(session: Any) -> dict[str, Role]:
    own = Role(name="proof-reader", permissions=frozenset({"backoffice.enter", "post.view"}))
    session.add(own)
    session.flush()
    return {"owner": role_named("owner"), "editor": role_named("editor"), "made by an owner": own}
