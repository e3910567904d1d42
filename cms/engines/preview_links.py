"""The addresses of preview links: a signed key, so that who reads the database alone can open none."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import select

from cms.extensions import db
from cms.models import Post, PreviewLink, now


def token_of(link: PreviewLink) -> str:
    """What stands in the link's address."""
    return str(_signer().dumps(link.key))


def link_of(token: str) -> PreviewLink | None:
    """The link whose address this is, whether it still opens or not; None when we never made it."""
    try:
        key = _signer().loads(token)
    except BadSignature:
        return None
    return db.session.scalars(select(PreviewLink).where(PreviewLink.key == key)).one_or_none()


def open_links(post: Post) -> list[PreviewLink]:
    """The links that open the post now, newest first."""
    query = select(PreviewLink).where(
        PreviewLink.post_id == post.id, PreviewLink.revoked_at.is_(None), PreviewLink.expires_at > now()
    )
    return list(db.session.scalars(query.order_by(PreviewLink.id.desc())))


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="preview-link")
