"""Atom feeds of everything, of a tag and of a person."""

from typing import Any
from urllib.parse import urlsplit

from flask import Response, current_app, url_for

from cms.engines.reading.listing import live_of, live_posts, live_under, whole_posts
from cms.engines.settings import setting
from cms.models import Post
from cms.site.authors import published_author
from cms.site.blueprint import site
from cms.site.dates import changed_at
from cms.site.layout import absolute_url, as_excerpt
from cms.site.tags import used_tag
from cms.tools.feeds import MEDIA_TYPE, Feed, FeedEntry, atom

LENGTH = 20  # entries


@site.get("/feed.atom")
def feed() -> Response:
    return _answer(live_posts(), url_for("site.feed"), "/", setting("site_name"), setting("tagline"))


@site.get("/tags/<slug>/feed.atom")
def tag_feed(slug: str) -> Response:
    tag = used_tag(slug)
    here, page = url_for("site.tag_feed", slug=tag.slug), url_for("site.tag", slug=tag.slug)
    return _answer(
        live_under(tag, LENGTH), here, page, f"{setting('site_name')}: {tag.name}", tag.description
    )


@site.get("/authors/<handle>/feed.atom")
def author_feed(handle: str) -> Response:
    person = published_author(handle)
    here = url_for("site.author_feed", handle=person.handle)
    page = url_for("site.author", handle=person.handle)
    return _answer(live_of(person), here, page, f"{setting('site_name')}: {person.display_name}")


def _answer(query: Any, here: str, page: str, title: str, subtitle: str = "") -> Response:
    document = atom(
        Feed(
            url=absolute_url(here),
            page=absolute_url(page),
            base=absolute_url("/"),
            title=title,
            subtitle=subtitle,
            locale=setting("site_locale"),
            entries=[_entry(post) for post in whole_posts(query, LENGTH)],
        )
    )
    return Response(document, mimetype=MEDIA_TYPE, content_type=f"{MEDIA_TYPE}; charset=utf-8")


def _entry(post: Post) -> FeedEntry:
    return FeedEntry(
        id=_permanent_id(post),
        url=absolute_url(post.path),
        title=post.title,
        published=post.published_at or post.created_at,
        updated=changed_at(post),
        author=post.author.display_name,
        author_url=absolute_url(url_for("site.author", handle=post.author.handle)),
        summary=post.summary or as_excerpt(post.body_text),
        body=post.body,
        locale=post.locale,
        tags=[(tag.slug, tag.name) for tag in post.tags],
    )


def _permanent_id(post: Post) -> str:
    """A tag URI (RFC 4151): it stays when the post's slug changes, so that no reader sees it twice."""
    host = urlsplit(current_app.config["SITE_URL"]).hostname
    return f"tag:{host},{post.created_at:%Y-%m-%d}:post-{post.id}"
