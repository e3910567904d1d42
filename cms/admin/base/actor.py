"""The person behind the request."""

from typing import Any

from cms.web.viewing import acting_person


def actor() -> Any:
    """The signed-in User itself rather than Flask-Login's stand-in; a visitor's object when nobody is.

    While an owner looks as somebody else, that one: with the rights to see, and none to change anything.
    """
    return acting_person()
