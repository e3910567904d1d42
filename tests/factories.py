"""Factories of the nouns. Posts come into being through the actions, so they are always whole."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

import factory
from flask_security import hash_password
from sqlalchemy import select

from cms.actions import publishing, saving, trashing
from cms.actions.content import Content
from cms.actions.factors.apps import PURPOSE
from cms.engines.secrecy import seal
from cms.extensions import db
from cms.models import (
    AuthenticatorApp,
    Comment,
    CommentStatus,
    Invitation,
    MissingAddress,
    Note,
    Passkey,
    Post,
    PostKind,
    PostStatus,
    PreviewLink,
    Redirect,
    Role,
    Tag,
    User,
    now,
)
from cms.rules.permissions import SYSTEM
from cms.tools.totp import new_secret
from tests.authenticators import App
from tests.client import PASSWORD


class UserFactory(factory.alchemy.SQLAlchemyModelFactory):
    """`UserFactory(role="editor")`; several with `roles=[…]`; the password is tests.client.PASSWORD."""

    class Meta:
        model = User
        sqlalchemy_session_factory = lambda: db.session  # noqa: E731
        sqlalchemy_session_persistence = "flush"

    class Params:
        role = "reader"

    handle = factory.Sequence(lambda n: f"person-{n}")
    email = factory.LazyAttribute(lambda user: f"{user.handle}@example.com")
    name = factory.LazyAttribute(lambda user: user.handle.replace("-", " ").title())
    active = True
    confirmed_at = factory.LazyFunction(now)
    fs_uniquifier = factory.Sequence(lambda n: f"uniquifier-{n}")
    password = factory.LazyFunction(lambda: _hashed())
    roles = factory.LazyAttribute(lambda user: [role_named(user.role)] if user.role else [])


class InvitationFactory(factory.alchemy.SQLAlchemyModelFactory):
    """An open one, whose mail left an hour ago; nobody knows its link."""

    class Meta:
        model = Invitation
        sqlalchemy_session_factory = lambda: db.session  # noqa: E731
        sqlalchemy_session_persistence = "flush"

    email = factory.Sequence(lambda n: f"guest-{n}@example.com")
    token_digest = factory.Sequence(lambda n: f"digest-{n}")
    by = factory.LazyFunction(lambda: UserFactory(role="owner"))
    roles = factory.LazyFunction(lambda: [role_named("author")])
    created_at = sent_at = factory.LazyFunction(lambda: now() - timedelta(hours=1))
    expires_at = factory.LazyFunction(lambda: now() + timedelta(days=6))


class AppFactory(factory.alchemy.SQLAlchemyModelFactory):
    """One that counts already; with_app() gives a person one whose codes are known."""

    class Meta:
        model = AuthenticatorApp
        sqlalchemy_session_factory = lambda: db.session  # noqa: E731
        sqlalchemy_session_persistence = "flush"

    name = "Phone"
    confirmed_at = factory.LazyFunction(now)


class PasskeyFactory(factory.alchemy.SQLAlchemyModelFactory):
    """A passkey that no device holds; tests.authenticators.Device makes one that opens something."""

    class Meta:
        model = Passkey
        sqlalchemy_session_factory = lambda: db.session  # noqa: E731
        sqlalchemy_session_persistence = "flush"

    name = "Key"
    credential_id = factory.Sequence(lambda n: f"credential-{n}")
    public_key = "none"
    user_handle = "nobody"


class TagFactory(factory.alchemy.SQLAlchemyModelFactory):
    class Meta:
        model = Tag
        sqlalchemy_session_factory = lambda: db.session  # noqa: E731
        sqlalchemy_session_persistence = "flush"

    name = factory.Sequence(lambda n: f"Tag {n}")
    slug = factory.Sequence(lambda n: f"tag-{n}")


class RedirectFactory(factory.alchemy.SQLAlchemyModelFactory):
    class Meta:
        model = Redirect
        sqlalchemy_session_factory = lambda: db.session  # noqa: E731
        sqlalchemy_session_persistence = "flush"

    path = factory.Sequence(lambda n: f"/old-{n}")
    target = "/somewhere"


class MissingFactory(factory.alchemy.SQLAlchemyModelFactory):
    class Meta:
        model = MissingAddress
        sqlalchemy_session_factory = lambda: db.session  # noqa: E731
        sqlalchemy_session_persistence = "flush"

    path = factory.Sequence(lambda n: f"/missing-{n}")
    first_at = last_at = factory.LazyFunction(now)


class PostFactory(factory.Factory):
    """`PostFactory(status=PostStatus.PUBLISHED, author=…, tags=("harbour",), kind=PostKind.PAGE)`."""

    class Meta:
        model = Post

    kind = PostKind.POST
    status = PostStatus.PUBLISHED
    title = factory.Sequence(lambda n: f"Post number {n}")
    body = "<p>Words.</p>"
    summary = ""
    slug = ""
    tags: tuple[str, ...] = ()
    pinned = False
    locale = "en"
    published_at: datetime | None = None
    author = factory.LazyFunction(lambda: UserFactory(role="author"))

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **given: Any) -> Post:
        kind, status, author = given.pop("kind"), given.pop("status"), given.pop("author")
        locale, published_at = given.pop("locale"), given.pop("published_at")
        post = saving.create(kind, Content(**given), by=SYSTEM, author=author, locale=locale)
        enter(post, PostStatus(status), published_at)
        return post


class CommentFactory(factory.alchemy.SQLAlchemyModelFactory):
    class Meta:
        model = Comment
        sqlalchemy_session_factory = lambda: db.session  # noqa: E731
        sqlalchemy_session_persistence = "flush"

    post = factory.LazyFunction(lambda: PostFactory())
    author = factory.LazyFunction(lambda: UserFactory(role="reader"))
    body = "<p>A thought.</p>"
    status = CommentStatus.APPROVED


class PreviewLinkFactory(factory.alchemy.SQLAlchemyModelFactory):
    """Opens for a week and shows the newest revision."""

    class Meta:
        model = PreviewLink
        sqlalchemy_session_factory = lambda: db.session  # noqa: E731
        sqlalchemy_session_persistence = "flush"

    post = factory.LazyFunction(lambda: PostFactory(status=PostStatus.UNPUBLISHED))
    key = factory.Sequence(lambda n: f"key-{n}")
    expires_at = factory.LazyFunction(lambda: now() + timedelta(days=7))


class NoteFactory(factory.alchemy.SQLAlchemyModelFactory):
    class Meta:
        model = Note
        sqlalchemy_session_factory = lambda: db.session  # noqa: E731
        sqlalchemy_session_persistence = "flush"

    post = factory.LazyFunction(lambda: PostFactory(status=PostStatus.UNPUBLISHED))
    version = 1
    guest_name = "Gwen Guest"
    text = "Is this so?"


def enter(post: Post, status: PostStatus, published_at: datetime | None = None) -> None:
    """Bring a new post into a state by the actions that lead there."""
    if status in (PostStatus.PUBLISHED, PostStatus.ARCHIVED):
        publishing.publish(post, by=SYSTEM, published_at=published_at)
    if status == PostStatus.ARCHIVED:
        publishing.archive(post, by=SYSTEM)
    if status == PostStatus.SCHEDULED:
        publishing.schedule(post, now() + timedelta(days=1), by=SYSTEM)
    if status == PostStatus.TRASHED:
        trashing.trash(post, by=SYSTEM)


def with_app(user: User) -> App:
    """Give the person an authenticator app; what shows its codes."""
    secret = new_secret()
    AppFactory(user_id=user.id, secret=seal(secret, PURPOSE))
    db.session.expire(user, ["has_factor"])
    return App(secret)


def role_named(name: str) -> Role:
    return db.session.scalars(select(Role).where(Role.name == name)).one()


@cache
def _hashed() -> str:
    return hash_password(PASSWORD)
