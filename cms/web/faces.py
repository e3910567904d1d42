"""What templates need to show people: the address of a picture, or initials and a colour."""

from typing import Any

from flask import Flask, url_for

from cms.tools.initials import initials_of, shade_of
from cms.tools.portraits import LARGE, SMALL

FILES = {"large": LARGE, "small": SMALL}  # each with pixels to spare for fine screens


def init_app(app: Flask) -> None:
    """Give templates portrait_url() and the filters of initials."""
    app.jinja_env.globals["portrait_url"] = portrait_url
    app.jinja_env.filters["initials"] = initials_of
    app.jinja_env.filters["shade"] = shade_of


def portrait_url(person: Any, size: str = "small") -> str:
    """The address of a person's picture, which changes with the picture; only where there is one."""
    return url_for("site.portrait", user_id=person.id, digest=person.portrait, size=FILES[size])
