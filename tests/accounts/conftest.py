"""What the tests of accounts share: the mails that left, and one more place to look for links."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask_mail import Message

from cms.engines.outbox import deliver_due

LINK = re.compile(r"https?://\S+")


@pytest.fixture
def mails(app: Any, db: Any) -> Iterator[Callable[[], list[Message]]]:
    """Deliver what waits and give all mails that have left so far."""
    sent: list[Message] = app.extensions.setdefault("mail_memory", [])
    sent.clear()

    def delivered() -> list[Message]:
        deliver_due()
        return sent

    yield delivered
    sent.clear()


@pytest.fixture
def last_link(mails: Callable[[], list[Message]]) -> Callable[[], str]:
    """The path of the link in the newest mail."""

    def path() -> str:
        address = LINK.findall(mails()[-1].body)[0]
        return str(address).removeprefix("http://localhost")

    return path
