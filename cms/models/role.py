"""Role: a named set of permissions."""

from flask_security import RoleMixin
from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from cms.models.base import Base
from cms.models.types import PermissionSet


class Role(Base, RoleMixin):
    __tablename__ = "role"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    description: Mapped[str] = mapped_column(String(255), default="")
    permissions: Mapped[frozenset[str]] = mapped_column(  # type: ignore[assignment]  # the mixin says list
        PermissionSet, default=frozenset()
    )
    builtin: Mapped[bool] = mapped_column(default=False)

    def __str__(self) -> str:
        return self.name
