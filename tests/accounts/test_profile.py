"""The own profile."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from cms.actions import identity
from cms.actions.errors import Invalid, Refused
from cms.actions.people import Profile, free_handle, register, save_profile
from cms.models import Event, User
from tests.client import sign_in
from tests.factories import UserFactory

FORM = {"name": "Ada", "handle": "ada", "bio": "", "locale": "", "timezone": ""}


def save(client: Any, **changes: str) -> Any:
    return client.post("/account", data={**FORM, **changes})


@pytest.fixture
def user(db: Any) -> User:
    user: User = UserFactory(handle="ada", name="Ada")
    return user


@pytest.fixture
def client(client: Any, user: User) -> Any:
    return sign_in(client, user)


def test_save_the_profile(client: Any, db: Any, user: User) -> None:
    answer = save(
        client,
        name="  Ada  Lovelace ",
        handle=" Ada-L ",
        bio="One.\r\nTwo.",
        locale="de",
        timezone="Europe/Berlin",
    )
    assert answer.location == "/account"
    db.session.refresh(user)
    assert (user.name, user.handle, user.locale, user.timezone) == (
        "Ada Lovelace",
        "ada-l",
        "de",
        "Europe/Berlin",
    )
    assert user.bio.splitlines() == ["One.", "Two."]
    (event,) = db.session.scalars(select(Event))
    assert (event.verb, event.actor_id, event.after["handle"]) == ("user.edit_profile", user.id, "ada-l")


def test_saving_nothing_new_leaves_no_event(client: Any, db: Any) -> None:
    assert save(client).status_code == 302
    assert db.session.scalar(select(Event.id)) is None


def test_a_new_language_holds_from_the_answer_on(client: Any, db: Any) -> None:
    save(client, locale="ar")
    page = client.get("/account").text
    assert '<html lang="ar" dir="rtl">' in page
    save(client, locale="")
    assert '<html lang="es" dir="ltr">' in client.get("/account", headers={"Accept-Language": "es"}).text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("handle", ""),
        ("handle", "ada lovelace"),
        ("handle", "-ada"),
        ("handle", "ada/.."),
        ("handle", "x" * 61),
        ("name", "x" * 121),
        ("name", "ada@example.com"),
        ("name", "A\x00da"),
        ("bio", "x" * 2001),
        ("bio", "\x00"),
        ("locale", "xx"),
        ("timezone", "Mars/Base"),
        ("timezone", "../etc/passwd"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field(client: Any, db: Any, field: str, value: str) -> None:
    answer = save(client, **{field: value})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert db.session.scalar(select(Event.id)) is None


def test_a_handle_is_one_persons(client: Any, db: Any) -> None:
    UserFactory(handle="grace")
    answer = save(client, handle="Grace")
    assert answer.status_code == 422
    assert 'id="handle-error"' in answer.text


def test_a_race_for_a_handle_ends_with_a_sentence(
    db: Any, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody takes the handle between the look at it and the change."""
    UserFactory(handle="wanted")
    monkeypatch.setattr(identity, "_holder", lambda *_looked_for: None)
    with pytest.raises(Invalid) as caught:
        save_profile(user, Profile(name="Ada", handle="wanted"), by=user)
    assert set(caught.value.errors) == {"handle"}


def test_readers_do_not_change_others(db: Any, user: User) -> None:
    with pytest.raises(Refused):
        save_profile(user, Profile(name="Ada", handle="other"), by=UserFactory())
    save_profile(user, Profile(name="Ada", handle="other"), by=UserFactory(role="owner"))
    assert user.handle == "other"


def naughty(corpora: Path) -> list[str]:
    strings: list[str] = json.loads((corpora / "naughty-strings.json").read_text(encoding="utf-8"))
    return strings


def test_naughty_handles_locales_and_zones_are_refused_with_sentences(
    db: Any, user: User, corpora: Path
) -> None:
    for text in naughty(corpora)[::5]:
        with pytest.raises(Invalid) as caught:
            save_profile(
                user, Profile(name="Ada", handle=text, locale=f"x{text}", timezone=f"x{text}"), by=user
            )
        assert {"locale", "timezone"} <= set(caught.value.errors)


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("Ada Lovelace", "ada-lovelace"),
        ("ada.lovelace+news@example.com", "ada-lovelace"),
        ("王小明", "wang-xiao-ming"),
        ("!!!", "reader"),
        ("a@example.com", "a-reader"),
        ("x" * 200, "x" * 40),
    ],
)
def test_handles_come_from_names_and_never_show_an_address(db: Any, text: str, handle: str) -> None:
    assert free_handle(text) == handle


def test_a_taken_handle_gets_a_number(db: Any) -> None:
    names = [register(f"p{n}@example.com", "hash", name="Ada L").handle for n in range(3)]
    assert names == ["ada-l", "ada-l-2", "ada-l-3"]
