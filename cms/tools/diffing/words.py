"""Prose taken apart into words, whatever script it is written in; joined, they are the prose again."""

import re
from unicodedata import category

from cms.tools.merging.markup import UNSPACED

# Scripts without spaces whose letters carry signs: Thai and Lao, Burmese, Khmer.
_CLUSTERED = (range(0x0E00, 0x0F00), range(0x1000, 0x10A0), range(0x1780, 0x1800))
_SIGNS = "".join(chr(code) for part in _CLUSTERED for code in part if category(chr(code)).startswith("M"))
# What may follow a character that stands for itself: its signs, voicing marks, variants.
_FOLLOWING = f"{_SIGNS}\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef"
_ALONE = f"{UNSPACED}\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_ASCII = re.escape("!\"#$%&'()*+,-./:;<=>?@[\\]^`{|}~")
_PUNCTUATION = (
    f"{_ASCII}¡§«¶·»¿\u055a-\u055f\u0589\u05be\u05c0\u05c3\u060c\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965"
    r"\u2010-\u2027\u2030-\u205e\u3001-\u303f\u30fb\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
_LETTER = rf"[^\s{_PUNCTUATION}{_ALONE}]"
# An apostrophe within a word and a point or comma within a number part nothing.
_WORD = re.compile(
    rf"\s+|[{_ALONE}][{_FOLLOWING}]*+"
    rf"|{_LETTER}++(?:['’]{_LETTER}++|(?<=\d)[.,](?=\d){_LETTER}++)*+"
    r"|."
)
_SENTENCE = re.compile(r"[^\n.!?。！？؟।]*+(?:[\n.!?。！？؟।]++\s*+|\Z)")
# Beyond this many characters in one block whole sentences are compared, not words.
LONGEST_BY_WORDS = 50_000
_MARK = re.compile(rf"[{_PUNCTUATION}]")


def words_in(text: str) -> list[str]:
    """Words, marks of punctuation one by one, and white space.

    In scripts written without spaces every character, with its signs, is a word.
    """
    return _WORD.findall(text)


def parts_of(text: str) -> list[str]:
    """What one block is compared by: its words, or its sentences when it is very long."""
    return words_in(text) if len(text) <= LONGEST_BY_WORDS else [it for it in _SENTENCE.findall(text) if it]


def rank(word: str) -> int:
    """Words are compared before the punctuation between them, which is alike everywhere."""
    return 1 if _MARK.fullmatch(word) else 0
