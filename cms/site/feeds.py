"""Feeds of everything, of a tag, of a person and of a search, each as Atom, RSS and JSON."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from flask import Response, current_app, url_for

from cms.actions.errors import Invalid
from cms.engines.reading.listing import live_of, live_posts, live_under, whole_posts
from cms.engines.reading.search import results_for_feed
from cms.engines.settings import setting
from cms.models import Post, now
from cms.site.authors import published_author
from cms.site.blueprint import site
from cms.site.dates import changed_at
from cms.site.layout import absolute_url, as_absolute, as_excerpt
from cms.site.search import fault_of, query_asked
from cms.site.tags import used_tag
from cms.tools.absolute import absolute_links
from cms.tools.feeds import NEVER, Feed, FeedEntry, atom, json_feed, rss

LENGTH = 20  # entries
FORM = "<any(atom, rss, json):form>"
WRITERS: dict[str, tuple[Callable[[Feed], bytes], str]] = {
    "atom": (atom.atom, atom.MEDIA_TYPE),
    "rss": (rss.rss, rss.MEDIA_TYPE),
    "json": (json_feed.json_feed, json_feed.MEDIA_TYPE),
}


@site.get(f"/feed.{FORM}")
def feed(form: str) -> Response:
    here = url_for("site.feed", form=form)
    return _answer(
        form, whole_posts(live_posts(), LENGTH), here, "/", setting("site_name"), setting("tagline")
    )


@site.get(f"/tags/<slug>/feed.{FORM}")
def tag_feed(slug: str, form: str) -> Response:
    tag = used_tag(slug)
    here, page = (
        url_for("site.tag_feed", slug=tag.slug, form=form),
        url_for("site.tag", slug=tag.slug),
    )
    return _answer(
        form, whole_posts(live_under(tag, LENGTH), LENGTH), here, page, _titled(tag.name), tag.description
    )


@site.get(f"/authors/<handle>/feed.{FORM}")
def author_feed(handle: str, form: str) -> Response:
    person = published_author(handle)
    here = url_for("site.author_feed", handle=person.handle, form=form)
    page = url_for("site.author", handle=person.handle)
    return _answer(form, whole_posts(live_of(person), LENGTH), here, page, _titled(person.display_name))


@site.get(f"/search/feed.{FORM}")
def search_feed(form: str) -> Response:
    """The newest of what a search finds. Raises Invalid where the page of the search says what is wrong."""
    query = query_asked()
    if fault := fault_of(query, needed=True):
        raise Invalid({"q": fault})
    here, page = url_for("site.search_feed", form=form, q=query), url_for("site.search", q=query)
    return _answer(form, results_for_feed(query, LENGTH), here, page, _titled(query))


def _titled(name: str) -> str:
    return f"{setting('site_name')}: {name}"


def _answer(
    form: str, posts: Iterable[Post], here: str, page: str, title: str, subtitle: str = ""
) -> Response:
    told = Feed(
        url=absolute_url(here),
        page=absolute_url(page),
        title=title,
        subtitle=subtitle,
        locale=setting("site_locale"),
        entries=[_entry(post) for post in posts],
    )
    write, media_type = WRITERS[form]
    response = Response(write(told), content_type=f"{media_type}; charset=utf-8")
    # A second may hold more changes than one: its date tells them apart only once it has passed.
    if NEVER < told.updated < now() - timedelta(seconds=1):
        response.last_modified = told.updated
    return response


def _entry(post: Post) -> FeedEntry:
    url = absolute_url(post.path)
    return FeedEntry(
        id=_permanent_id(post),
        url=url,
        title=post.title,
        published=post.published_at or post.created_at,
        updated=changed_at(post),
        author=post.author.display_name,
        author_url=absolute_url(url_for("site.author", handle=post.author.handle)),
        summary=post.summary or as_excerpt(post.body_text),
        body=absolute_links(post.body, url),
        image=as_absolute(post.lead_image),
        locale=post.locale,
        tags=[(tag.slug, tag.name) for tag in post.tags],
    )


def _permanent_id(post: Post) -> str:
    """A tag URI (RFC 4151): it stays when the post's slug changes, so that no reader sees it twice."""
    host = urlsplit(current_app.config["SITE_URL"]).hostname
    return f"tag:{host},{post.created_at:%Y-%m-%d}:post-{post.id}"
