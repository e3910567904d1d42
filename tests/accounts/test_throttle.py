"""Guessing is held, whoever guesses what from where; an honest person hardly notices."""

import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from cms.engines import tallies
from cms.engines.outbox import NOBODY
from cms.models import Event, OutboxMessage, Tally, now
from cms.rules.throttling import LIMITS, Counted, Purpose
from cms.web.throttling import attempt
from tests.accounts.guessing import everywhere, let_through, one_account, one_address
from tests.client import PASSWORD, sign_in
from tests.factories import PostFactory, UserFactory

LOCK = LIMITS[Purpose.SIGN_IN][Counted.ACCOUNT].lock_after
NEW = "a rather long one"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def clock(db):
    with time_machine.travel(now(), tick=False) as clock:
        yield clock


@pytest.fixture
def user(db):
    user = UserFactory()
    db.session.commit()
    return user


def enter(client, email, password=PASSWORD, **more):
    return client.post("/login", data={"email": email, "password": password}, **more)


def plain(page):
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page)


def guess_until_locked(app, clock, email):
    """Wrong passwords, each after the wait before it."""
    for _ in range(LOCK):
        assert enter(app.test_client(), email, "wrong").status_code == 200
        clock.shift(5 * MINUTE + timedelta(seconds=1))
    clock.shift(-5 * MINUTE)


def test_three_typing_errors_and_the_right_password_is_in_at_once(client, user, clock):
    for _ in range(3):
        assert enter(client, user.email, "wrong").status_code == 200
    assert enter(client, user.email).status_code == 302


@pytest.mark.parametrize(("attack", "most"), [(one_account, 12), (one_address, 45), (everywhere, 220)])
def test_a_thousand_guesses_are_held(app, db, attack, most):
    assert let_through(app, attack(1000)) <= most


def test_waiting_is_asked_with_a_sentence_and_what_was_typed(app, client, user, clock):
    answers = [enter(client, user.email, "wrong") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    held = answers[-1]
    assert int(held.headers["Retry-After"]) == 15
    assert "too many tries. Wait 15 seconds" in held.text
    assert f'value="{user.email}"' in held.text
    assert "wrong" not in held.text
    assert enter(client, user.email).status_code == 429  # also for the right one
    clock.shift(timedelta(seconds=16))
    assert enter(client, user.email).status_code == 302


def test_accounts_that_do_not_exist_are_held_alike(app, user, clock):
    answers = {}
    for email in (user.email, "nobody@example.com"):
        client = app.test_client()
        answers[email] = [enter(client, email, "wrong") for _ in range(6)]
    texts = [[plain(answer.text).replace(email, "@") for answer in of] for email, of in answers.items()]
    assert texts[0] == texts[1]
    assert [answer.status_code for answer in answers["nobody@example.com"]] == [200] * 5 + [429]


def test_json_is_held_with_the_same_words(app, user, clock):
    client = app.test_client()
    for _ in range(5):
        client.post("/login", json={"email": user.email, "password": "wrong"})
    held = client.post("/login", json={"email": user.email, "password": PASSWORD})
    assert held.status_code == 429
    assert "Retry-After" in held.headers
    assert "too many tries" in held.json["error"]["message"]


def test_a_lock_is_told_to_the_owner_of_the_account_who_unlocks_it_by_a_press(
    app, client, db, user, clock, mails, last_link
):
    guess_until_locked(app, clock, user.email)
    assert enter(client, user.email).status_code == 429
    (mail,) = mails()
    assert (mail.recipients, mail.subject) == ([user.email], "Masthead: your account is locked for a while")
    link = last_link()
    assert "Unlock my account" in client.get(link).text
    assert enter(client, user.email).status_code == 429  # looking changed nothing
    assert client.post(link).location == "/login"
    assert enter(client, user.email).status_code == 302
    spent = client.post(link)
    assert spent.status_code == 410
    assert "Sign in, or set a new password" in spent.text
    verbs = db.session.scalars(select(Event.verb)).all()
    assert {"user.lock", "user.unlock"} <= set(verbs)


def test_no_mail_goes_to_an_address_without_an_account(app, db, clock):
    guess_until_locked(app, clock, "nobody@example.com")
    assert set(db.session.scalars(select(OutboxMessage.recipient))) == {NOBODY}


@pytest.mark.parametrize("token", ["x", "WzEsIiJd.x.y", "\x00"])
def test_a_forged_link_is_gone(client, token):
    assert client.get(f"/unlock/{token}").status_code in (404, 410)


def test_the_link_opens_a_later_lock_of_the_same_day_too_and_no_account_that_is_open(
    app, client, user, clock, last_link
):
    guess_until_locked(app, clock, user.email)
    link = last_link()
    clock.shift(31 * MINUTE)
    assert client.get(link).status_code == 410  # the lock is over
    assert enter(client, user.email, "wrong").status_code == 200  # and begins anew
    assert client.post(link).location == "/login"
    assert enter(client, user.email).status_code == 302


def test_a_link_is_gone_after_a_day(app, client, user, clock, last_link):
    guess_until_locked(app, clock, user.email)
    link = last_link()
    for _ in range(6):  # the lock lasts longer each time
        clock.shift(23 * HOUR / 5)
        enter(app.test_client(), user.email, "wrong")
    clock.shift(HOUR)
    assert client.get(link).status_code == 410


def test_spellings_of_one_address_are_one_account(client, user, clock):
    name = user.email.partition("@")[0]
    spellings = (
        user.email,
        user.email.upper(),
        f"{name}@ｅxample.com",
        f"{name}@example。com",
        f" {user.email} ",
    )
    answers = [enter(client, spelling, "wrong") for spelling in (*spellings, user.email)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]


def test_a_new_password_by_mail_takes_the_lock_off(app, client, db, user, clock, last_link):
    client.post("/reset", data={"email": user.email})
    link = last_link()
    guess_until_locked(app, clock, user.email)
    assert enter(client, user.email).status_code == 429
    client.post(link, data={"password": NEW, "password_confirm": NEW})
    assert enter(client, user.email, NEW).status_code == 302


def test_a_device_that_was_let_in_before_is_not_locked_out_by_strangers(app, client, user, clock):
    enter(client, user.email)
    client.post("/logout")
    guess_until_locked(app, clock, user.email)
    assert enter(app.test_client(), user.email).status_code == 429
    assert enter(client, user.email).status_code == 302


def test_the_cookie_of_a_device_helps_with_no_other_account_and_not_for_ever(app, client, user, clock):
    thief = UserFactory()
    enter(client, thief.email)
    client.post("/logout")
    for _ in range(5):
        enter(client, user.email, "wrong")
    assert enter(client, user.email, "wrong").status_code == 429
    for _ in range(5):
        assert enter(client, thief.email, "wrong").status_code == 200
    assert enter(client, thief.email).status_code == 429


def test_signing_in_begins_anew(client, user, clock):
    for _ in range(3):
        for _ in range(4):
            enter(client, user.email, "wrong")
        assert enter(client, user.email).status_code == 302
        client.post("/logout")


def test_an_office_behind_one_address_signs_in_without_waiting(app, db, clock):
    people = [UserFactory() for _ in range(60)]
    db.session.commit()
    assert {enter(app.test_client(), person.email).status_code for person in people} == {302}


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/reset", {}),
        ("/confirm", {}),
        (
            "/register",
            {"name": "Ada", "password": NEW, "password_confirm": NEW},
        ),
    ],
)
def test_mails_to_one_address_are_bounded_and_the_form_stays_filled(client, db, user, clock, path, fields):
    answers = [client.post(path, data={"email": user.email, **fields}) for _ in range(13)]
    assert answers[0].status_code in (200, 302)
    assert answers[-1].status_code == 429
    assert user.email in answers[-1].text
    assert "long one" not in answers[-1].text
    assert db.session.scalar(select(func.count(OutboxMessage.id))) < 12


