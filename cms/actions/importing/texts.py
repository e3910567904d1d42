"""The words of a foreign post in the shape of our form."""

from urllib.parse import unquote

from flask_babel import gettext as _

from cms.actions.addresses import is_taken
from cms.actions.content import LONGEST_META, LONGEST_SUMMARY, LONGEST_TITLE, Content
from cms.actions.importing.pictures import Pictures, lead_image_of
from cms.models import CommentPolicy, PostKind
from cms.tools.html import excerpt, text_of, without_controls
from cms.tools.slugs import first_free, slug_of
from cms.tools.wordpress_html import before_more, to_html
from cms.tools.wordpress_records import Item

LOCALE = "en"
_LONGEST_SLUG = 160  # leaves room for a number behind it
_LONGEST_MADE_TITLE = 60
_IN_TRASH = "__trashed"


def content_from(item: Item, kind: PostKind, tags: tuple[str, ...], pictures: Pictures) -> Content:
    """A title in words, a free address, a summary, the body as HTML that is kept, and the lead image."""
    body = to_html(item.content)
    return Content(
        title=_title(item, body),
        slug=_slug(item, kind),
        summary=_summary(item),
        body=body,
        tags=tags,
        pinned=item.sticky,
        comment_policy=CommentPolicy.OPEN if item.comments_open else CommentPolicy.CLOSED,
        meta_title=_meta(item, "_yoast_wpseo_title", LONGEST_TITLE),
        meta_description=_meta(item, "_yoast_wpseo_metadesc", LONGEST_META),
        **lead_image_of(item, pictures),
    )


def _title(item: Item, body: str) -> str:
    # A title that is nothing but markup is shown as it was typed.
    title = without_controls(text_of(item.title) or item.title).strip()
    title = title or excerpt(body, _LONGEST_MADE_TITLE) or _("Untitled")
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"


def _summary(item: Item) -> str:
    return without_controls(excerpt(to_html(item.excerpt or before_more(item.content)), LONGEST_SUMMARY))


def _meta(item: Item, key: str, most: int) -> str:
    """What the most common plug-in for search engines holds, unless it is a template of its own."""
    text = item.noted(key)
    return "" if "%%" in text else without_controls(excerpt(text, most))


def _slug(item: Item, kind: PostKind) -> str:
    """The one it had, spelt as ours are and numbered if taken; empty when it had none."""
    slug = slug_of(unquote(item.name.removesuffix(_IN_TRASH)), "")[:_LONGEST_SLUG].strip("-")
    return first_free(slug, lambda free: is_taken(kind, LOCALE, free)) if slug else ""
