"""Where the words of a search stand in a text: the passage around the first one, and all of them marked."""

from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

LENGTH = 240  # characters
Span = tuple[int, int]
Find = Callable[[str], Iterable[Span]]


def passage(text: str, first: Span | None, length: int = LENGTH) -> str:
    """About `length` characters around the first place found, else the beginning; cut between words."""
    start = max(0, first[0] - length // 3) if first else 0
    if start:
        start = text.find(" ", start, start + length // 3) + 1 or start
    end = start + length
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + length // 2)
    return ("…" if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")


def marked(text: str, find: Find) -> Markup:
    """The text escaped, each of the places found in a <mark>."""
    done, parts = 0, []
    for start, end in united(find(text)):
        parts += [escape(text[done:start]), Markup("<mark>{}</mark>").format(text[start:end])]
        done = end
    return Markup().join([*parts, escape(text[done:])])


def united(spans: Iterable[Span]) -> list[Span]:
    """The places in order, those that overlap as one."""
    whole: list[Span] = []
    for start, end in sorted(spans):
        if whole and start < whole[-1][1]:
            whole[-1] = whole[-1][0], max(end, whole[-1][1])
        else:
            whole.append((start, end))
    return whole
