"""Everything that is held about a person, as an archive for them."""

from cms.engines.own_data.archive import archive_of
from cms.engines.own_data.parts import LEFT_OUT, PARTS
from cms.engines.own_data.reading import MOST_COUNTED, counts_of

__all__ = ["LEFT_OUT", "MOST_COUNTED", "PARTS", "archive_of", "counts_of"]
