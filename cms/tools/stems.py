"""Stems: what the forms of one word have in common, by the rules of its language."""

from functools import cache, lru_cache
from threading import Lock
from typing import Any

import snowballstemmer

LANGUAGES = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

_one_at_a_time = Lock()  # a stemmer keeps the word it works on


def language_of(locale: str) -> str:
    """What the words of a locale are stemmed by: `en` of en_GB; empty for a language without rules."""
    code = locale.replace("-", "_").partition("_")[0].lower()
    return code if code in LANGUAGES else ""


@lru_cache(maxsize=131_072)
def stem(word: str, language: str) -> str:
    """The stem of a plain word. What has digits, and every word of a language without rules, is its own."""
    if language not in LANGUAGES or not word.isalpha():
        return word
    with _one_at_a_time:
        return str(_stemmer(language).stemWord(word)) or word


@cache
def _stemmer(language: str) -> Any:
    return snowballstemmer.stemmer(LANGUAGES[language])
