"""Proofs: a revision as visitors would see it, without putting it onto its post's row."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from cms.extensions import db
from cms.models import Post, PostKind, Revision, Tag, User, folded, now
from cms.tools.html import text_of
from cms.tools.slugs import slug_of


class Label(NamedTuple):
    """A tag, which may not exist before the text is published."""

    name: str
    slug: str


@dataclass(frozen=True)
class Proof:
    """What the site's templates ask of a Post."""

    kind: PostKind
    locale: str
    path: str
    title: str
    summary: str
    body: str
    body_text: str
    lead_image: str
    lead_image_alt: str
    lead_image_caption: str
    meta_title: str
    meta_description: str
    tags: list[Label]
    author: User
    published_at: datetime


def proof_of(post: Post, revision: Revision) -> Proof:
    """The post as this revision has it; one that was never published is dated today."""
    return Proof(
        kind=post.kind,
        locale=post.locale,
        path=post.path,
        title=revision.title,
        summary=revision.summary,
        body=revision.body,
        body_text=text_of(revision.body),
        lead_image=revision.lead_image,
        lead_image_alt=revision.lead_image_alt,
        lead_image_caption=revision.lead_image_caption,
        meta_title=revision.meta_title,
        meta_description=revision.meta_description,
        tags=_labels(revision.tags),
        author=post.author,
        published_at=post.published_at or now(),
    )


def revision_of(post: Post, number: int | None) -> Revision | None:
    """The revision of this number; None asks for the newest."""
    wanted = post.version if number is None else number
    query = select(Revision).where(Revision.post_id == post.id, Revision.number == wanted)
    return db.session.scalars(query).one_or_none()


def _labels(names: list[str]) -> list[Label]:
    keys = {folded(name): name for name in names}
    known = {tag.key: tag for tag in db.session.scalars(select(Tag).where(Tag.key.in_(keys)))}
    labels = [
        Label(known[key].name, known[key].slug) if key in known else Label(name, slug_of(name, "tag"))
        for key, name in keys.items()
    ]
    return sorted(labels)
