"""The site's settings as they stand, read when they have changed; defaults where nothing was chosen."""

from typing import Any

from flask import g, has_app_context
from sqlalchemy import select

from cms.engines.pages.keys import EVERYTHING
from cms.engines.pages.remembering import remembered
from cms.extensions import db
from cms.models import Setting
from cms.rules.settings import BY_NAME


def setting(name: str) -> Any:
    """The value of one setting. An unknown name is a bug and raises KeyError."""
    default = BY_NAME[name].default
    return _chosen().get(name, default)


def forget() -> None:
    """Read the settings again at the next question; the action that changes one calls it."""
    g.pop("settings", None)
    g.settings_changing = True


def _chosen() -> dict[str, Any]:
    if not has_app_context():
        return {}
    if "settings" not in g:
        # What this very request changes, nobody else sees yet.
        changing = g.get("settings_changing", False)
        g.settings = _read() if changing else remembered("settings", (EVERYTHING,), _read)
    return g.settings


def _read() -> dict[str, Any]:
    rows = db.session.execute(select(Setting.name, Setting.value)).all()
    return {row.name: row.value for row in rows}
