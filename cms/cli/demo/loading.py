"""Makes the demo through the same actions that people use; one transaction, all of it or nothing."""

from datetime import datetime, timedelta

from flask_security import hash_password
from sqlalchemy import select

from cms.actions import commenting, moderating, publishing, reviewing, saving, staff, tagging, trashing
from cms.actions.content import Content
from cms.actions.identity import Identity
from cms.actions.roles import ensure_roles
from cms.actions.settings import save_settings
from cms.cli.demo import entries
from cms.cli.demo.entries import Remark, Text
from cms.engines.settings import setting
from cms.extensions import db
from cms.models import Comment, CommentStatus, Post, User, now
from cms.rules.permissions import SYSTEM, can
from cms.rules.settings import BY_NAME
from cms.rules.workflow import permission_for
from cms.tools.html import paragraphs

PASSWORD = "masthead-demo"  # noqa: S105 - known to everybody, which is why production refuses it
MASTHEAD = {"site_name": "The Tidewater Courier", "tagline": "A small paper for a harbour town"}
PUBLISHED_AT_HOUR = 7
WRITTEN_BEFORE = timedelta(days=2)
ENTER = {
    CommentStatus.APPROVED: "approve",
    CommentStatus.PENDING: "hold",
    CommentStatus.SPAM: "spam",
}


class Demo:
    """The people by handle, the posts by slug, the comments by key; `moment` is what days count from."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment
        self.people: dict[str, User] = {}
        self.posts: dict[str, Post] = {}
        self.comments: dict[str, Comment] = {}

    def day(self, days: int) -> datetime:
        """The hour of publication so many days from now."""
        morning = self.moment.replace(hour=PUBLISHED_AT_HOUR, minute=0, second=0, microsecond=0)
        return morning + timedelta(days=days)

    def person_who(self, role: str) -> User:
        return next(person for person in self.people.values() if person.has_role_named(role))


def is_loaded() -> bool:
    """Whether one of the demo people is there."""
    emails = [person.email for person in entries.people()]
    return db.session.scalar(select(User.id).where(User.email.in_(emails)).limit(1)) is not None


def load() -> Demo:
    """Add the whole demo; the caller commits. Call it only where is_loaded() is false."""
    demo = Demo(now())
    _add_people(demo)
    _name_site(demo)
    for name, description in entries.tags().items():
        tagging.create_tag(name, by=demo.person_who("editor"), description=description)
    for text in entries.texts():
        demo.posts[text.slug] = _add_text(demo, text)
    for remark in entries.remarks():
        demo.comments[remark.key] = _add_comment(demo, remark)
    return demo


def _add_people(demo: Demo) -> None:
    roles = ensure_roles()
    password = hash_password(PASSWORD)
    for person in entries.people():
        identity = Identity(person.email, person.handle, person.name, person.bio)
        user = staff.add_person(identity, [roles[person.role]], by=SYSTEM)
        user.password = password
        user.confirmed_at = demo.moment
        demo.people[person.handle] = user


def _name_site(demo: Demo) -> None:
    """A site that somebody has named already keeps its name."""
    if all(setting(name) == BY_NAME[name].default for name in MASTHEAD):
        save_settings(MASTHEAD, by=demo.person_who("owner"))


def _add_text(demo: Demo, text: Text) -> Post:
    at = demo.day(text.in_days - text.days_ago)
    author = demo.people[text.author]
    post = saving.create(
        text.kind,
        Content(text.title, text.slug, text.summary, text.body, text.tags, text.pinned),
        by=author,
        created_at=min(at, demo.moment) - WRITTEN_BEFORE,
    )
    _bring_to_state(demo, text, post, at)
    post.updated_at = min(at, demo.moment)
    return post


def _bring_to_state(demo: Demo, text: Text, post: Post, at: datetime) -> None:
    author, editor = post.author, demo.person_who("editor")
    publisher = author if can(author, permission_for("publish", post), post) else editor
    # Texts name each other before the later ones are there, so the checklist isn't asked.
    match text.state:
        case "published":
            publishing.publish(post, by=publisher, published_at=at, checklist=False)
        case "archived":
            publishing.publish(post, by=publisher, published_at=at, checklist=False)
            publishing.archive(post, by=editor)
        case "scheduled":
            publishing.schedule(post, at, by=publisher, checklist=False)
        case "in review":
            reviewing.submit(post, by=author, note="Ready for somebody else’s eyes.")
        case "trashed":
            trashing.trash(post, by=editor)


def _add_comment(demo: Demo, remark: Remark) -> Comment:
    comment = _written(demo, remark)
    wanted = CommentStatus(remark.state)
    if comment.status != wanted:
        moderating.moderate(comment, ENTER[wanted], by=demo.person_who("moderator"))
    published = demo.posts[remark.post].published_at or demo.moment
    comment.created_at = min(published + timedelta(hours=remark.hours), demo.moment)
    return comment


def _written(demo: Demo, remark: Remark) -> Comment:
    post = demo.posts[remark.post]
    if remark.guest:
        comment = Comment(post=post, author_name=remark.guest, body=paragraphs(remark.text))
        db.session.add(comment)
        db.session.flush()
        return comment
    parent = demo.comments[remark.reply_to] if remark.reply_to else None
    return commenting.write(post, remark.text, by=demo.people[remark.by], parent=parent)
