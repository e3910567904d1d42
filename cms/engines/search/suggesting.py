"""Did you mean …? Another spelling of a question that found nothing, by words that texts hold."""

from collections.abc import Callable, Iterator

from sqlalchemy import select

from cms.engines.search.asking import Question, Wish
from cms.extensions import db
from cms.models import SEARCH_SPELLING, SEARCH_WORD
from cms.tools.misspelling import distance, shortened

MOST_READ = 200  # words that are like one
MOST_TRIED = 3  # spellings of which each is looked for


def suggestion(question: Question, finds: Callable[[str], bool]) -> str:
    """The first of the likeliest spellings that finds something for who asks; empty when none does.

    Whether it does must be asked: the vocabulary holds words of drafts too.
    """
    tried = (text for text in _spellings(question) if finds(text))
    return next(tried, "")


def _spellings(question: Question) -> Iterator[str]:
    words = {wish.words[0] for wish in question.wanted if len(wish.words) == 1}
    known = set(db.session.scalars(select(SEARCH_WORD.c.word).where(SEARCH_WORD.c.word.in_(sorted(words)))))
    likes = {word: _like(word) for word in sorted(words - known) or sorted(words)}
    for turn in range(MOST_TRIED):
        others = {word: found[turn] for word, found in likes.items() if turn < len(found)}
        if others:
            yield " ".join(
                [*_told(question.wanted, others), *(f"-{_typed(wish)}" for wish in question.unwanted)]
            )


def _like(word: str) -> list[str]:
    """Words that differ by a slip or two, the nearest first."""
    rows = select(SEARCH_SPELLING.c.word).where(SEARCH_SPELLING.c.spelling.in_(sorted(shortened(word))))
    near = set(db.session.scalars(rows.distinct().limit(MOST_READ))) - {word}
    return sorted(near, key=lambda other: (distance(word, other), other[0] != word[0], other))


def _told(wishes: tuple[Wish, ...], others: dict[str, str]) -> Iterator[str]:
    for wish in wishes:
        yield others.get(wish.words[0], _typed(wish)) if len(wish.words) == 1 else _typed(wish)


def _typed(wish: Wish) -> str:
    return f'"{wish.typed}"' if " " in wish.typed else wish.typed
