"""What WordPress says with styles and old attributes, said with classes; embedded frames as links."""

import re

from cms.tools.wordpress_markup import Tag, Text, escaped_link, tokens

_TEXT_ALIGN = re.compile(r"text-align\s*:\s*(left|center|right)", re.IGNORECASE)
_FLOAT = re.compile(r"float\s*:\s*(left|right)", re.IGNORECASE)
_BLOCK_ALIGN = re.compile(r"has-text-align-(left|center|right)")
_FLOATING = {"figure", "img", "table"}
_FRAMES = {"embed", "iframe"}
_REPLACED = {"align", "class", "style"}
# Names that HTML has given up, and today's.
_RENAMED = {"acronym": "abbr", "big": "span", "center": "div", "strike": "s", "tt": "code"}


def restyled(markup: str) -> str:
    """Tidy HTML without style and align attributes, frames and names that HTML has given up."""
    out: list[str] = []
    in_frame = False
    for token in tokens(markup):
        if isinstance(token, Tag) and token.name in _FRAMES:
            in_frame = token.name == "iframe" and not token.closes
            out.append(escaped_link(token.attributes.get("src", "")))
        elif not in_frame:
            out.append(_restyled(token))
    return "".join(out)


def _restyled(token: Tag | Text) -> str:
    if isinstance(token, Text):
        return token.source
    name = _RENAMED.get(token.name, token.name)
    if token.closes:
        return f"</{name}>"
    kept = {key: value for key, value in token.attributes.items() if key not in _REPLACED}
    if classes := " ".join(_classes(token)):
        kept["class"] = classes
    given = "".join(f' {key}="{value}"' for key, value in kept.items())
    return f"<{name}{given}>"


def _classes(tag: Tag) -> list[str]:
    """Those given, then those that the style and the align attribute amount to, each once."""
    style = tag.attributes.get("style", "")
    given = [_BLOCK_ALIGN.sub(r"align-\1", name) for name in tag.attributes.get("class", "").split()]
    aligned = [f"align-{side.lower()}" for side in _TEXT_ALIGN.findall(style)]
    floated = [f"align{side.lower()}" for side in _FLOAT.findall(style)]
    return list(dict.fromkeys([*given, *aligned, *floated, *_old_alignment(tag)]))


def _old_alignment(tag: Tag) -> list[str]:
    side = "center" if tag.name == "center" else tag.attributes.get("align", "").lower()
    if side not in ("left", "center", "right"):
        return []
    return [f"align{side}" if tag.name in _FLOATING else f"align-{side}"]
