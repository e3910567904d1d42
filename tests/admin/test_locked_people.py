"""Locked accounts stand out in the list of people, and are opened from there."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from cms.actions.unlocking import note_lock
from cms.engines.tallies import account_name, key_of, locks_of
from cms.models import Event, Tally, now
from cms.rules.throttling import LIMITS, Counted, Purpose
from tests.admin.assertions import person
from tests.factories import UserFactory
from tests.hostile.inert import text_of_page

LOCKING = LIMITS[Purpose.SIGN_IN][Counted.ACCOUNT].lock_after
HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture
def lock(db):
    """Count tries against an account, as the door does, and log the lock."""

    def lock(user, count=LOCKING):
        until = now() + HALF_AN_HOUR
        key = key_of(Purpose.SIGN_IN, Counted.ACCOUNT, account_name(user.email))
        db.session.add(Tally(key=key, count=count, last_at=now(), held_until=until))
        if count >= LOCKING:
            note_lock(user, until=until)
        db.session.commit()
        return user

    return lock


def rows(client, query=""):
    page = client.get(f"/admin/users/?{query}").text
    return page.partition("<tbody>")[2].partition("</tbody>")[0]


def test_a_locked_account_has_a_badge_and_a_button_that_leads_back_to_the_list(client, db, lock):
    person(client, "owner")
    ida, _other = lock(UserFactory(name="Ida Lock")), UserFactory(name="Otto Open")
    shown = rows(client)
    assert shown.count("Locked until") == 1 == shown.count("/admin/users/unlocking/")
    back = "/admin/users/?flt0_lock=locked"
    answer = client.post("/admin/users/unlocking/", data={"id": ida.id, "url": back})
    assert answer.location == back
    assert "Ida Lock can try to sign in again." in client.get(back).text
    assert locks_of([ida]) == {}
    assert "user.unlock" in db.session.scalars(select(Event.verb)).all()


def test_the_list_shows_the_locked_alone(client, db, lock):
    person(client, "owner")
    lock(UserFactory(name="Ida Lock"))
    lock(UserFactory(name="Willa Wait"), count=LOCKING - 1)
    lock(UserFactory(name="Nora Once"))
    UserFactory(name="Otto Open")
    shown = rows(client, "flt0_lock=locked")
    assert "Ida Lock" in shown and "Nora Once" in shown
    assert "Willa Wait" not in shown and "Otto Open" not in shown
    with time_machine.travel(now() + HALF_AN_HOUR):
        assert "Nothing matches." in client.get("/admin/users/?flt0_lock=locked").text


def test_the_locked_are_a_tab(client, db):
    person(client, "owner")
    tab = '/admin/users/?flt0_lock=locked"'
    assert tab in client.get("/admin/users/?flt0_active=active").text
    assert f"{tab} aria-current=" in client.get("/admin/users/?flt0_lock=locked").text


def test_who_may_not_unlock_hears_nothing_of_locks(client, db, lock):
    person(client, "editor")
    lock(UserFactory(name="Ida Lock"))
    page = client.get("/admin/users/?flt0_lock=locked")
    assert "was passed over" in page.text
    assert "Locked" not in text_of_page(page.text)
    assert "Ida Lock" in page.text


def test_who_may_not_reset_factors_cannot_ask_who_has_one(client, db):
    person(client, "editor")
    assert "was passed over" in client.get("/admin/users/?flt0_factor=no").text


def test_locks_cost_the_same_queries_for_one_and_for_many(client, db, lock, count_queries):
    person(client, "owner")
    counts = []
    for number in range(6):
        lock(UserFactory(name=f"Locked {number}"))
        count_queries.clear()
        assert rows(client, "flt0_lock=locked").count("Locked until") == number + 1
        counts.append(len(count_queries))
    assert counts[1] == counts[-1]
