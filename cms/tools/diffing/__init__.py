"""What changed between two texts, told as a reader sees them: words, blocks and formatting rather than tags.

Pure: nothing here knows of posts, requests or databases.
"""

from cms.tools.diffing.blocks import Block, Kind, Mark, Media, Run, Shape, Token
from cms.tools.diffing.counting import Counted, counted
from cms.tools.diffing.pieces import Change, Piece
from cms.tools.diffing.reading import blocks_in
from cms.tools.diffing.rows import Fold, Row, State, folded
from cms.tools.diffing.texts import diff_bodies, diff_lines

__all__ = [
    "Block",
    "Change",
    "Counted",
    "Fold",
    "Kind",
    "Mark",
    "Media",
    "Piece",
    "Row",
    "Run",
    "Shape",
    "State",
    "Token",
    "blocks_in",
    "counted",
    "diff_bodies",
    "diff_lines",
    "folded",
]
