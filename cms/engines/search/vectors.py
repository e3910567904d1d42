"""A document as PostgreSQL's tsvector, written out: its words are ours, no parser of the server has a say."""

from collections.abc import Sequence

from cms.engines.search.documents import GAP

FURTHEST = 16_383  # the last position that a vector can hold
MOST_POSITIONS = 255  # of one word
ROOM = 900_000  # bytes; a vector holds a megabyte


def vector(hints: Sequence[str], words: Sequence[str]) -> str:
    """The hints without positions, the words with theirs. Beyond ROOM no new words are added."""
    places: dict[str, list[int]] = {}
    room = ROOM
    for place, word in enumerate(words, 1):
        if word == GAP:
            continue
        if word not in places:
            room -= len(word.encode()) + 8
            if room < 0:
                break
            places[word] = []
        its = places[word]
        if len(its) < MOST_POSITIONS and place <= FURTHEST:
            its.append(place)
            room -= 2
    return " ".join([*map(_quoted, hints), *(_placed(word, its) for word, its in places.items())])


def _placed(word: str, places: list[int]) -> str:
    return f"{_quoted(word)}:{','.join(map(str, places))}" if places else _quoted(word)


def _quoted(word: str) -> str:
    return f"'{word}'"  # letters, digits and colons alone
