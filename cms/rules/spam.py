"""What speaks for a comment being spam, as data: each rule gives points and a sentence for moderators."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import ip_address, ip_network
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

HOLD, SPAM = 4, 8  # points from which a comment is held, and from which it is put with the spam

TOO_FAST = timedelta(seconds=2)
TOO_OLD = timedelta(days=1)
SHORTEST_REPEATED = 20  # letters; many people say “thank you”
SHOUTED = 20

_URL = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
_NAME_URL = re.compile(r"https?:|www\.|\.(?:com|net|org|info|biz|xyz|top|ru|cn|shop|online)\b", re.IGNORECASE)
_BBCODE = re.compile(r"\[url[=\]]|<a\s+href", re.IGNORECASE)
_WORDS = re.compile(r"\w+")
_LINK_POINTS = ((8, 8), (5, 6), (3, 4), (2, 2), (1, 1))  # from so many links, so many points
_ZERO_WIDTH = "\u200b"

Reason = dict[str, Any]


@dataclass(frozen=True)
class Blocks:
    """What the site's owner never wants, one a line in the settings."""

    words: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Clues:
    """What a request tells about who sends it. `age`: since the form was made; None where that is not known.

    `opinions` are reasons that somebody else gave. Without `by_request` no form could tell anything.
    """

    trapped: bool = False
    age: timedelta | None = None
    place: str = ""
    opinions: tuple[Reason, ...] = ()
    by_request: bool = True


@dataclass(frozen=True)
class Facts:
    """All that is known of a comment. `known`: somebody whose comments were approved before.

    `repeats` counts the same text within a week, `rejected` the writer's earlier spam, `linked` the earlier
    spam that led to the same sites.
    """

    text: str
    links: Sequence[str] = ()
    name: str = ""
    email: str = ""
    known: bool = False
    repeats: int = 0
    rejected: int = 0
    linked: int = 0
    clues: Clues = field(default_factory=Clues)
    blocks: Blocks = field(default_factory=Blocks)


@dataclass(frozen=True)
class Assessment:
    score: int
    reasons: tuple[Reason, ...]

    @property
    def holds(self) -> bool:
        return self.score >= HOLD

    @property
    def rejects(self) -> bool:
        return self.score >= SPAM


def assess(facts: Facts) -> Assessment:
    """The points of all rules together, never below 0; with the reasons, the heaviest first."""
    reasons: list[Reason] = [
        {"rule": rule.name, "points": points, "count": count}
        for rule in RULES
        for points, count in [rule.judge(facts)]
        if points
    ]
    reasons += facts.clues.opinions
    reasons.sort(key=lambda reason: -reason["points"])
    return Assessment(max(sum(reason["points"] for reason in reasons), 0), tuple(reasons))


def sentence_of(reason: Mapping[str, Any]) -> str:
    """The reason in words; one that a later version no longer knows by its name."""
    known = SENTENCES.get(str(reason.get("rule")))
    return str(known) % {"count": reason.get("count", "")} if known else str(reason.get("rule", ""))


def essence(text: str) -> str:
    """The letters and digits of a text alone: what stays the same when marks and spaces are changed.

    Empty where it is too short to tell one writer from another.
    """
    letters = "".join(_WORDS.findall(text.casefold()))
    return letters if len(letters) >= SHORTEST_REPEATED else ""


@dataclass(frozen=True)
class SpamRule:
    """`judge` gives points and the number that the sentence names."""

    name: str
    judge: Callable[[Facts], tuple[int, int]]
    sentence: LazyString


def _trap(facts: Facts) -> tuple[int, int]:
    return (SPAM, 1) if facts.clues.trapped else (0, 0)


def _fast(facts: Facts) -> tuple[int, int]:
    age = facts.clues.age
    return (4, age.seconds) if age is not None and age < TOO_FAST else (0, 0)


def _old(facts: Facts) -> tuple[int, int]:
    age = facts.clues.age
    return (1, age.days) if age is not None and age > TOO_OLD else (0, 0)


def _ageless(facts: Facts) -> tuple[int, int]:
    return (1, 0) if facts.clues.by_request and facts.clues.age is None else (0, 0)


def _links(facts: Facts) -> tuple[int, int]:
    count = len(facts.links)
    return next((points for least, points in _LINK_POINTS if count >= least), 0), count


def _only_links(facts: Facts) -> tuple[int, int]:
    words = len(_WORDS.findall(_URL.sub(" ", facts.text)))
    return (2, words) if facts.links and words < 4 else (0, 0)


def _foreign_markup(facts: Facts) -> tuple[int, int]:
    return (3, 1) if _BBCODE.search(facts.text) else (0, 0)


