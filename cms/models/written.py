"""Written: the columns of everything that an editor types."""

from enum import StrEnum

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from cms.models.types import SanitisedHTML, enum_column


class CommentPolicy(StrEnum):
    """`members`: guests write nothing, whatever the settings say."""

    OPEN = "open"
    MEMBERS = "members"
    CLOSED = "closed"


class Written:
    """Tags alone are kept differently: a post has rows for them, a snapshot of it their names.

    `lead_image` is the address of a picture, on our own site or over https. Empty meta texts stand for the
    title and the summary.
    """

    title: Mapped[str] = mapped_column(String(300))
    slug: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(String(1000), default="")
    body: Mapped[str] = mapped_column(SanitisedHTML, default="")
    lead_image: Mapped[str] = mapped_column(String(1000), default="", server_default="")
    lead_image_alt: Mapped[str] = mapped_column(String(500), default="", server_default="")
    lead_image_caption: Mapped[str] = mapped_column(String(500), default="", server_default="")
    meta_title: Mapped[str] = mapped_column(String(300), default="", server_default="")
    meta_description: Mapped[str] = mapped_column(String(500), default="", server_default="")
    pinned: Mapped[bool] = mapped_column(default=False)
    comment_policy: Mapped[CommentPolicy] = mapped_column(
        enum_column(CommentPolicy, "comment_policy"), default=CommentPolicy.OPEN
    )
