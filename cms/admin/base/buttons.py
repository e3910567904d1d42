"""What can be done with one record, as data that the templates draw."""

from dataclasses import dataclass, field
from typing import Any, TypeAlias

from flask_babel import LazyString

Label: TypeAlias = str | LazyString


@dataclass(frozen=True)
class Button:
    """A link, or with `post` a form of its own. A grave act links to the page that asks first."""

    label: Label
    url: str
    post: bool = False
    fields: dict[str, Any] = field(default_factory=dict)
    grave: bool = False
    icon: str = ""


@dataclass(frozen=True)
class Tab:
    """A list seen through one filter."""

    label: Label
    url: str
    current: bool
