"""What somebody typed as a question: words, "phrases", begin* and -without; everything else is harmless."""

import re
from dataclasses import dataclass, replace

from cms.tools.words import is_unspaced, words_in

MOST_WORDS = 8  # or phrases
MOST_IN_A_PHRASE = 16

# Phones and editors put these in the place of the straight one.
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
_PART = re.compile(r'(?P<no>-?)"(?P<phrase>[^"]*)"?|(?P<without>-?)(?P<word>[^\s"]+)')


@dataclass(frozen=True)
class Wish:
    """Words that stand together. `begins`: the last one is only the beginning of a word."""

    words: tuple[str, ...]
    begins: bool = False
    typed: str = ""


@dataclass(frozen=True)
class Question:
    wanted: tuple[Wish, ...] = ()
    unwanted: tuple[Wish, ...] = ()

    def with_open_end(self) -> "Question":
        """The same while somebody still types: the last word may go on."""
        *first, last = self.wanted
        return replace(self, wanted=(*first, replace(last, begins=True)))

    @property
    def has_open_end(self) -> bool:
        return bool(self.wanted) and self.wanted[-1].begins


def parsed(typed: str) -> Question:
    """The question in what was typed; beyond MOST_WORDS it is not read."""
    wanted: list[Wish] = []
    unwanted: list[Wish] = []
    for found in _PART.finditer(typed.translate(_QUOTES)):
        wish = _wish(found)
        if wish.words and len(wanted) + len(unwanted) < MOST_WORDS:
            (unwanted if found["no"] or found["without"] else wanted).append(wish)
    return Question(tuple(wanted), tuple(unwanted))


def _wish(found: re.Match[str]) -> Wish:
    text = found["word"] or found["phrase"] or ""
    words = words_in(text)
    if len(words) > 1 and is_unspaced(words[-1]) and len(words[-1]) == 1:
        words.pop()  # the pairs before it say it already, and more may follow
    alone = len(words) == 1 and len(words[0]) == 1 and is_unspaced(words[0])
    begins = bool(words) and (alone or (bool(found["word"]) and text.endswith("*")))
    return Wish(tuple(words[:MOST_IN_A_PHRASE]), begins, text)
