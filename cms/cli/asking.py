"""What commands ask for and look up, with a sentence where it can't be."""

import functools
import sys
from collections.abc import Callable, Iterable
from typing import ParamSpec, TypeVar

import click
from flask_security import hash_password
from flask_security.proxies import _security
from sqlalchemy import select

from cms.actions.errors import Invalid, NotPossible, Refused
from cms.extensions import db
from cms.models import Role, User

P = ParamSpec("P")
R = TypeVar("R")


def said_plainly(command: Callable[P, R]) -> Callable[P, R]:
    """End the command with the sentence of the action that refused, and change nothing."""

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except (Refused, NotPossible) as error:
            raise _ended(str(error)) from error
        except Invalid as error:
            raise _ended(" ".join(str(sentence) for sentence in error.errors.values())) from error

    return wrapped


def hashed_password(given: str | None, **about: str) -> str:
    """The hash of the password given, or of the one that is typed now; what is too weak ends the command.

    `about`: the email and name of whose it will be.
    """
    password = given if given is not None else _asked_password()
    faults, normal = _security.password_util.validate(password, is_register=True, **about)
    if faults:
        raise click.ClickException(" ".join(str(fault) for fault in faults))
    return str(hash_password(normal))


def known_person(email: str) -> User:
    """The person with the address."""
    person = db.session.scalar(select(User).where(User.email == email.strip().lower()))
    if person is None:
        raise click.ClickException(f"Nobody has the address {email}.")
    return person


def known_roles(names: Iterable[str]) -> list[Role]:
    """The roles of these names."""
    roles = {role.name: role for role in db.session.scalars(select(Role))}
    unknown = [name for name in names if name not in roles]
    if unknown:
        raise click.ClickException(f"There is no role “{unknown[0]}”; there are {', '.join(sorted(roles))}.")
    return [roles[name] for name in names]


def _asked_password() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    password = sys.stdin.readline().rstrip("\n")
    if not password:
        raise click.ClickException("No password was given; use --password, or type it when you are asked.")
    return password


def _ended(sentence: str) -> click.ClickException:
    db.session.rollback()
    return click.ClickException(sentence)
