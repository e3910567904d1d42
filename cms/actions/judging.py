"""Judge a comment before it is kept: what is known of its text and of its writer, and the rules on spam."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from sqlalchemy import ColumnElement, select

from cms.engines.reading.counting import count_up_to
from cms.engines.settings import setting
from cms.extensions import db
from cms.models import Comment, CommentStatus, User, now
from cms.rules.spam import Assessment, Blocks, Clues, Facts, assess, essence
from cms.tools.comment_text import addresses_in

REPEATED_WITHIN = timedelta(days=7)
MOST_REPEATS = 3
MOST_SPAM_READ = 100  # of the newest; sites that spam leads to change every few days


def judge(text: str, clues: Clues, *, by: User | None = None, name: str = "", email: str = "") -> Assessment:
    """The assessment of a member's comment (`by`), or of a guest's."""
    links = addresses_in(text)
    whose = written_by(by, email)
    facts = Facts(
        text,
        links,
        name=name,
        email=by.email if by else email,
        known=is_known(whose),
        repeats=_repeats(text),
        rejected=_rejected(whose),
        linked=_linked(links),
        clues=clues,
        blocks=_blocks(),
    )
    return assess(facts)


def written_by(by: User | None, email: str) -> ColumnElement[bool]:
    """Which comments are this member's, or this guest's."""
    if by is not None:
        return Comment.author_id == by.id
    return Comment.author_id.is_(None) & (Comment.author_email == email)


def is_known(whose: ColumnElement[bool]) -> bool:
    """Whether a comment of this writer was approved before."""
    approved = select(Comment.id).where(whose, Comment.status == CommentStatus.APPROVED)
    return db.session.scalar(approved.limit(1)) is not None


def digest_of(text: str) -> str:
    """By what the same text is found again; empty for one that many people write."""
    kept = essence(text)
    return hashlib.sha256(kept.encode("utf-8", "surrogatepass")).hexdigest() if kept else ""


def _repeats(text: str) -> int:
    digest = digest_of(text)
    if not digest:
        return 0
    same = select(Comment.id).where(
        Comment.text_digest == digest, Comment.created_at > now() - REPEATED_WITHIN
    )
    return count_up_to(same, MOST_REPEATS)


def _rejected(whose: ColumnElement[bool]) -> int:
    return count_up_to(select(Comment.id).where(whose, Comment.status == CommentStatus.SPAM), 2)


def _linked(links: Sequence[str]) -> int:
    """In how many of the newest spam the same sites are named."""
    sites = {_site(link) for link in links} - {""}
    if not sites:
        return 0
    spam = select(Comment.source).where(Comment.status == CommentStatus.SPAM)
    texts = db.session.scalars(
        spam.order_by(Comment.created_at.desc(), Comment.id.desc()).limit(MOST_SPAM_READ)
    )
    return sum(bool(sites & {_site(link) for link in addresses_in(text)}) for text in texts)


def _site(link: str) -> str:
    try:
        return (urlsplit(link).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _blocks() -> Blocks:
    names = ("blocked_words", "blocked_addresses", "blocked_networks")
    return Blocks(*(tuple(str(setting(name)).splitlines()) for name in names))
