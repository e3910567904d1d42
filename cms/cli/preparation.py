"""Brings an instance to where it can serve: its mode, its secrets, its database, its roles."""

import os

import click
from flask import Config, Flask
from flask.cli import ScriptInfo
from flask_migrate import upgrade

from cms.actions.roles import ensure_roles
from cms.configuration import ConfigurationError, configure
from cms.extensions import db
from cms.instance import read_settings, remember_mode
from cms.paths import instance_path


def checked_settings() -> Config:
    """The settings as they would be used; a wrong one ends the command with its sentence."""
    app = Flask("cms", instance_path=str(instance_path()))
    try:
        configure(app)
    except ConfigurationError as error:
        raise click.ClickException(str(error)) from error
    return app.config


def take_development(host: str, port: int) -> None:
    """Make a new instance one for development, and let its links lead to where it is served."""
    instance = instance_path()
    remember_mode(instance, "development")
    settings = read_settings(instance)
    mode = os.environ.get("CMS_ENV") or settings.get("ENV")
    if mode == "development" and "SITE_URL" not in settings:
        os.environ.setdefault("CMS_SITE_URL", f"http://{host}:{port}")


def loaded_app() -> Flask:
    """The application of this command line, made at the first question."""
    return click.get_current_context().ensure_object(ScriptInfo).load_app()


def migrate_database() -> None:
    """Bring tables and built-in roles to what this release needs, and commit."""
    upgrade()
    ensure_roles()
    db.session.commit()
