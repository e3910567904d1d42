"""WordPress content as plain HTML: what our allow-list keeps, in paragraphs, with classes for styles."""

import re

import nh3

from cms.tools.html import ALLOWED, sanitise, without_controls
from cms.tools.wordpress_embeds import link_lone_addresses
from cms.tools.wordpress_markup import outside_code
from cms.tools.wordpress_paragraphs import with_paragraphs
from cms.tools.wordpress_shortcodes import expand
from cms.tools.wordpress_styles import restyled

# Everything that the allow-list keeps, and what is about to be turned into something that it keeps.
_TIDY = nh3.Cleaner(
    tags={*ALLOWED["tags"], "acronym", "embed", "iframe"},
    attributes={
        **{tag: set(names) for tag, names in ALLOWED["attributes"].items()},
        "*": {*ALLOWED["attributes"]["*"], "align", "style"},
        "embed": {"src"},
        "iframe": {"src"},
    },
    clean_content_tags={"math", "noscript", "script", "select", "style", "svg", "template", "title"},
    url_schemes=set(ALLOWED["url_schemes"]),
    link_rel=None,
)
_MORE = re.compile(r"<!--\s?more\b[^>]{0,200}-->", re.IGNORECASE)
_NEXT_PAGE = re.compile(r"<!--\s?nextpage\s?-->", re.IGNORECASE)
_IN_BLOCKS = "<!-- wp:"
# Where comments stood between blocks.
_GAP = re.compile(r"\n[ \t]*\n[ \t]*\n\s*")
_BLOCK = re.compile(r"<(/?)(?:address|dd|div|dt|figcaption|figure|h[1-6]|td|th)\b[^>]*>")
_PICTURE = re.compile(r"<img\b[^>]*>")
_SOURCE = re.compile(r' src="([^"]+)"')
_WORDS = re.compile(r' alt="([^"]+)"')
_EMPTY_PARAGRAPH = re.compile(r"<p(?: [^>]*)?>\s*</p>\s*")


def to_html(content: str) -> str:
    """Sanitised HTML of a classic or a block post. Takes any string; what it doesn't know stays as text."""
    content = without_controls(content).replace("\r\n", "\n").replace("\r", "\n")
    markup = _TIDY.clean(_NEXT_PAGE.sub("\n\n", _MORE.sub("", content)))
    markup = outside_code(restyled(markup), lambda part: _GAP.sub("\n\n", part))
    markup = link_lone_addresses(expand(markup))
    if _IN_BLOCKS not in content:
        markup = with_paragraphs(markup)
    return _EMPTY_PARAGRAPH.sub("", sanitise(markup)).strip()


def to_comment_html(content: str) -> str:
    """The same for a comment, which holds less: blocks become paragraphs and pictures become links."""
    return _PICTURE.sub(_picture_link, _BLOCK.sub(r"<\1p>", to_html(content)))


def before_more(content: str) -> str:
    """What stands above the "more" mark, as it came; empty when there is none."""
    mark = _MORE.search(content)
    return content[: mark.start()] if mark else ""


def _picture_link(picture: re.Match[str]) -> str:
    source, words = _SOURCE.search(picture[0]), _WORDS.search(picture[0])
    return f'<a href="{source[1]}">{(words and words[1]) or source[1]}</a>' if source else ""
