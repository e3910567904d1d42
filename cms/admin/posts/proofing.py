"""What the form of a post shows of its preview links and notes."""

from typing import Any

from flask import current_app, url_for

from cms.actions.previewing import LIFETIMES
from cms.engines.preview_links import open_links, token_of
from cms.engines.reading.notes import notes_on
from cms.models import Post, PreviewLink, Revision
from cms.tools.html import text_of


def proofing_of(post: Post, newest: Revision) -> dict[str, Any]:
    """The links that open it, each with its address, and the notes on any of its revisions."""
    threads, words = notes_on(post), text_of(newest.body)
    return {
        "links": [(link, address_of(link)) for link in open_links(post)],
        "threads": threads,
        "gone": {thread.note.id for thread in threads if thread.is_gone_from(words)},
        "lifetimes": LIFETIMES,
    }


def address_of(link: PreviewLink) -> str:
    """The whole address, to be given to somebody."""
    return current_app.config["SITE_URL"] + url_for("site.preview_link", token=token_of(link))
