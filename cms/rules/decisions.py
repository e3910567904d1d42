"""What can() answers: allowed or not, the sentence that says why, and what the sentence is made of."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

from flask_babel import LazyString

from cms.rules.catalogue import Permission

Sentence: TypeAlias = str | LazyString


class Rule(StrEnum):
    """Why something is refused."""

    SIGNED_OUT = "signed out"
    INACTIVE = "inactive"
    NO_FACTOR = "no second factor"
    NO_ROLE = "no role"
    OWN_ONLY = "own only"
    TRASHED = "trashed"
    PUBLISHED = "published"
    REACH = "reach"
    ONESELF = "oneself"
    OWNER_ROLE = "owner role"
    BUILTIN_ROLE = "built-in role"
    ROLE_REACH = "reach of a role"


@dataclass(frozen=True)
class Decision:
    """Whether something is allowed, and the sentence that says why (or why not).

    `roles` are the names of the roles that grant it; `rule` is what refused it; `missing` the permission
    that would change that, None where none would. `permission` and `obj` are what was asked.
    """

    allowed: bool
    reason: Sentence
    roles: tuple[str, ...] = ()
    rule: Rule | None = None
    missing: Permission | None = None
    permission: Permission | None = None
    obj: Any = field(default=None, compare=False, repr=False)

    def __bool__(self) -> bool:
        return self.allowed
