"""Plausible English about a harbour town, made from a random source: the same source, the same words.

Only `Random.random()` is used: it is the one method whose sequence no Python release may change.
"""

import re
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import TypeVar

T = TypeVar("T")
Link = tuple[str, str]
Pattern = tuple[str | list[str], ...]

_VOCABULARY = tomllib.loads(Path(__file__).with_name("prose.toml").read_text(encoding="utf-8"))
_SLOT = re.compile(r"\{(\w+)\}")


def source_of(*parts: object) -> Random:
    """A source that always gives the same sequence for the same parts."""
    return Random(":".join(map(str, parts)))  # noqa: S311 - repeatable text, not a secret


def title(source: Random) -> str:
    """A headline of up to about 60 characters."""
    return _filled(source, pick(source, _TITLES))


def summary(source: Random) -> str:
    """One or two sentences without markup."""
    return sentences(source, 2)


def body(source: Random, links: Sequence[Link]) -> str:
    """About 3 kB of HTML in the sanitiser's normal form: sections, lists, a quotation and the links.

    A link is (address, text); both are written as they are, so they must need no escaping.
    """
    blocks = [paragraph(source)]
    for number in range(4):
        blocks.append(f"<h2>{_filled(source, pick(source, _TITLES))}</h2>")
        blocks.append(paragraph(source))
        blocks.append(pick(source, _BLOCKS if number else _LISTS)(source))
        blocks.extend(_reference(source, link) for link in links[number::4])
    return "\n".join(blocks)


def comment(source: Random) -> str:
    """What a reader says, in one to four sentences of plain text."""
    return sentences(source, 1 + int(source.random() * 4))


def sentences(source: Random, count: int) -> str:
    return " ".join(_filled(source, pick(source, _SENTENCES)) for _ in range(count))


def paragraph(source: Random) -> str:
    return f"<p>{sentences(source, 2 + int(source.random() * 3))}</p>"


def person(number: int) -> str:
    """The name of person `number`; the first 2,500 differ."""
    return _pair(number, _VOCABULARY["forenames"], _VOCABULARY["surnames"])


def topic(number: int) -> str:
    """The name of topic `number`; the first 200 differ."""
    return _pair(number, _VOCABULARY["qualities"], _VOCABULARY["subjects"])


def pick(source: Random, choices: Sequence[T]) -> T:
    """One of the choices, each as likely as the other."""
    return choices[int(source.random() * len(choices))]


def _reference(source: Random, link: Link) -> str:
    address, text = link
    return f'<p>{sentences(source, 1)} More about that in <a href="{address}">{text}</a>.</p>'


def _bullets(source: Random) -> str:
    items = "".join(f"<li>{sentences(source, 1)}</li>" for _ in range(3))
    return f"<ul>{items}</ul>"


def _steps(source: Random) -> str:
    items = "".join(f"<li>{sentences(source, 1)}</li>" for _ in range(3))
    return f"<ol>{items}</ol>"


def _quotation(source: Random) -> str:
    return f"<blockquote>{paragraph(source)}</blockquote>"


def _subsection(source: Random) -> str:
    return f"<h3>{pick(source, _VOCABULARY['words']['topic'])}</h3>\n{paragraph(source)}"


def _pair(number: int, first: list[str], second: list[str]) -> str:
    """Both lists advance together; each round through the first shifts the second by one."""
    lap, place = divmod(number, len(first))
    return f"{first[place]} {second[(place + lap) % len(second)]}"


def _filled(source: Random, pattern: Pattern) -> str:
    return "".join(part if isinstance(part, str) else pick(source, part) for part in pattern)


def _pattern(text: str) -> Pattern:
    """A sentence with its {slots} replaced by what they may hold, so that filling it is only picking."""
    parts = _SLOT.split(text)
    return tuple(_VOCABULARY["words"][part] if position % 2 else part for position, part in enumerate(parts))


_LISTS: tuple[Callable[[Random], str], ...] = (_bullets, _steps)
_BLOCKS = (*_LISTS, _quotation, _subsection)
_SENTENCES = tuple(map(_pattern, _VOCABULARY["sentences"]))
_TITLES = tuple(map(_pattern, _VOCABULARY["titles"]))
