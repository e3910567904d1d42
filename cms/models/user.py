"""User: a person who may sign in, or an imported author who may claim the account later."""

from datetime import datetime

from flask_security import UserMixin
from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, Table, exists, or_, text
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from cms.models.authenticator_app import AuthenticatorApp
from cms.models.base import Base, now
from cms.models.passkey import Passkey
from cms.models.role import Role
from cms.models.types import UTCDateTime

user_role = Table(
    "user_role",
    Base.metadata,
    Column("user_id", ForeignKey("user.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("role.id", ondelete="CASCADE"), primary_key=True, index=True),
    # None: before this was noted.
    Column("given_at", UTCDateTime, default=now),
)


class RoleGrant(Base):
    """A person's role with the moment it was given; to be read alone, for `User.roles` writes the rows."""

    __table__ = user_role

    user_id: Mapped[int]
    role_id: Mapped[int]
    given_at: Mapped[datetime | None]


class User(Base, UserMixin):
    __tablename__ = "user"
    __table_args__ = (
        CheckConstraint("length(handle) > 0", name="handle_given"),
        # An address is one person's, however it is capitalised: it is stored in lower case.
        CheckConstraint("email = lower(email)", name="email_lower"),
        Index(
            "uq_user_former",
            "former",
            unique=True,
            sqlite_where=text("former = 1"),
            postgresql_where=text("former"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(255), unique=True)
    handle: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120), default="", index=True)
    bio: Mapped[str] = mapped_column(String(2000), default="")
    locale: Mapped[str | None] = mapped_column(String(20))
    timezone: Mapped[str | None] = mapped_column(String(60))
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    confirmed_at: Mapped[datetime | None]
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    # The one account that stands for all people who left no name behind; nobody ever signs in to it.
    former: Mapped[bool] = mapped_column(default=False)
    # When it is deleted because the person asked for that; until then it can be taken back.
    leaves_at: Mapped[datetime | None] = mapped_column(index=True)
    # The digest of the picture, whose bytes are Portrait rows: pages that show people need no second query.
    portrait: Mapped[str | None] = mapped_column(String(32))

    roles: Mapped[list[Role]] = relationship(  # type: ignore[assignment]  # the mixin says list[RoleMixin]
        secondary=user_role, lazy="selectin", order_by=Role.id
    )
    grants: Mapped[list[RoleGrant]] = relationship(viewonly=True)

    # Loaded when somebody asks. Recovery codes are no factor of their own.
    has_factor: Mapped[bool] = column_property(
        or_(
            exists().where(AuthenticatorApp.user_id == id, AuthenticatorApp.confirmed_at.is_not(None)),
            exists().where(Passkey.user_id == id),
        ),
        deferred=True,
    )

    @property
    def display_name(self) -> str:
        """What the public reads: the name, or the handle of a person who gave none."""
        return self.name or self.handle

    def has_role_named(self, name: str) -> bool:
        return any(role.name == name for role in self.roles)

    def __str__(self) -> str:
        return self.display_name
