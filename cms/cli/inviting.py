"""The command that invites: user invite."""

import click
from flask.cli import with_appcontext

from cms.actions.inviting.sending import invite
from cms.cli.asking import known_roles, said_plainly
from cms.extensions import db
from cms.rules.permissions import SYSTEM


@click.command("invite")
@click.argument("email")
@click.option("--role", "roles", multiple=True, required=True, help="A role to give; may be repeated.")
@click.option("--name", default="", help="How the mail greets them, and what their form holds at first.")
@with_appcontext
@said_plainly
def invite_command(email: str, roles: tuple[str, ...], name: str) -> None:
    """Mail a person a link by which they make an account with these roles."""
    invitation = invite(email, known_roles(roles), name=name, by=SYSTEM)
    db.session.commit()
    given, day = ", ".join(role.name for role in invitation.roles), f"{invitation.expires_at:%Y-%m-%d}"
    click.echo(f"Invited {invitation.email} as {given}; the link is open until {day}.")
    click.echo("The worker sends the mail.")
