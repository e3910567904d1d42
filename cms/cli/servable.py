"""What must hold before a site is served to anybody."""

from flask import Flask

from cms.cli.checkups import State, examine
from cms.configuration import ConfigurationError
from cms.engines.demo_guard import demo_refusal


def require_servable(app: Flask) -> None:
    """Raise ConfigurationError, with a sentence that says what to do, unless the site may be served."""
    with app.app_context():
        database = examine(app, ["Database"])["Database"]
    if database.state == State.BROKEN:
        raise ConfigurationError(database.sentence)
    if refusal := demo_refusal(app):
        raise ConfigurationError(refusal)
