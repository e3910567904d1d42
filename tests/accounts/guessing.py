"""How many guesses are let through: `python -m tests.accounts.guessing` prints it for 10,000 of each kind.

A guess is let through when the password is compared. Guesses come ten a second, on a clock that is moved.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import time_machine

from cms import create_app
from cms.rules.throttling import Purpose
from cms.web.throttling import attempt
from tests.databases import database_url, migrated

EVERY = timedelta(seconds=0.1)
START = datetime(2026, 5, 4, 12, tzinfo=UTC)

Guess = tuple[str, str]  # the account, and the address the guess comes from


def one_account(guesses: int) -> Iterator[Guess]:
    """Everything at one account, from as many addresses as there are guesses."""
    return (("ada@example.com", address(number)) for number in range(guesses))


def one_address(guesses: int) -> Iterator[Guess]:
    """One guess for each account, from one address."""
    return ((f"person-{number}@example.com", "203.0.113.7") for number in range(guesses))


def everywhere(guesses: int) -> Iterator[Guess]:
    """One guess for each account, each from an address of its own."""
    return ((f"person-{number}@example.com", address(number)) for number in range(guesses))


def address(number: int) -> str:
    """An address in a network of its own."""
    return f"10.{number // 250 % 250}.{number % 250}.7"


def let_through(app: Any, guesses: Iterator[Guess]) -> int:
    """How many of them reach the password."""
    passed = 0
    with time_machine.travel(START, tick=False) as clock:
        for account, remote in guesses:
            with app.test_request_context("/login", method="POST", environ_base={"REMOTE_ADDR": remote}):
                passed += not attempt(Purpose.SIGN_IN, account).held
            clock.shift(EVERY)
    return passed


def main(guesses: int) -> None:
    os.environ["CMS_ENV"] = "testing"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CMS_INSTANCE"] = folder
        app = create_app({"DATABASE_URL": database_url(Path(folder), "guessing")})
        with migrated(app):
            for kind in (one_account, one_address, everywhere):
                print(f"{kind.__name__}: {let_through(app, kind(guesses))} of {guesses} let through")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
