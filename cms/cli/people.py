"""The commands about people: setup, which makes the first owner, and user."""

import os
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from cms.actions.factors.resetting import reset_factors
from cms.actions.identity import Identity
from cms.actions.own_data import release_data
from cms.actions.passwords import set_password
from cms.actions.sessions import end_all
from cms.actions.staff import add_person, assign_roles, reactivate
from cms.actions.unlocking import unlock
from cms.cli.asking import hashed_password, known_person, known_roles, said_plainly
from cms.cli.checkups import standing_owners
from cms.cli.files import require_free, write_privately
from cms.cli.inviting import invite_command
from cms.cli.leaving import deactivate_command, delete_command
from cms.cli.preparation import checked_settings, loaded_app, migrate_database, prepare, take_development
from cms.engines.own_data import archive_of
from cms.extensions import db
from cms.instance import SECRET_NAMES, ensure_secrets
from cms.models import Role, User
from cms.paths import instance_path
from cms.rules.permissions import OWNER, SYSTEM

_password = click.option("--password", help="Left out, it is asked for (or read from standard input).")


@click.command("setup")
@click.option("--email", help="Address of an owner to make.")
@_password
@click.option("--development", is_flag=True, help="A new instance is for trying out, with demo content.")
def setup(email: str | None, password: str | None, development: bool) -> None:
    """Make secrets, database and the first owner; safe to repeat, and how a new release migrates."""
    if development:
        take_development()
    if not all(os.environ.get(f"CMS_{name}") for name in SECRET_NAMES):
        ensure_secrets(instance_path())
    mode = checked_settings()["MODE"]
    migrate_database()
    click.echo("The database is at this release.")
    with loaded_app().app_context():
        if email:
            _ensure_owner(email, password)
        elif mode == "development":
            click.echo("\n".join(prepare()))
        elif not standing_owners():
            raise click.ClickException("There is no owner yet; name one: cms setup --email you@example.org")


@click.group("user")
def user() -> None:
    """Add and invite people, give them roles, close accounts."""


@user.command("add")
@click.argument("email")
@click.option("--role", "roles", multiple=True, help="A role to give; may be repeated.")
@click.option("--name", default="", help="The name that readers see.")
@_password
@with_appcontext
@said_plainly
def add(email: str, roles: tuple[str, ...], name: str, password: str | None) -> None:
    """Add a person, who can sign in at once."""
    person = _added(email, known_roles(roles), hashed_password(password, email=email, name=name), name)
    click.echo(f"Added {person.email} as {_roles_of(person)}.")


@user.command("roles")
@click.argument("email")
@click.argument("roles", nargs=-1)
@with_appcontext
@said_plainly
def roles(email: str, roles: tuple[str, ...]) -> None:
    """Give a person exactly these ROLES; without any, tell which ones they have."""
    person = known_person(email)
    if roles:
        assign_roles(person, known_roles(roles), by=SYSTEM)
        db.session.commit()
    click.echo(f"{person.email}: {_roles_of(person)}")


@user.command("password")
@click.argument("email")
@_password
@with_appcontext
@said_plainly
def password(email: str, password: str | None) -> None:
    """Give a person a new password, and end their sessions."""
    person = known_person(email)
    set_password(
        person,
        hashed_password(password, email=person.email, name=person.name, handle=person.handle),
        by=SYSTEM,
    )
    db.session.commit()
    click.echo(f"{person.email} has a new password.")


user.add_command(invite_command)
user.add_command(deactivate_command)
user.add_command(delete_command)


@user.command("reactivate")
@click.argument("email")
@with_appcontext
@said_plainly
def reactivate_command(email: str) -> None:
    """Open a closed account again."""
    person = known_person(email)
    reactivate(person, by=SYSTEM)
    db.session.commit()
    click.echo(f"{person.email} can sign in again.")


@user.command("unlock")
@click.argument("email")
@with_appcontext
@said_plainly
def unlock_command(email: str) -> None:
    """Let a person try to sign in again after too many wrong passwords."""
    person = known_person(email)
    unlock(person, by=SYSTEM)
    db.session.commit()
    click.echo(f"{person.email} can try to sign in again.")


@user.command("sign-out")
@click.argument("email")
@with_appcontext
@said_plainly
def sign_out_command(email: str) -> None:
    """End every sign-in of a person; the password stays."""
    person = known_person(email)
    ended = end_all(person, by=SYSTEM)
    db.session.commit()
    click.echo(f"{person.email} was signed in on {ended} devices, and is signed out of them.")


@user.command("reset-factors")
@click.argument("email")
@with_appcontext
@said_plainly
def reset_factors_command(email: str) -> None:
    """Take a person's apps, passkeys and recovery codes away, when they have lost them."""
    person = known_person(email)
    reset_factors(person, by=SYSTEM, reason="cms user reset-factors")
    db.session.commit()
    click.echo(f"{person.email} signs in with the password alone, until a new second factor is set up.")


@user.command("export")
@click.argument("email")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, resolve_path=True))
@with_appcontext
@said_plainly
def export_command(email: str, file: Path) -> None:
    """Write all that is held about a person into a ZIP archive that only its owner can read."""
    person = known_person(email)
    require_free(file)
    release_data(person, by=SYSTEM)
    db.session.commit()
    size = write_privately(file, archive_of(person, private=False))
    click.echo(f"What is held about {person.email} is in {file} ({size / 1e6:.1f} MB).")


@said_plainly
def _ensure_owner(email: str, password: str | None) -> None:
    (owner,) = known_roles([OWNER])
    person = db.session.scalar(select(User).where(User.email == email.strip().lower()))
    if person is None:
        person = _added(email, [owner], hashed_password(password, email=email), "")
        click.echo(f"{person.email} is an owner and can sign in.")
        return
    assign_roles(person, [*person.roles, owner], by=SYSTEM)
    db.session.commit()
    click.echo(f"{person.email} is an owner; the password is the one they have.")


def _added(email: str, roles: list[Role], hashed: str, name: str) -> User:
    person = add_person(Identity(email=email, name=name), roles, by=SYSTEM)
    set_password(person, hashed, by=SYSTEM)
    db.session.commit()
    return person


def _roles_of(person: User) -> str:
    return ", ".join(role.name for role in person.roles) or "nothing yet (no roles)"
