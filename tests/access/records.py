"""What people knock for: of every noun, own and foreign records in the states that matter."""

from dataclasses import dataclass
from typing import Any

from cms.actions import reviewing
from cms.models import CommentStatus, PostKind, Role
from cms.rules.permissions import SYSTEM
from tests.access.people import STRANGER, VISITOR
from tests.factories import CommentFactory, PostFactory, TagFactory, UserFactory, role_named

DRAFT, IN_REVIEW, PUBLISHED, TRASHED = "draft", "in review", "published", "trashed"
STATUS = {DRAFT: "unpublished", IN_REVIEW: "unpublished", PUBLISHED: "published", TRASHED: "trashed"}


@dataclass(frozen=True)
class Record:
    """`owner` is the name of the person whose it is, or empty where that means nothing."""

    label: str
    owner: str
    obj: Any
    status: Any = None
    review: Any = None
    version: int = 0

    @property
    def id(self) -> Any:
        return self.obj.id


def everything(people: dict[str, Any], session: Any) -> dict[str, list[Record]]:
    """All records by noun; a person is tried on the own ones and on the stranger's."""
    writers = {**people, STRANGER: UserFactory(role="author", handle="stranger")}
    del writers[VISITOR]
    records = {
        "posts": [post_of(name, user, state) for name, user in writers.items() for state in STATUS],
        "pages": [
            post_of(name, user, state, PostKind.PAGE) for name, user in writers.items() for state in STATUS
        ],
        "comments": [
            comment_under(name, user, state) for name, user in writers.items() for state in CommentStatus
        ],
        "tags": [Record("tag", "", TagFactory(name="harbour"))],
        "users": [Record(f"{name}'s account", name, user) for name, user in writers.items()],
        "roles": [Record(f"role {name}", "", role) for name, role in roles(session).items()],
    }
    session.commit()
    return records


def post_of(name: str, user: Any, state: str, kind: PostKind = PostKind.POST) -> Record:
    post = PostFactory(
        author=user, kind=kind, status=STATUS[state], tags=() if kind == PostKind.PAGE else ("tide",)
    )
    revision = reviewing.submit(post, by=SYSTEM) if state == IN_REVIEW else None
    review = revision.review if revision else "draft"
    return Record(f"{name}'s {kind}, {state}", name, post, post.status, review, post.version)


def comment_under(name: str, user: Any, state: CommentStatus) -> Record:
    comment = CommentFactory(post=PostFactory(author=user), status=state)
    return Record(f"comment under {name}'s post, {state}", name, comment, state)


def roles(session: Any) -> dict[str, Role]:
    own = Role(name="proof-reader", permissions=frozenset({"backoffice.enter", "post.view"}))
    session.add(own)
    session.flush()
    return {"owner": role_named("owner"), "editor": role_named("editor"), "made by an owner": own}
