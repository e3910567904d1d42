"""The lead images of foreign posts: records of their own, which may stand behind the posts that name them."""

from collections.abc import Mapping
from contextlib import suppress
from typing import TypeAlias

from cms.actions.content import LONGEST_ADDRESS, LONGEST_CAPTION
from cms.tools.html import excerpt, without_controls
from cms.tools.pictures import is_shown
from cms.tools.wordpress_records import Item
from cms.tools.wxr import UnreadableExport, read
from cms.tools.wxr_stream import LenientStream

Pictures: TypeAlias = Mapping[str, Mapping[str, str]]


def pictures_in(stream: LenientStream) -> Pictures:
    """What a post that names an attachment says of its lead image. The stream begins anew afterwards.

    A file that can't be read twice has none, and one that breaks off those before the break.
    """
    found: dict[str, Mapping[str, str]] = {}
    if not stream.rewind():
        return found
    with suppress(UnreadableExport):
        for record in read(stream):
            if isinstance(record, Item) and record.attachment_url:
                found[record.id] = _fields(record)
    stream.rewind()
    return found


def lead_image_of(item: Item, pictures: Pictures) -> Mapping[str, str]:
    """The fields of the post's featured image, if it has one that pages of ours can show."""
    return pictures.get(item.noted("_thumbnail_id"), {})


def _fields(attachment: Item) -> Mapping[str, str]:
    # Pages of ours show pictures over https alone, and hardly a host is left that has not got it.
    address = attachment.attachment_url.replace("http://", "https://", 1)
    if not is_shown(address) or len(address) > LONGEST_ADDRESS:
        return {}
    return {
        "lead_image": address,
        "lead_image_alt": _words(attachment.noted("_wp_attachment_image_alt")),
        "lead_image_caption": _words(attachment.excerpt),
    }


def _words(text: str) -> str:
    return without_controls(excerpt(text, LONGEST_CAPTION))
