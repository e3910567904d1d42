"""Whole texts compared: HTML, and lines without markup."""

from cms.tools.diffing.blocks import Block, Run, Shape
from cms.tools.diffing.pieces import Piece, pieces_between
from cms.tools.diffing.reading import blocks_in
from cms.tools.diffing.rows import Row, rows_between


def diff_bodies(before: str, after: str) -> list[Row]:
    """The blocks of two versions of HTML beside each other. A row's words are compared once it is asked."""
    return rows_between(blocks_in(before), blocks_in(after))


def diff_lines(before: str, after: str) -> tuple[Piece, ...]:
    """Two plain texts word by word."""
    return tuple(pieces_between(_plain(before), _plain(after)))


def _plain(text: str) -> Block | None:
    return Block(Shape(), (Run(text),)) if text else None
