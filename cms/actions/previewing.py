"""Preview links: let somebody without an account read a text before it is published, for a while."""

import secrets
from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _l

from cms.actions.checks import lock, require
from cms.actions.errors import Invalid, NotPossible
from cms.actions.recording import record
from cms.engines.preview_links import open_links
from cms.extensions import db
from cms.models import Post, PreviewLink, now
from cms.rules.workflow import permission_for
from cms.tools.html import has_controls

LIFETIMES = (1, 7, 30)  # days
LONGEST_LABEL = 120
MOST_LINKS = 50  # of one post at a time, so that its screen can list them all


def create_link(
    post: Post, *, by: Any, days: int, version: int | None = None, label: str = ""
) -> PreviewLink:
    """A link that opens for so many days; `version` is the revision it shows, None: always the newest.

    Raises Refused, Invalid, or NotPossible when the post has too many of them.
    """
    require(by, permission_for("edit", post), post)
    lock(post)
    if len(open_links(post)) >= MOST_LINKS:
        raise NotPossible(_l("This text has %(most)s preview links. Revoke one first.", most=MOST_LINKS))
    moment = now()
    link = PreviewLink(
        key=secrets.token_urlsafe(32),
        post=post,
        version=_checked_version(post, version),
        label=_checked_label(label),
        by_id=getattr(by, "id", None),
        created_at=moment,
        expires_at=moment + timedelta(days=_checked_days(days)),
    )
    db.session.add(link)
    record("preview_link.create", link, by=by, after={"post": post.id, "revision": version, "days": days})
    return link


def revoke(link: PreviewLink, *, by: Any) -> None:
    """Close a link at once, for everybody who holds it."""
    require(by, permission_for("edit", link.post), link.post)
    lock(link)
    if link.revoked_at is not None:
        raise NotPossible(_l("This link has been revoked already."))
    link.revoked_at = now()
    record("preview_link.revoke", link, by=by, after={"post": link.post_id})


def _checked_days(days: int) -> int:
    if days not in LIFETIMES:
        raise Invalid({"days": _l("Choose how long the link shall open: 1, 7 or 30 days.")})
    return days


def _checked_version(post: Post, version: int | None) -> int | None:
    if version is not None and not 1 <= version <= post.version:
        raise Invalid({"version": _l("There is no such revision. Choose one from the list.")})
    return version


def _checked_label(label: str) -> str:
    tidy = " ".join(label.split())
    if len(tidy) > LONGEST_LABEL or has_controls(tidy):
        raise Invalid({"label": _l("Use at most %(most)s ordinary characters.", most=LONGEST_LABEL)})
    return tidy
