"""The `cms` command."""

from typing import IO, Any

import click
from flask import Flask
from flask.cli import AppGroup, FlaskGroup, NoAppException
from flask_migrate.cli import db

from cms import create_app
from cms.cli import backup, demo, doctor, importing, people, reindexing, seeding, serving, working
from cms.configuration import ConfigurationError

COMMANDS = (
    serving.run,
    serving.web,
    working.worker,
    working.publish_due,
    people.setup,
    people.user,
    demo.demo,
    seeding.seed,
    importing.importing,
    reindexing.reindex,
    backup.backup,
    backup.restore,
    doctor.doctor,
    db,
)


def _load() -> Flask:
    try:
        return create_app()
    except ConfigurationError as error:
        raise Unconfigured(str(error)) from error


class Unconfigured(NoAppException):
    """A setting can't work: its sentence alone, since the command was typed right."""

    exit_code = 1

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(f"cms: {self.format_message()}", file=file, err=True)


class Commands(FlaskGroup):
    """Ours alone: those that extensions bring change people and roles past the actions."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return AppGroup.list_commands(self, ctx)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        return AppGroup.get_command(self, ctx, name)


@click.group(cls=Commands, create_app=_load, add_default_commands=False, add_version_option=False)
def commands() -> None:
    """Masthead: serve, set up and look after an installation."""


for command in COMMANDS:
    commands.add_command(command)


def main() -> None:
    """Run the command line."""
    commands(prog_name="cms")
