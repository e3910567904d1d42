"""Job: work that must happen later, as a row: once, or again and again."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from cms.models.base import Base, now


class JobKind(StrEnum):
    PURGE_TRASH = "trash.purge"
    FORGET_BULK_RUNS = "bulk_runs.forget"
    FORGET_PREVIEW_LINKS = "preview_links.forget"
    FORGET_MAILS = "mails.forget"
    FORGET_GUEST_COMMENTS = "guest_comments.forget"
    FORGET_SIGN_INS = "sign_ins.forget"
    FORGET_TALLIES = "tallies.forget"
    SEAL_EVENTS = "events.seal"
    FORGET_EVENTS = "events.forget"
    FORGET_PAGE_CHANGES = "page_changes.forget"
    SEE_OFF = "people.see_off"
    DELETE_LEAVING = "people.delete_leaving"


class Job(Base):
    """Deleted when it is done, unless it comes again. `next_at` is NULL once it has been given up.

    `leased_until`: a worker is at it until then, or was killed at it. `asked`: how often it was asked for.
    The kind has no CHECK: rows of a kind that a release no longer knows wait rather than stop its migration.
    """

    __tablename__ = "job"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str | None] = mapped_column(String(120), unique=True)
    payload: Mapped[dict] = mapped_column(default=dict)
    asked: Mapped[int] = mapped_column(default=1)
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime | None] = mapped_column(default=now)
    leased_until: Mapped[datetime | None] = mapped_column()
    error: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)

    __table_args__ = (Index("ix_job_due", next_at, id),)
