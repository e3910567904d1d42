"""The `cms` command."""

import sys

import click
from flask.cli import FlaskGroup

from cms import create_app
from cms.configuration import ConfigurationError


@click.group(cls=FlaskGroup, create_app=create_app, add_default_commands=False, add_version_option=False)
def commands() -> None:
    """Masthead: serve, set up and look after an installation."""


def main() -> None:
    """Run the command line; a setting that can't work ends it with its sentence."""
    try:
        commands(prog_name="cms")
    except ConfigurationError as error:
        click.echo(f"cms: {error}", err=True)
        sys.exit(1)
