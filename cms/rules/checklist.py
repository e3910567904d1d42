"""The checklist before publishing, as data: what is looked for, and whether it blocks or only warns.

What blocks shuts readers out: a picture that can't be heard, a heading with nothing in it, a link into
the void. What warns is a matter of style, or of what the writer may have meant.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import Protocol

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from cms.tools.outline import Outline, outline_of

LONGEST_TITLE = 70  # search engines cut what is longer


class Severity(StrEnum):
    BLOCK = "block"
    WARN = "warn"


class Text(Protocol):
    """A revision, or what a form holds."""

    title: str
    slug: str
    summary: str
    body: str
    lead_image: str
    lead_image_alt: str


@dataclass(frozen=True)
class Subject:
    """`dead` holds the links of the text that lead nowhere; `live_slug` the address that readers know."""

    text: Text
    dead: Set[str] = frozenset()
    live_slug: str = ""

    @cached_property
    def outline(self) -> Outline:
        return outline_of(self.text.body)


@dataclass(frozen=True)
class Check:
    """`fine` is said when there is nothing to mend; `faults` names each place."""

    name: str
    severity: Severity
    fine: LazyString
    faults: Callable[[Subject], Iterator[LazyString]]


@dataclass(frozen=True)
class Finding:
    check: Check
    sentence: LazyString

    @property
    def blocks(self) -> bool:
        return self.check.severity == Severity.BLOCK


def examine(subject: Subject) -> list[Finding]:
    """Everything there is to mend, what blocks first."""
    return [Finding(check, sentence) for check in CHECKS for sentence in check.faults(subject)]


def passed(findings: list[Finding]) -> list[Check]:
    """The checks that found nothing."""
    failed = {finding.check.name for finding in findings}
    return [check for check in CHECKS if check.name not in failed]


def _without_alt(subject: Subject) -> Iterator[LazyString]:
    for number, picture in enumerate(subject.outline.pictures, 1):
        if picture.alt is None:
            yield _l(
                "Picture %(number)s (%(file)s) has no alt text. Say what it shows, "
                'or write alt="" if it only decorates.',
                number=number,
                file=picture.src.rsplit("/", 1)[-1][:80] or "?",
            )


def _lead_without_alt(subject: Subject) -> Iterator[LazyString]:
    if subject.text.lead_image and not subject.text.lead_image_alt:
        yield _l("The lead image has no alternative text. Say what it shows.")


def _empty_headings(subject: Subject) -> Iterator[LazyString]:
    for number, heading in enumerate(subject.outline.headings, 1):
        if not heading.text:
            yield _l("Heading %(number)s is empty. Give it words or take it out.", number=number)


def _dead_links(subject: Subject) -> Iterator[LazyString]:
    for link in dict.fromkeys(subject.outline.links):
        if link in subject.dead:
            yield _l("The link to %(link)s leads nowhere on this site. Correct it.", link=link[:200])


def _twins(subject: Subject) -> Iterator[LazyString]:
    counts = Counter(heading.text for heading in subject.outline.headings if heading.text)
    for text, count in counts.items():
        if count > 1:
            yield _l("The heading “%(text)s” stands here %(count)s times.", text=text[:80], count=count)


def _jumps(subject: Subject) -> Iterator[LazyString]:
    levels = [1, *(heading.level for heading in subject.outline.headings)]
    for (before, level), heading in zip(pairwise(levels), subject.outline.headings, strict=True):
        if level > before + 1:
            yield _l(
                "“%(text)s” is a heading of level %(level)s, but only level %(before)s stands before it.",
                text=heading.text[:80],
                level=level,
                before=before,
            )


def _no_summary(subject: Subject) -> Iterator[LazyString]:
    if not subject.text.summary.strip():
        yield _l("There is no summary, so lists and search engines show the first words of the text.")


def _moved(subject: Subject) -> Iterator[LazyString]:
    if subject.live_slug and subject.text.slug != subject.live_slug:
        yield _l(
            "The address changes from “%(old)s” to “%(new)s”. The old one will lead to the new one.",
            old=subject.live_slug,
            new=subject.text.slug,
        )


def _long_title(subject: Subject) -> Iterator[LazyString]:
    count = len(subject.text.title)
    if count > LONGEST_TITLE:
        yield _l(
            "The title has %(count)s characters; search engines cut it after about %(most)s.",
            count=count,
            most=LONGEST_TITLE,
        )


B, W = Severity.BLOCK, Severity.WARN
CHECKS = (
    Check("alt_text", B, _l("Every picture has an alt text."), _without_alt),
    Check("lead_image", B, _l("No lead image lacks its alternative text."), _lead_without_alt),
    Check("empty_heading", B, _l("No heading is empty."), _empty_headings),
    Check("dead_link", B, _l("Every link within this site leads somewhere."), _dead_links),
    Check("twin_headings", W, _l("No two headings are the same."), _twins),
    Check("heading_jump", W, _l("No level of headings is left out."), _jumps),
    Check("summary", W, _l("There is a summary."), _no_summary),
    Check("address", W, _l("The address stays as readers know it."), _moved),
    Check("title", W, _l("The title is short enough for search engines."), _long_title),
)
