"""Shortcodes that have a meaning in plain HTML. All others stay as they are, readable."""

import re

from cms.tools.wordpress_markup import escaped_link, outside_code

_PLAYER = re.compile(
    r"\[(?P<name>audio|embed|video|vimeo|youtube)\b(?P<given>[^\[\]]{0,500})\]"
    r"(?:(?P<inside>[^\[\]]{0,500})\[/(?P=name)\])?"
)
_ADDRESS = re.compile(r"https?://[^\s\"'<>\[\]]+")
_CAPTION_END = "[/caption]"
_CAPTION = "[caption"
_ATTRIBUTE = re.compile(r"(\w+)=(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'\]]+))")
_PICTURE = re.compile(r"\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)", re.DOTALL)
_ALIGNMENTS = {"alignleft", "aligncenter", "alignright", "alignnone"}


def expand(markup: str) -> str:
    """Tidy HTML with captions as figures and players as links, but not in code."""
    return outside_code(markup, lambda part: _captions(_PLAYER.sub(_player, part)))


def _player(shortcode: re.Match[str]) -> str:
    address = _ADDRESS.search(f"{shortcode['given']} {shortcode['inside'] or ''}")
    return escaped_link(address[0]) if address else shortcode[0]


def _captions(markup: str) -> str:
    *closed, rest = (
        markup.replace("[wp_caption", _CAPTION).replace("[/wp_caption]", _CAPTION_END).split(_CAPTION_END)
    )
    return "".join(_last_caption(piece) for piece in closed) + rest


def _last_caption(piece: str) -> str:
    """`piece` ended with the closing mark: what belongs to it becomes a figure."""
    before, opening, captioned = piece.rpartition(_CAPTION)
    given, bracket, inside = captioned.partition("]")
    return before + _figure(given, inside) if opening and bracket else piece + _CAPTION_END


def _figure(given: str, inside: str) -> str:
    attributes = {name: double or single or bare for name, double, single, bare in _ATTRIBUTE.findall(given)}
    picture = _PICTURE.fullmatch(inside)
    shown, words = picture.groups("") if picture else (inside, "")
    words = (attributes.get("caption") or words).strip()
    align = attributes.get("align", "")
    opening = f'<figure class="{align}">' if align in _ALIGNMENTS else "<figure>"
    return f"{opening}{shown}{f'<figcaption>{words}</figcaption>' if words else ''}</figure>"
