"""Brings an instance to where it can serve: its mode, its secrets, its database, its roles."""

import os

import click
from flask import Config, Flask
from flask.cli import ScriptInfo
from flask_migrate import upgrade
from sqlalchemy import select

from cms.actions.roles import ensure_roles
from cms.cli import demo
from cms.cli.demo import entries
from cms.cli.reindexing import index_missing
from cms.cli.servable import require_servable
from cms.configuration import ConfigurationError, configure
from cms.extensions import db
from cms.instance import read_settings, remember_mode
from cms.models import User
from cms.paths import instance_path


def checked_settings() -> Config:
    """The settings as they would be used; a wrong one ends the command with its sentence."""
    app = Flask("cms", instance_path=str(instance_path()))
    try:
        configure(app)
    except ConfigurationError as error:
        raise click.ClickException(str(error)) from error
    return app.config


def take_development() -> None:
    """Make a new instance one for development; a settings file that exists stays as it is."""
    remember_mode(instance_path(), "development")


def check_servable() -> None:
    """End the command with a sentence when the site may not be served as it is."""
    try:
        require_servable(loaded_app())
    except ConfigurationError as error:
        raise click.ClickException(str(error)) from error


def point_links(host: str, port: int) -> None:
    """Let the links of a development instance lead to where it is served now."""
    settings = read_settings(instance_path())
    mode = os.environ.get("CMS_ENV") or settings.get("ENV")
    if mode == "development" and "SITE_URL" not in settings:
        os.environ.setdefault("CMS_SITE_URL", f"http://{host}:{port}")


def loaded_app() -> Flask:
    """The application of this command line, made at the first question."""
    return click.get_current_context().ensure_object(ScriptInfo).load_app()


def migrate_database() -> None:
    """Bring tables, built-in roles and the search index to what this release needs, and commit."""
    with loaded_app().app_context():
        upgrade()
        ensure_roles()
        db.session.commit()
        index_missing()


def prepare() -> list[str]:
    """Migrate a development instance, fill one without people with the demo; how to sign in."""
    migrate_database()
    with loaded_app().app_context():
        if db.session.scalar(select(User.id).limit(1)) is None:
            click.echo("Adding demo people and content …")
            demo.load()
            db.session.commit()
        return _sign_in() if demo.is_loaded() else []


def _sign_in() -> list[str]:
    first, *others = [person.email for person in entries.people()]
    return [f"Sign in as {first}, password {demo.PASSWORD}; or as {', '.join(others)}."]
