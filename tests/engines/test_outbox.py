"""The outbox: mails leave later, once, and never at the cost of a page."""

import socket
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from cms.engines import outbox
from cms.engines.mailing import Deferred, Undeliverable, Unreachable
from cms.engines.outbox import LEASE, deliver_due, enqueue
from cms.models import OutboxMessage, User, now

HOUR = timedelta(hours=1)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The recipients in the order in which mails left."""
    recipients: list[str] = []
    monkeypatch.setattr(outbox, "send", lambda recipient, *_mail: recipients.append(recipient))
    return recipients


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> list[str]:
    tried: list[str] = []

    def send(recipient: str, *_mail: str) -> None:
        tried.append(recipient)
        raise error

    monkeypatch.setattr(outbox, "send", send)
    return tried


def put(db: Any, *names: str) -> list[OutboxMessage]:
    messages = [enqueue(f"{name}@example.com", "Subject", "a link", "<p>a link</p>") for name in names]
    db.session.commit()
    return messages


def again(db: Any, message: OutboxMessage) -> OutboxMessage:
    db.session.expire_all()
    found: OutboxMessage = db.session.get(OutboxMessage, message.id)
    return found


def test_a_mail_leaves_once_and_its_links_go(db: Any, sent: list[str]) -> None:
    (message,) = put(db, "ada")
    assert (deliver_due(), deliver_due()) == (1, 0)
    assert sent == ["ada@example.com"]
    message = again(db, message)
    assert message.sent_at is not None
    assert (message.text, message.html, message.attempts) == ("", "", 1)


def test_a_mail_to_nobody_is_thrown_away(db: Any, sent: list[str]) -> None:
    enqueue(outbox.NOBODY, "Subject", "text")
    put(db, "ada")
    assert deliver_due() == 1
    assert sent == ["ada@example.com"]
    assert [message.recipient for message in db.session.scalars(select(OutboxMessage))] == sent


def test_a_mail_whose_cause_is_undone_never_leaves(db: Any, sent: list[str]) -> None:
    enqueue("ada@example.com", "Subject", "text")
    db.session.rollback()
    assert deliver_due() == 0


def test_the_oldest_leave_first_and_no_more_than_the_limit(db: Any, sent: list[str]) -> None:
    put(db, "a", "b", "c")
    assert deliver_due(limit=2) == 2
    assert sent == ["a@example.com", "b@example.com"]


def test_a_subject_has_one_line(db: Any) -> None:
    assert enqueue("a@example.com", "One\r\nBcc: all@example.com", "").subject == "One Bcc: all@example.com"


def test_waits_grow_from_a_minute_to_six_hours(db: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, Deferred("451 later"))
    waits = []
    with time_machine.travel(now(), tick=False) as clock:
        (message,) = put(db, "ada")
        for _ in range(12):
            deliver_due()
            message = again(db, message)
            assert message.next_at is not None
            waits.append(message.next_at - now())
            clock.move_to(message.next_at)
    minutes = [wait / timedelta(minutes=1) for wait in waits]
    assert minutes == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]
    assert message.error == "451 later"
    assert message.text == "a link"


def test_after_three_days_it_is_given_up_with_the_error_kept(
    db: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = failing(monkeypatch, Unreachable("ConnectionRefusedError: no"))
    with time_machine.travel(now(), tick=False) as clock:
        (message,) = put(db, "ada")
        for _ in range(24 * 4):
            deliver_due()
            clock.shift(HOUR)
    message = again(db, message)
    assert (message.next_at, message.sent_at, message.text) == (None, None, "")
    assert message.error == "ConnectionRefusedError: no"
    assert 15 < len(tried) < 40


def test_a_refused_recipient_is_given_up_at_once(db: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = failing(monkeypatch, Undeliverable("550 no such mailbox"))
    (message,) = put(db, "ada")
    deliver_due()
    deliver_due()
    assert (len(tried), again(db, message).next_at) == (1, None)
    assert again(db, message).error == "550 no such mailbox"


def test_while_the_server_is_away_one_mail_asks_for_all(db: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        tried = failing(monkeypatch, Unreachable("away"))
        messages = put(db, "a", "b", "c")
        for _ in range(3):
            deliver_due()
        assert len(tried) == 1
        assert [again(db, message).attempts for message in messages] == [1, 0, 0]
        clock.shift(timedelta(minutes=1))
        monkeypatch.setattr(outbox, "send", lambda *_mail: None)
        assert deliver_due() == 3


def test_one_deferred_mail_does_not_hold_up_the_others(db: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = failing(monkeypatch, Deferred("451 greylisted"))
    put(db, "a", "b")
    deliver_due()
    assert len(tried) == 2


def test_a_mail_of_a_killed_worker_is_sent_after_the_lease(db: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        failing(monkeypatch, KeyboardInterrupt())  # type: ignore[arg-type]
        put(db, "ada")
        with pytest.raises(KeyboardInterrupt):
            deliver_due()
        monkeypatch.setattr(outbox, "send", lambda *_mail: None)
        assert deliver_due() == 0
        clock.shift(LEASE)
        assert deliver_due() == 1


def test_no_transaction_is_open_while_the_server_is_spoken_to(
    db: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_ones: list[bool] = []
    monkeypatch.setattr(outbox, "send", lambda *_mail: open_ones.append(db.session().in_transaction()))
    put(db, "a", "b")
    assert deliver_due() == 2
    assert open_ones == [False, False]


def test_a_server_that_is_down_breaks_no_page_and_loses_no_account(
    app: Any, db: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    monkeypatch.setitem(app.config, "MAIL_URL", f"smtp://127.0.0.1:{port}")
    form = {"email": "ada@example.com", "password": "a long password", "password_confirm": "a long password"}
    with time_machine.travel(now(), tick=False) as clock:
        assert app.test_client().post("/register", data=form).status_code == 302
        assert deliver_due() == 0
        message = db.session.scalars(select(OutboxMessage)).one()
        assert "ConnectionRefusedError" in message.error
        assert db.session.scalars(select(User.email)).all() == ["ada@example.com"]
        for path in ("/confirm", "/reset"):
            assert app.test_client().post(path, data={"email": "ada@example.com"}).status_code == 200
        monkeypatch.setitem(app.config, "MAIL_URL", "memory:")
        app.extensions["mail_memory"] = []
        clock.shift(timedelta(minutes=2))
        assert deliver_due() == 2
        assert {mail.recipients[0] for mail in app.extensions.pop("mail_memory")} == {"ada@example.com"}
