"""The one rule for passwords: long enough, and not what people guess first; characters of any kind.

How hard one is to guess is estimated offline, from lists of leaked passwords, names and words (zxcvbn).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

SHORTEST, LONGEST = 10, 128  # characters, as a reader counts them
# The estimate gets dear with length (2 s at 40 of the worst), and what is hard to guess shows early.
WEIGHED = 20
GOOD = 3  # of 0 to 4: more than a hundred million guesses
MOST_WORDS = 12

SCORES = (
    _l("Very easy to guess"),
    _l("Easy to guess"),
    _l("Can be guessed"),
    _l("Hard to guess"),
    _l("Very hard to guess"),
)
REPEATED = _l("It repeats itself. Say something only once.")
IN_ORDER = _l("It follows the alphabet, the numbers or the rows of the keyboard.")
DATED = _l("It is little more than a date or a year. Dates are guessed first.")
COMMON = _l("It is among the passwords that are guessed first, or hardly differs from one.")
PERSONAL = _l("It is made of your own name or address, or of this site’s. Those are guessed first.")
WORD = _l(
    "It is little more than a name or a word. Put several together that have nothing to do with each other."
)
FAULTS = {"repeat": REPEATED, "sequence": IN_ORDER, "spatial": IN_ORDER, "date": DATED, "regex": DATED}
LISTS = {"passwords": COMMON, "user_inputs": PERSONAL}
ADVICE = _l("Add one or two words that nobody would expect there.")


@dataclass(frozen=True)
class Password:
    """A password somebody may want; `about` are words that others know of the person and the site."""

    text: str
    about: tuple[str, ...] = ()

    @cached_property
    def faults(self) -> list[LazyString]:
        """Why it can't be taken, in sentences that help; empty when it can."""
        if len(self.text) < SHORTEST:
            return [
                _l(
                    "Use at least %(least)s characters; it has %(count)s. Spaces between words are fine.",
                    least=SHORTEST,
                    count=len(self.text),
                )
            ]
        if len(self.text) > LONGEST:
            return [
                _l("Use at most %(most)s characters; it has %(count)s.", most=LONGEST, count=len(self.text))
            ]
        return [] if self.score >= GOOD else [self._weakness, ADVICE]

    @property
    def score(self) -> int:
        """From 0, guessed at once, to 4; too short or too long a one has none: 0."""
        return int(self._estimate["score"]) if SHORTEST <= len(self.text) <= LONGEST else 0

    @property
    def verdict(self) -> LazyString:
        return SCORES[self.score]

    @property
    def _weakness(self) -> LazyString:
        longest = max(self._estimate["sequence"], key=lambda part: len(part["token"]))
        if longest["pattern"] == "dictionary":
            return LISTS.get(longest["dictionary_name"], WORD)
        return FAULTS.get(longest["pattern"], COMMON)

    @cached_property
    def _estimate(self) -> dict[str, Any]:
        # Its lists take 0.15 s and some megabytes: only a process that weighs a password needs them.
        from zxcvbn import zxcvbn

        estimate: dict[str, Any] = zxcvbn(self.text[:WEIGHED], user_inputs=words_of(self.about))
        return estimate


def words_of(texts: Iterable[str]) -> list[str]:
    """The names and addresses, whole and in their parts, as far as a guesser would try them."""
    found: dict[str, None] = {}
    for text in texts:
        whole = text.casefold()[:LONGEST]
        parts = "".join(character if character.isalnum() else " " for character in whole).split()
        found |= dict.fromkeys([whole, *(part for part in parts if len(part) > 2)])
    return list(found)[:MOST_WORDS]
