"""When something last changed before its readers' eyes."""

from datetime import datetime

from cms.models import Post, now


def changed_at(post: Post) -> datetime:
    """Of a post with a revision still waiting, the row tells when that was saved: then its date counts."""
    published = post.published_at or now()
    return published if post.has_changes else max(published, post.updated_at)
