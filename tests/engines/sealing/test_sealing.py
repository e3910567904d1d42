"""The log is sealed in batches, and whatever is done to it afterwards is named."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, text, update

from cms.actions.forgetting import erase_names_of, forget_events
from cms.actions.recording import record
from cms.engines.sealing import sealing, verifying
from cms.engines.sealing.verifying import verify
from cms.extensions import db as _db
from cms.models import Event, Seal, Setting, now
from cms.rules.permissions import SYSTEM
from tests.factories import TagFactory, UserFactory

LATER = timedelta(minutes=5)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(sealing, "BATCH", 3)
    monkeypatch.setattr(verifying, "PAGE", 4)


def write(number, by=SYSTEM):
    tag = TagFactory()
    return [
        record("tag.edit", tag, by=by, before={"name": "a"}, after={"name": str(n)}) for n in range(number)
    ]


def seal_all():
    _db.session.flush()
    while sealing.seal_next(now() + LATER):
        pass
    _db.session.expire_all()


@pytest.fixture
def sealed(db):
    """Three seals over three, three and two events."""
    events = write(8)
    seal_all()
    return [event.id for event in events]


def test_every_event_stands_under_one_seal_and_the_chain_holds(sealed):
    verdict = verify()
    assert (verdict.fault, verdict.events, verdict.seals) == ("", 8, 3)
    assert verdict.head == _db.session.get(Seal, 3).digest


def test_what_was_written_a_moment_ago_waits(db):
    write(1)
    assert sealing.seal_next(now()) == 0


def test_an_event_that_was_committed_late_comes_under_a_later_seal(sealed):
    late = Event(id=sealed[-1] + 10, verb="tag.edit", noun="tag", at=now())
    after = Event(id=sealed[-1] + 20, verb="tag.edit", noun="tag", at=now())
    _db.session.add(after)
    seal_all()
    _db.session.add(late)
    seal_all()
    assert (after.seal_id, late.seal_id) == (4, 5)
    assert verify().fault == ""


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "tag.delete"},
        {"noun": "user"},
        {"record_id": 999},
        {"actor_label": "Somebody else"},
        {"record_label": "x"},
        {"reason": "x"},
        {"before": {"name": "b"}},
        {"after": {}},
        {"actor_number": 12},
        {"at": now() - timedelta(days=3)},
        {"salt": "0" * 32},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_event_is_named(sealed, change):
    _db.session.execute(update(Event).where(Event.id == sealed[4]).values(change))
    assert f"Event {sealed[4]} under seal 2 was changed" in verify().fault


def test_an_event_given_to_somebody_else_is_named(sealed):
    user = UserFactory()
    _db.session.execute(update(Event).where(Event.id == sealed[0]).values(actor_id=user.id))
    assert f"Event {sealed[0]} under seal 1 was changed" in verify().fault


@pytest.mark.parametrize("place", [0, 4, 7])
def test_a_deleted_event_is_missed(sealed, place):
    _db.session.execute(delete(Event).where(Event.id == sealed[place]))
    assert f"events under seal {place // 3 + 1} " in verify().fault


def test_a_seal_without_any_of_its_events_is_named(sealed):
    _db.session.execute(delete(Event).where(Event.seal_id == 2))
    assert verify().fault.startswith("3 of the 3 events under seal 2")


@pytest.mark.parametrize("number", [1, 2])
def test_a_deleted_seal_is_missed(sealed, number):
    _db.session.execute(delete(Seal).where(Seal.id == number))
    assert verify().fault == f"Seal {number} is missing: it was deleted."


def test_the_last_seal_is_missed_while_its_events_stand(sealed):
    _db.session.execute(delete(Seal).where(Seal.id == 3))
    assert "Seal 3 is missing, though events stand under it" in verify().fault


def test_two_events_that_changed_places_are_named(sealed):
    first, second = sealed[1], sealed[2]
    for before, after in ((first, -1), (second, first), (-1, second)):
        _db.session.execute(
            text("UPDATE event SET id = :after WHERE id = :before"), {"before": before, "after": after}
        )
    assert f"Event {first} under seal 1 was changed" in verify().fault


def test_events_that_changed_seals_are_named(sealed):
    _db.session.execute(update(Event).where(Event.id == sealed[0]).values(seal_id=2))
    _db.session.execute(update(Event).where(Event.id == sealed[4]).values(seal_id=1))
    assert "Seal 1 does not fit its events" in verify().fault


def test_two_seals_that_changed_places_are_named(sealed):
    for before, after in ((1, 9), (2, 1), (9, 2)):
        _db.session.execute(
            text("UPDATE seal SET id = :after WHERE id = :before"), {"before": before, "after": after}
        )
    assert "Seal 1 does not follow" in verify().fault


def test_an_event_slipped_under_a_seal_is_named(sealed):
    _db.session.add(Event(verb="tag.edit", noun="tag", seal_id=2))
    _db.session.flush()
    assert "under seal 2 was changed" in verify().fault


def test_another_key_fits_nothing_and_the_sentence_says_what_to_do(sealed, app, monkeypatch):
    monkeypatch.setitem(app.config, "SECRET_KEY", "another key altogether")
    assert "CMS_SECRET_KEY" in verify().fault


def test_a_deleted_persons_names_go_and_the_chain_holds(db):
    person = UserFactory(name="Ada Example")
    write(2, by=person)
    record(
        "user.edit", person, by=SYSTEM, before={"name": "Ada Example"}, after={"name": "Ada"}, reason="Ada"
    )
    seal_all()
    assert erase_names_of(person) == 3
    _db.session.delete(person)
    _db.session.flush()
    _db.session.expire_all()
    assert "Ada" not in str(
        [(e.actor_label, e.record_label, e.reason, e.before, e.after) for e in _db.session.query(Event)]
    )
    assert verify().fault == ""


def test_names_erased_before_the_seal_hold_too(db):
    person = UserFactory()
    write(1, by=person)
    erase_names_of(person)
    erase_names_of(person)
    seal_all()
    assert verify().fault == ""


def test_erasing_by_hand_is_seen(sealed):
    _db.session.execute(
        update(Event).where(Event.id == sealed[0]).values(reason="", erased={"reason": "0" * 64})
    )
    assert f"Event {sealed[0]}" in verify().fault


def test_old_events_go_by_whole_seals_and_the_chain_holds(sealed):
    _db.session.add(Setting(name="event_days", value=30))
    _db.session.flush()
    assert forget_events(now()) == 0
    assert forget_events(now() + timedelta(days=31)) == 1
    assert {event.id for event in _db.session.query(Event).where(Event.seal_id.is_not(None))} == set(
        sealed[3:]
    )
    told = _db.session.query(Event).where(Event.verb == "seal.remove").one()
    assert (told.record_id, told.after) == (1, {"events": 3})
    assert verify().fault == ""


def test_by_default_events_stay_for_ever(sealed):
    assert forget_events(now() + timedelta(days=9999)) == 0


def test_events_that_only_seem_to_be_removed_for_their_age_are_named(sealed):
    _db.session.execute(delete(Event).where(Event.seal_id == 1))
    _db.session.execute(update(Seal).where(Seal.id == 1).values(removed_at=now(), removal="0" * 64))
    assert "Seal 1 says its events were removed" in verify().fault
