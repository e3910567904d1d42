"""Three versions of one text become one: the changes of both sides kept, or laid side by side to choose from.

Pure: nothing here knows of posts, requests or databases.
"""

from cms.tools.merging.bodies import merge_body
from cms.tools.merging.fields import FieldConflict, Merged, merge_fields, resolve_fields
from cms.tools.merging.results import Hunk, MergedText, Side, resolve

__all__ = [
    "FieldConflict",
    "Hunk",
    "Merged",
    "MergedText",
    "Side",
    "merge_body",
    "merge_fields",
    "resolve",
    "resolve_fields",
]
