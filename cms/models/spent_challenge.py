"""SpentChallenge: a challenge for a passkey that has been answered, so that no answer counts twice."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from cms.models.base import Base


class SpentChallenge(Base):
    """Kept until `expires_at`, when the challenge itself would no longer be taken."""

    __tablename__ = "spent_challenge"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
