"""In which forms the words of a question may stand in the index: by language, by beginning, as a tag."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import func, literal, select, union_all

from cms.engines.search.asking import Question, Wish
from cms.engines.search.documents import languages, tag_hint
from cms.engines.search.writing import TAG_WORD
from cms.extensions import db
from cms.models import SEARCH_WORD
from cms.tools.stems import stem

MOST_FORMS = 40  # words that one beginning stands for, the shortest ones
MOST_TAGS = 40
BEYOND = "\U0010ffff"

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Sought:
    """One wish: any of the phrases, or any of the tags."""

    phrases: tuple[Phrase, ...]
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Seeking:
    """A question in the words of the index."""

    wanted: tuple[Sought, ...]
    unwanted: tuple[Sought, ...]

    def stems(self) -> frozenset[str]:
        """What is marked in a text."""
        return frozenset(word for it in self.wanted for phrase in it.phrases for word in phrase)


def seeking(question: Question) -> Seeking:
    """What to look for; in two queries at most."""
    wishes = [*question.wanted, *question.unwanted]
    begun = _begun({wish.words[-1] for wish in wishes if wish.begins})
    phrases = [_phrases(wish, begun) for wish in wishes]
    tags = _tags({phrase[0] for its in phrases for phrase in its if len(phrase) == 1})
    sought = [Sought(its, _tagged(its, tags)) for its in phrases]
    count = len(question.wanted)
    return Seeking(tuple(sought[:count]), tuple(sought[count:]))


def _phrases(wish: Wish, begun: dict[str, list[str]]) -> tuple[Phrase, ...]:
    *first, last = wish.words
    ends = [last, *begun.get(last, ())] if wish.begins else [last]
    forms: dict[Phrase, None] = {}
    for language in ("", *languages()):
        start = tuple(stem(word, language) for word in first)
        for end in ends:
            forms[(*start, stem(end, language))] = None
    return tuple(forms)


def _begun(beginnings: Iterable[str]) -> dict[str, list[str]]:
    """Words of the vocabulary by what they begin with."""
    queries = []
    for beginning in sorted(beginnings):
        within = SEARCH_WORD.c.word.between(beginning, beginning + BEYOND)
        shortest = select(SEARCH_WORD.c.word).where(within).group_by(SEARCH_WORD.c.word)
        some = shortest.order_by(func.length(SEARCH_WORD.c.word), SEARCH_WORD.c.word).limit(MOST_FORMS)
        queries.append(select(literal(beginning), some.subquery().c.word))
    found: dict[str, list[str]] = {}
    for beginning, word in db.session.execute(union_all(*queries)) if queries else ():
        found.setdefault(beginning, []).append(word)
    return found


def _tags(words: set[str]) -> dict[str, list[int]]:
    """The tags whose names hold one of the words."""
    named = select(TAG_WORD.c.word, TAG_WORD.c.tag_id).where(TAG_WORD.c.word.in_(sorted(words)))
    found: dict[str, list[int]] = {}
    for word, tag_id in db.session.execute(named.order_by(TAG_WORD.c.tag_id).limit(MOST_TAGS)):
        found.setdefault(word, []).append(tag_id)
    return found


def _tagged(phrases: Iterable[Phrase], tags: dict[str, list[int]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_hints_of(phrases, tags)))


def _hints_of(phrases: Iterable[Phrase], tags: dict[str, list[int]]) -> Iterator[str]:
    for phrase in phrases:
        if len(phrase) == 1:
            yield from map(tag_hint, tags.get(phrase[0], ()))
