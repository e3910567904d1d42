"""The commands by which people leave: user deactivate, user delete."""

import click
from flask.cli import with_appcontext

from cms.actions.deleting import delete_person
from cms.actions.staff import deactivate
from cms.cli.asking import known_person, said_plainly
from cms.extensions import db
from cms.models import User
from cms.rules.permissions import SYSTEM

_to = click.option("--to", metavar="EMAIL", help="Who gets their texts, plans and open reviews.")


@click.command("deactivate")
@click.argument("email")
@_to
@with_appcontext
@said_plainly
def deactivate_command(email: str, to: str | None) -> None:
    """Close an account at once; what the person wrote stays theirs, or goes to somebody else."""
    person, receiver = known_person(email), _receiver(to)
    whole = deactivate(person, by=SYSTEM, reason="cms user deactivate", to=receiver)
    db.session.commit()
    click.echo(f"{person.email} can't sign in any more.")
    if receiver is not None:
        click.echo(f"{receiver.email} has taken over." if whole else _goes_on(f"{receiver.email} takes over"))


@click.command("delete")
@click.argument("email")
@_to
@click.option(
    "--anonymise", is_flag=True, help="Take the name off what they wrote, and out of the event log."
)
@with_appcontext
@said_plainly
def delete_command(email: str, to: str | None, anonymise: bool) -> None:
    """Delete an account for good. Who has written something needs --to or --anonymise."""
    if to and anonymise:
        raise click.ClickException(
            "Choose one: --to hands the texts over, --anonymise takes the name off them."
        )
    person, receiver = known_person(email), _receiver(to)
    address = person.email
    whole = delete_person(person, by=SYSTEM, to=receiver, anonymise=anonymise, reason="cms user delete")
    db.session.commit()
    click.echo(f"{address} is deleted." if whole else _goes_on(f"{address} can't sign in any more"))


def _receiver(email: str | None) -> User | None:
    return known_person(email) if email else None


def _goes_on(sentence: str) -> str:
    return f"{sentence}; the worker does the rest."
