"""Waking: the worker is told at once what was committed for it, and finds by itself what it wasn't told."""

from flask import Flask

from cms.engines.waking.alarm import Alarm
from cms.engines.waking.notes import follow_sessions


def init_app(app: Flask) -> None:
    """Give the app its alarm, which goes off by itself after commits."""
    app.extensions["alarm"] = Alarm(app)
    follow_sessions()
