"""The links in mails: to look at one changes nothing, a press works once, and none opens for long."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import text

from cms.actions.inviting.sending import invite
from cms.models import User, now
from tests.client import PASSWORD, sign_in
from tests.factories import UserFactory, role_named

NEW = "harbour lantern oysters"
SET = {"password": NEW, "password_confirm": NEW}
WATCHED = (
    'SELECT id, email, password, confirmed_at, active, fs_uniquifier FROM "user" ORDER BY id',
    "SELECT count(*) FROM event",
    "SELECT count(*) FROM outbox_message",
)


@dataclass(frozen=True)
class Link:
    """`ask` makes the mail leave; `person` is whom it goes to; `press` what the form sends.

    `spent`: the answer to who presses again, where it is no redirect.
    """

    name: str
    ask: Callable[[Any, User], Any]
    opens_for: timedelta
    person: dict[str, Any] = field(default_factory=dict)
    press: dict[str, str] = field(default_factory=dict)
    signed_in: bool = False
    spent: int = 0

    def __str__(self) -> str:
        return self.name


def ask_new_address(client: Any, user: User) -> None:
    client.post("/change-email", data={"email": "new@example.com", "password": PASSWORD})


def ask_invitation(client: Any, user: User) -> None:
    invite("invited@example.com", [role_named("author")], by=UserFactory(role="owner"))


def ask_claim(client: Any, user: User) -> None:
    invite("claiming@example.com", [role_named("author")], by=UserFactory(role="owner"), claims=user)


def ask_union(client: Any, user: User) -> None:
    author = UserFactory(role="", password=None, confirmed_at=None, active=False)
    invite(user.email, [role_named("author")], by=UserFactory(role="owner"), claims=author)


LINKS = [
    Link(
        "confirmation",
        lambda client, user: client.post("/confirm", data={"email": user.email}),
        timedelta(hours=24),
        person={"confirmed_at": None},
    ),
    Link(
        "reset",
        lambda client, user: client.post("/reset", data={"email": user.email}),
        timedelta(hours=24),
        press=SET,
    ),
    Link("new address", ask_new_address, timedelta(hours=24), signed_in=True),
    Link("invitation", ask_invitation, timedelta(days=7), press=SET, spent=410),
    Link(
        "invitation to claim",
        ask_claim,
        timedelta(days=7),
        person={"password": None, "confirmed_at": None, "active": False, "role": ""},
        press=SET,
        spent=410,
    ),
    Link("invitation to unite", ask_union, timedelta(days=7), signed_in=True, spent=410),
]


@pytest.fixture
def mailed(client: Any, db: Any, last_link: Callable[[], str]) -> Callable[[Link], str]:
    """The path of such a link, freshly mailed."""

    def asked(link: Link) -> str:
        user = UserFactory(**link.person)
        db.session.commit()
        if link.signed_in:
            sign_in(client, user)
        link.ask(client, user)
        db.session.commit()
        return last_link()

    return asked


def state(db: Any) -> list[Any]:
    found = [db.session.execute(text(query)).all() for query in WATCHED]
    db.session.commit()  # what a request commits meanwhile must not hang on this session
    return found


@pytest.mark.parametrize("link", LINKS, ids=str)
def test_looking_at_a_link_changes_nothing(client: Any, db: Any, mailed: Any, link: Link) -> None:
    path = mailed(link)
    before = state(db)
    for visitor in (client, client.application.test_client()):
        for method, headers in (("GET", {}), ("HEAD", {}), ("GET", {"Accept": "application/json"})):
            assert visitor.open(path, method=method, headers=headers).status_code < 400
    assert state(db) == before
    client.post(path, data=link.press)
    assert state(db)[0] != before[0]


@pytest.mark.parametrize("link", LINKS, ids=str)
def test_a_press_needs_the_token_of_the_form(
    client: Any, db: Any, mailed: Any, link: Link, monkeypatch: Any
) -> None:
    path = mailed(link)
    before = state(db)
    monkeypatch.setitem(client.application.config, "WTF_CSRF_ENABLED", True)
    assert client.post(path, data=link.press).status_code == 400
    assert state(db) == before


@pytest.mark.parametrize("link", LINKS, ids=str)
def test_a_link_works_once(client: Any, db: Any, mailed: Any, link: Link) -> None:
    path = mailed(link)
    before = state(db)
    client.post(path, data=link.press)
    after = state(db)
    assert after[0] != before[0]
    visitor = client.application.test_client()
    again = dict.fromkeys(link.press, "another lantern altogether")
    answer = visitor.post(path, data=again)
    assert answer.status_code == link.spent if link.spent else answer.status_code < 400
    assert state(db)[0] == after[0]


@pytest.mark.parametrize("link", LINKS, ids=str)
def test_a_link_opens_for_a_while_only(client: Any, db: Any, mailed: Any, link: Link) -> None:
    path = mailed(link)
    before = state(db)
    with time_machine.travel(now() + link.opens_for + timedelta(minutes=1), tick=False):
        visitor = client.application.test_client()
        visitor.post(path, data=link.press)
    assert state(db)[0] == before[0]


@pytest.mark.parametrize("link", LINKS, ids=str)
def test_a_link_that_somebody_altered_opens_nothing(client: Any, db: Any, mailed: Any, link: Link) -> None:
    path = mailed(link)
    before = state(db)
    # Not the last letter: of that, two bits stand for nothing.
    other = "A" if path[-6] != "A" else "B"
    for altered in (f"{path[:-6]}{other}{path[-5:]}", path[:-8], f"{path}xxxx"):
        client.post(altered, data=link.press)
    assert state(db)[0] == before[0]


@pytest.mark.parametrize("link", LINKS, ids=str)
def test_a_link_leads_to_this_site_whatever_host_was_asked_for(db: Any, mailed: Any, link: Link) -> None:
    assert mailed(link).startswith("/")
