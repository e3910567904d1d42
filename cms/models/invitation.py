"""Invitation: somebody is asked by mail to come in, with roles chosen beforehand."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, Table, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cms.models.base import Base, now
from cms.models.role import Role
from cms.models.user import User

OPEN_ONLY = text("accepted_at IS NULL AND revoked_at IS NULL")

invitation_role = Table(
    "invitation_role",
    Base.metadata,
    Column("invitation_id", ForeignKey("invitation.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("role.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class InvitationState(StrEnum):
    OPEN = "open"
    EXPIRED = "expired"
    ACCEPTED = "accepted"
    REVOKED = "revoked"


class Invitation(Base):
    """`token_digest` is all that is kept of the mailed link. `claims`: the account that is there for them.

    `by_operator`: the command line invited. Else, without `by`, who invited is gone.
    """

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(255))
    name: Mapped[str] = mapped_column(String(120), default="")
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    by_operator: Mapped[bool] = mapped_column(default=False)
    claims_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime] = mapped_column()
    sent_at: Mapped[datetime] = mapped_column(default=now)
    times_sent: Mapped[int] = mapped_column(default=1)
    accepted_at: Mapped[datetime | None] = mapped_column()
    revoked_at: Mapped[datetime | None] = mapped_column()

    roles: Mapped[list[Role]] = relationship(
        secondary=invitation_role, lazy="selectin", order_by=Role.id, passive_deletes=True
    )
    by: Mapped[User | None] = relationship(foreign_keys=by_id)
    claims: Mapped[User | None] = relationship(foreign_keys=claims_id)
    user: Mapped[User | None] = relationship(foreign_keys=user_id)

    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_lower"),
        CheckConstraint("(user_id IS NULL) = (accepted_at IS NULL)", name="accepted_whole"),
        CheckConstraint("accepted_at IS NULL OR revoked_at IS NULL", name="one_end"),
        # One open invitation an address, and one an account that waits for its owner.
        Index(
            "uq_invitation_email_open", email, unique=True, sqlite_where=OPEN_ONLY, postgresql_where=OPEN_ONLY
        ),
        Index(
            "uq_invitation_claims_open",
            claims_id,
            unique=True,
            sqlite_where=OPEN_ONLY,
            postgresql_where=OPEN_ONLY,
        ),
        Index("ix_invitation_claims_id", claims_id),
        Index("ix_invitation_by_id", by_id),
        Index("ix_invitation_user_id", user_id),
        Index("ix_invitation_created_at", created_at, id),
    )

    def state_at(self, moment: datetime) -> InvitationState:
        """What has become of it; only an open one lets anybody in."""
        if self.accepted_at is not None:
            return InvitationState.ACCEPTED
        if self.revoked_at is not None:
            return InvitationState.REVOKED
        return InvitationState.OPEN if self.expires_at > moment else InvitationState.EXPIRED

    def __str__(self) -> str:
        return self.email
