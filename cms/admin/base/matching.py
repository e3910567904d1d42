"""Conditions for what people type into a search box."""

from typing import Any

from sqlalchemy import ColumnElement, and_, or_

MOST_WORDS = 8


def matches(text: str, *columns: Any) -> ColumnElement[bool]:
    """Every word stands in one of the columns, however capitalised; % and _ mean themselves."""
    return and_(*(or_(*(holds(column, word) for column in columns)) for word in text.split()[:MOST_WORDS]))


def holds(column: Any, word: str) -> ColumnElement[bool]:
    """Whether the column holds the word."""
    if word.isascii():
        return column.icontains(word, autoescape=True)
    # SQLite folds ASCII only, so other scripts are also asked for as they are usually capitalised.
    spellings = {word, word.lower(), word.upper(), word.capitalize()}
    return or_(*(column.icontains(spelling, autoescape=True) for spelling in sorted(spellings)))
