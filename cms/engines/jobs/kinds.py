"""What a kind of job is: what does it, and how often, how long and how many times that may be tried."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeAlias

# Does one piece of it, commits nothing, can be done twice without harm; answers whether there is more.
Work: TypeAlias = Callable[[dict[str, Any]], bool]


@dataclass(frozen=True)
class Kind:
    """`every`: it comes again so long after it was done; None: it is done once.

    `lease` is longer than one piece can take: a job whose worker was killed is taken up again after it.
    """

    do: Work
    every: timedelta | None = None
    lease: timedelta = timedelta(minutes=10)
    tries: int = 10


Kinds: TypeAlias = Mapping[str, Kind]