def _linked(facts: Facts) -> tuple[int, int]:
    return (6 if facts.linked > 1 else 4 if facts.linked else 0), facts.linked


def _repeats(facts: Facts) -> tuple[int, int]:
    return (7 if facts.repeats > 1 else 4 if facts.repeats else 0), facts.repeats


def _rejected(facts: Facts) -> tuple[int, int]:
    return (6 if facts.rejected > 1 else 3 if facts.rejected else 0), facts.rejected


def _advertising_name(facts: Facts) -> tuple[int, int]:
    return (4, 1) if _NAME_URL.search(facts.name) else (0, 0)


def _shouting(facts: Facts) -> tuple[int, int]:
    letters = [letter for letter in facts.text if letter.isalpha()]
    loud = sum(letter.isupper() for letter in letters)
    return (2, loud) if len(letters) >= SHOUTED and loud > 0.7 * len(letters) else (0, 0)


def _invisible(facts: Facts) -> tuple[int, int]:
    count = facts.text.count(_ZERO_WIDTH)
    return (3, count) if count > 2 else (0, 0)


def _blocked_words(facts: Facts) -> tuple[int, int]:
    said = f"{facts.name}\n{facts.text}".casefold()
    count = sum(_says(said, word.casefold()) for word in facts.blocks.words)
    return min(5 * count, 10), count


def _says(said: str, word: str) -> bool:
    """As a word of its own; one that begins or ends with a star also as a part of others."""
    core = re.escape(word.strip("*"))
    if not core:
        return False
    left, right = "" if word.startswith("*") else r"(?<!\w)", "" if word.endswith("*") else r"(?!\w)"
    return bool(re.search(f"{left}{core}{right}", said))


def _blocked_address(facts: Facts) -> tuple[int, int]:
    email = facts.email.casefold()
    blocked = any(
        email == each.casefold() or (each.startswith("@") and email.endswith(each.casefold()))
        for each in facts.blocks.addresses
    )
    return (SPAM, 1) if email and blocked else (0, 0)


def _blocked_network(facts: Facts) -> tuple[int, int]:
    return (SPAM, 1) if any(_lies_in(facts.clues.place, each) for each in facts.blocks.networks) else (0, 0)


def _lies_in(place: str, network: str) -> bool:
    try:
        ip = ip_address(place)
        return (getattr(ip, "ipv4_mapped", None) or ip) in ip_network(network, strict=False)
    except ValueError:
        return False


def _known(facts: Facts) -> tuple[int, int]:
    return (-2, 1) if facts.known else (0, 0)


RULES = (
    SpamRule("trap", _trap, _l("A field was filled in that people don't see.")),
    SpamRule("fast", _fast, _l("It was sent within two seconds of the form.")),
    SpamRule("old", _old, _l("The form had been open for more than a day.")),
    SpamRule("ageless", _ageless, _l("It was not sent with the form of the page.")),
    SpamRule("links", _links, _l("It holds links (%(count)s).")),
    SpamRule("only_links", _only_links, _l("There are hardly any words beside the links.")),
    SpamRule("foreign_markup", _foreign_markup, _l("It holds links in the markup of forums or of HTML.")),
    SpamRule("linked", _linked, _l("Earlier spam led to the same site (%(count)s).")),
    SpamRule("repeats", _repeats, _l("The same text was sent before within a week (%(count)s).")),
    SpamRule("rejected", _rejected, _l("Earlier comments of the same writer were spam (%(count)s).")),
    SpamRule("advertising_name", _advertising_name, _l("The name is an address on the web.")),
    SpamRule("shouting", _shouting, _l("Most of it is in capitals.")),
    SpamRule("invisible", _invisible, _l("It holds invisible characters (%(count)s).")),
    SpamRule("blocked_words", _blocked_words, _l("It holds blocked words (%(count)s).")),
    SpamRule("blocked_address", _blocked_address, _l("It comes from a blocked e-mail address.")),
    SpamRule("blocked_network", _blocked_network, _l("It comes from a blocked network.")),
    SpamRule("known", _known, _l("Comments of this writer were approved before.")),
)
# Reasons that no rule here gives: those of an outside checker, and that a new writer waits.
SENTENCES: dict[str, LazyString] = {
    **{rule.name: rule.sentence for rule in RULES},
    "checker": _l("The outside checker takes it for spam."),
    "checker_unsure": _l("The outside checker is not sure about it."),
    "checker_failed": _l("The outside checker did not answer, so nobody has looked at it yet."),
    "first": _l("It is the first comment of this writer."),
}
