"""No code counts twice, whichever worker gets it; keys that change; what may be asked for by whom."""

import threading
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import delete, select

from cms.actions.errors import Invalid, NotPossible, Refused
from cms.actions.factors import apps, codes, resetting
from cms.actions.factors.changing import checked_name
from cms.engines.secrecy import Unreadable, digests, seal, unseal
from cms.extensions import db as database
from cms.models import AuthenticatorApp, Event, OutboxMessage, Passkey, RecoveryCode, User, now
from cms.rules.permissions import SYSTEM
from tests.authenticators import App
from tests.factories import PasskeyFactory, UserFactory, with_app


@pytest.fixture
def lasting(app):
    """A person with an app and ten codes, committed for every connection to see; gone afterwards."""
    with app.app_context():
        user = UserFactory()
        shown = with_app(user)
        kept = codes.first_codes(user)
        database.session.commit()
        id = user.id
        database.session.remove()
    yield id, shown, kept
    with app.app_context():
        for model in (OutboxMessage, Event, AuthenticatorApp, RecoveryCode):
            database.session.execute(delete(model))
        database.session.execute(delete(User).where(User.id == id))
        database.session.commit()
        database.session.remove()


def at_once(app, prove, count=6):
    """What each of so many workers hears that try the same at the same moment."""
    gate, heard = threading.Barrier(count), []

    def work():
        with app.app_context():
            gate.wait()
            heard.append(prove())
            database.session.commit()
            database.session.remove()

    workers = [threading.Thread(target=work) for _ in range(count)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return heard


@pytest.mark.parametrize("what", ["code", "recovery code"])
def test_of_many_workers_with_one_code_one_gets_in(app, lasting, what):
    id, shown, kept = lasting
    code = shown.code()

    def prove():
        user = database.session.get(User, id)
        if what == "code":
            return apps.prove_by_code(user, code)
        return codes.prove_by_recovery_code(user, kept[3])

    assert sorted(at_once(app, prove)) == [False] * 5 + [True]


def test_no_older_code_counts_after_a_newer_one(db):
    user = UserFactory()
    shown = with_app(user)
    assert apps.prove_by_code(user, shown.code(ahead=1))
    assert not apps.prove_by_code(user, shown.code())
    assert not apps.prove_by_code(user, shown.code(ahead=1))
    with time_machine.travel(now() + timedelta(minutes=2)):
        assert apps.prove_by_code(user, shown.code())


def test_each_app_of_a_person_counts(db):
    user = UserFactory()
    first, second = with_app(user), with_app(user)
    assert apps.prove_by_code(user, second.code())
    assert apps.prove_by_code(user, first.code())


def test_a_new_secret_key_still_reads_what_the_old_one_sealed(app, db, monkeypatch):
    user = UserFactory()
    shown, (kept, *_others) = with_app(user), codes.first_codes(user)
    before = app.config["SECRET_KEY"]
    monkeypatch.setitem(app.config, "SECRET_KEY", "another-key-0123456789-abcdefghijklm")
    assert not apps.prove_by_code(user, shown.code())
    assert not codes.prove_by_recovery_code(user, kept)
    monkeypatch.setitem(app.config, "SECRET_KEY_FALLBACKS", [before])
    assert apps.prove_by_code(user, shown.code())
    assert codes.prove_by_recovery_code(user, kept)


def test_what_is_sealed_for_one_purpose_is_not_read_for_another(db):
    sealed = seal("a secret", "one")
    assert "secret" not in sealed
    assert unseal(sealed, "one") == "a secret"
    with pytest.raises(Unreadable):
        unseal(sealed, "two")
    assert digests("x", "one") != digests("x", "two")


def test_a_recovery_code_is_kept_nowhere(db):
    user = UserFactory()
    kept = codes.first_codes(user)
    rows = db.session.scalars(select(RecoveryCode.digest)).all()
    assert not set(kept) & set(rows)
    assert all(len(row) == 64 for row in rows)
    assert not codes.prove_by_recovery_code(UserFactory(), kept[0])


def test_an_app_must_be_confirmed_within_an_hour(db):
    user = UserFactory()
    row = apps.begin_app(user, by=user)
    shown = App(apps.shown_secret(row))
    with time_machine.travel(now() + timedelta(minutes=61)), pytest.raises(NotPossible):
        apps.confirm_app(user, row, shown.code(), by=user)


def test_nobody_sets_up_factors_for_somebody_else(db):
    user, owner = UserFactory(), UserFactory(role="owner")
    with pytest.raises(Refused):
        apps.begin_app(user, by=owner)
    with pytest.raises(Refused):
        codes.renew_codes(user, by=SYSTEM)


def test_names_are_tidied_and_checked():
    assert checked_name("  My   phone ", "App") == "My phone"
    assert checked_name("", "App") == "App"
    for name in ("x" * 61, "a\x00b"):
        with pytest.raises(Invalid):
            checked_name(name, "App")


def test_owners_reset_what_somebody_lost(db):
    owner, user = UserFactory(role="owner"), UserFactory()
    with_app(user)
    codes.first_codes(user)
    PasskeyFactory(user_id=user.id)
    key = user.fs_uniquifier
    resetting.reset_factors(user, by=owner, reason="Phone lost")
    assert not user.has_factor
    assert user.fs_uniquifier != key
    assert db.session.scalar(select(Passkey.id)) is None
    assert db.session.scalar(select(RecoveryCode.id)) is None
    event = db.session.scalars(select(Event).where(Event.verb == "user.reset_factors")).one()
    assert (event.before, event.reason) == ({"apps": 1, "passkeys": 1, "codes": 10}, "Phone lost")
    with pytest.raises(NotPossible):
        resetting.reset_factors(user, by=owner)


def test_who_may_not_reset_is_told_why(db):
    owner, editor = UserFactory(role="owner"), UserFactory(role="editor")
    with_app(owner)
    with pytest.raises(Refused):
        resetting.reset_factors(owner, by=editor)
    with pytest.raises(Refused, match="your own"):
        resetting.reset_factors(owner, by=owner)
