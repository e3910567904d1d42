"""How long the tests go on that could go on for ever: CMS_THOROUGH=5 tries five times as many examples."""

import os

TIMES = int(os.environ.get("CMS_THOROUGH", "1"))


def examples(count: int) -> int:
    """How many to try where the suite tries `count`."""
    return count * TIMES
