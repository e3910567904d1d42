"""A streaming reader of WordPress export files (WXR), whatever their minor version."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from flask_babel import lazy_gettext

from cms.tools.wordpress_dates import moment
from cms.tools.wordpress_records import Author, ForeignComment, Item, Record, Site, Term
from cms.tools.wxr_stream import LenientStream

_EXPORT = re.compile(r"https?://(?:www\.)?wordpress\.org/export/[\d.]+/(?P<excerpt>excerpt/)?")
_PREFIXES = {
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
}
_CHANNEL = 2  # how deep the channel lies: in <rss>


class UnreadableExport(ValueError):
    """Its text is a sentence for the person who chose the file."""


def read(stream: LenientStream) -> Iterator[Record]:
    """The Site first, then authors, terms and items in the file's order. Holds one item in memory at a time.

    Raises UnreadableExport for what is not XML, not WXR or carries entity declarations; what came before it
    has been yielded by then.
    """
    try:
        yield from _records(iterparse(stream, events=("start", "end"), forbid_dtd=True))
    except DefusedXmlException as error:
        raise UnreadableExport(
            lazy_gettext(
                "This file has a document type declaration, which no WordPress export has; it is not read."
            )
        ) from error
    except ParseError as error:
        raise UnreadableExport(
            lazy_gettext(
                "This file is not well-formed XML; reading stops at line %(line)s. Export it again.",
                line=error.position[0],
            )
        ) from error
    except (LookupError, ValueError) as error:
        if isinstance(error, UnreadableExport):
            raise
        raise UnreadableExport(
            lazy_gettext("This file is in an encoding that cannot be read. Save it as UTF-8.")
        ) from error


def _records(events: Iterator[tuple[str, Any]]) -> Iterator[Record]:
    head: dict[str, str] = {}
    announced = False
    for child in _channel_children(events):
        record = _record(child)
        if record is None:
            head.setdefault(_name(child), child.text or "")
            continue
        if not announced:
            announced = True
            yield _site(head)
        yield record
    if not announced:
        yield _site(head)


def _channel_children(events: Iterator[tuple[str, Any]]) -> Iterator[Element]:
    """Each direct child of the channel, whole; it is forgotten afterwards."""
    open_elements: list[Element] = []
    for event, element in events:
        if event == "start":
            open_elements.append(element)
            continue
        open_elements.pop()
        if len(open_elements) == _CHANNEL and _name(open_elements[-1]) == "channel":
            yield element
            open_elements[-1].clear()


def _record(element: Element) -> Author | Term | Item | None:
    build = _BUILDERS.get(_name(element))
    return build(_fields(element), element) if build else None


def _site(head: dict[str, str]) -> Site:
    if "wp:wxr_version" not in head and "wp:base_blog_url" not in head:
        raise UnreadableExport(
            lazy_gettext("This is not a WordPress export. In WordPress, choose Tools, Export, All content.")
        )
    url = head.get("wp:base_blog_url") or head.get("wp:base_site_url") or head.get("link") or ""
    return Site(head.get("title", "").strip(), url.strip().rstrip("/"), head.get("language", "").strip())


def _author(fields: dict[str, str], element: Element) -> Author:
    return Author(
        login=fields.get("wp:author_login", "").strip(),
        email=fields.get("wp:author_email", "").strip(),
        name=fields.get("wp:author_display_name", "").strip(),
    )


def _category(fields: dict[str, str], element: Element) -> Term:
    name, about = fields.get("wp:cat_name", ""), fields.get("wp:category_description", "")
    return Term("category", fields.get("wp:category_nicename", ""), name, about)


def _tag(fields: dict[str, str], element: Element) -> Term:
    name, about = fields.get("wp:tag_name", ""), fields.get("wp:tag_description", "")
    return Term("post_tag", fields.get("wp:tag_slug", ""), name, about)


def _item(fields: dict[str, str], element: Element) -> Item:
    modified = fields.get("wp:post_modified_gmt", ""), "", fields.get("wp:post_modified", "")
    return Item(
        id=fields.get("wp:post_id", "").strip(),
        type=fields.get("wp:post_type", "").strip(),
        status=fields.get("wp:status", "").strip(),
        title=fields.get("title", ""),
        name=fields.get("wp:post_name", "").strip(),
        link=fields.get("link", "").strip(),
        # One kind of export writes a stray ">" before a login; none may hold one.
        creator=fields.get("dc:creator", "").strip(" \t\n<>"),
        content=fields.get("content:encoded", ""),
        excerpt=fields.get("excerpt:encoded", ""),
        password=fields.get("wp:post_password", ""),
        sticky=fields.get("wp:is_sticky", "").strip() == "1",
        comments_open=fields.get("wp:comment_status", "").strip() != "closed",
        attachment_url=fields.get("wp:attachment_url", "").strip(),
        at=moment(
            fields.get("wp:post_date_gmt", ""), fields.get("pubDate", ""), fields.get("wp:post_date", "")
        ),
        modified_at=moment(*modified),
        terms=tuple(_post_term(child) for child in element if child.tag == "category"),
        comments=tuple(_comment(_fields(child)) for child in element if _name(child) == "wp:comment"),
        meta=tuple(_meta(_fields(child)) for child in element if _name(child) == "wp:postmeta"),
    )


def _post_term(element: Element) -> Term:
    return Term(element.get("domain", "category"), element.get("nicename", ""), element.text or "")


def _comment(fields: dict[str, str]) -> ForeignComment:
    return ForeignComment(
        id=fields.get("wp:comment_id", "").strip(),
        parent=fields.get("wp:comment_parent", "").strip(),
        type=fields.get("wp:comment_type", "").strip() or "comment",
        approved=fields.get("wp:comment_approved", "").strip(),
        author=fields.get("wp:comment_author", "").strip(),
        email=fields.get("wp:comment_author_email", "").strip(),
        url=fields.get("wp:comment_author_url", "").strip(),
        user_id=fields.get("wp:comment_user_id", "").strip(),
        content=fields.get("wp:comment_content", ""),
        at=moment(fields.get("wp:comment_date_gmt", ""), "", fields.get("wp:comment_date", "")),
    )


def _meta(fields: dict[str, str]) -> tuple[str, str]:
    return fields.get("wp:meta_key", ""), fields.get("wp:meta_value", "")


def _fields(element: Element) -> dict[str, str]:
    """The texts of the direct children by their names; of several, the first."""
    fields: dict[str, str] = {}
    for child in element:
        fields.setdefault(_name(child), child.text or "")
    return fields


def _name(element: Element) -> str:
    """`wp:post_id` and the like, whichever address the prefix stood for."""
    namespace, _, local = element.tag.rpartition("}")
    if not namespace:
        return local
    export = _EXPORT.fullmatch(namespace[1:])
    if export:
        return f"{'excerpt' if export['excerpt'] else 'wp'}:{local}"
    return _PREFIXES.get(namespace[1:], "other:") + local


_BUILDERS: dict[str, Callable[[dict[str, str], Element], Author | Term | Item]] = {
    "wp:author": _author,
    "wp:category": _category,
    "wp:tag": _tag,
    "item": _item,
}
