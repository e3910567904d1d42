"""Role: a named set of permissions."""

from datetime import datetime

from flask_security import RoleMixin
from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from cms.models.base import Base
from cms.models.types import PermissionSet


class Role(Base, RoleMixin):
    """People with the role need a second factor if `factor_since` is set, `factor_grace` days after it."""

    __tablename__ = "role"
    __table_args__ = (CheckConstraint("factor_grace >= 0", name="factor_grace_not_negative"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    description: Mapped[str] = mapped_column(String(255), default="")
    permissions: Mapped[frozenset[str]] = mapped_column(  # type: ignore[assignment]  # the mixin says list
        PermissionSet, default=frozenset()
    )
    builtin: Mapped[bool] = mapped_column(default=False)
    factor_since: Mapped[datetime | None]
    factor_grace: Mapped[int] = mapped_column(default=0, server_default="0")

    def __str__(self) -> str:
        return self.name