@pytest.mark.parametrize("path", ["/change", "/change-email"])
def test_the_own_password_is_not_guessed_at_a_screen_left_open(client, user, clock, path):
    sign_in(client, user)
    fields = {
        "email": "new@example.com",
        "new_password": "a rather long one",
        "new_password_confirm": "a rather long one",
    }
    answers = [client.post(path, data={**fields, "password": "wrong"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]


def test_nor_by_the_question_before_a_grave_act(client, db, clock):
    sign_in(client, UserFactory(role="owner"))
    clock.shift(HOUR)
    role = {"name": "scout", "description": "", "verify_password": "wrong"}
    codes = [client.post("/admin/roles/new/", data=role).status_code for _ in range(6)]
    assert codes == [403] * 5 + [429]


def test_comments_are_slowed_and_the_text_stays(client, db, user, clock):
    post = PostFactory()
    db.session.commit()
    sign_in(client, user)
    answers = [client.post(f"/posts/{post.slug}/comments", data={"text": f"Thought {n}"}) for n in range(13)]
    assert answers[10].status_code == 303
    assert (answers[11].status_code, "Thought 11" in answers[11].text) == (429, True)


def test_owners_see_a_lock_and_take_it_off(app, client, db, user, clock):
    guess_until_locked(app, clock, user.email)
    owner = sign_in(client, UserFactory(role="owner"))
    address = f"/admin/users/details/?id={user.id}"
    assert "Unlock now" in owner.get(address).text
    assert owner.post("/admin/users/unlocking/", data={"id": user.id}).status_code == 302
    assert "Unlock now" not in owner.get(address).text
    assert enter(app.test_client(), user.email).status_code == 302
    assert owner.post("/admin/users/unlocking/", data={"id": user.id}).status_code == 409


def test_a_count_stays_when_the_request_fails(app, db, user):
    with app.test_request_context("/login", method="POST"):
        attempt(Purpose.SIGN_IN, user.email)
        db.session.rollback()
    assert db.session.scalar(select(func.max(Tally.count))) == 1


def test_no_address_and_no_account_stands_in_the_table(app, db):
    with app.test_request_context("/login", method="POST", environ_base={"REMOTE_ADDR": "203.0.113.7"}):
        attempt(Purpose.SIGN_IN, "Ada@Example.com")
    keys = db.session.scalars(select(Tally.key)).all()
    assert len(keys) == 4
    assert all(len(key) == 64 and set(key) <= set("0123456789abcdef") for key in keys)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("203.0.113.7", "203.0.113.8", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.7", "203.0.113.7", True),
    ],
)
def test_a_line_is_one_ipv4_address_or_a_64(app, db, one, other, alike):
    def line(remote):
        with app.test_request_context("/login", method="POST", environ_base={"REMOTE_ADDR": remote}):
            return attempt(Purpose.SIGN_IN, "a@example.com").subjects[Counted.ADDRESS]

    assert (line(one) == line(other)) is alike


def test_what_means_nothing_any_more_is_forgotten(app, db):
    with app.test_request_context("/login", method="POST"):
        attempt(Purpose.SIGN_IN, "ada@example.com")
    assert tallies.forget(now() + timedelta(hours=23)) == 0
    assert tallies.forget(now() + timedelta(hours=25)) == 4
