"""Each sign-in is a row: people see theirs, end them one by one, and are told of new ones."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from cms.actions.settings import save_settings
from cms.engines.sign_ins import token_of
from cms.models import EndReason, Event, LoginSession, User, now
from cms.rules.permissions import SYSTEM
from tests.client import PASSWORD, sign_in
from tests.factories import UserFactory

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def reader(db):
    reader = UserFactory(role="reader", name="Rae")
    db.session.commit()
    return reader


@pytest.fixture
def visitors(app, db):
    """One client after another."""
    return iter(app.test_client, None)


def enter(client, user, agent=FIREFOX, **fields):
    form = {"email": user.email, "password": PASSWORD, **fields}
    return client.post("/login", data=form, headers={"User-Agent": agent})


def rows(db, user):
    db.session.expire_all()
    query = select(LoginSession).where(LoginSession.user_id == user.id).order_by(LoginSession.id)
    return db.session.scalars(query).all()


def is_in(client):
    return client.get("/account").status_code == 200


def test_signing_in_keeps_device_and_network_and_never_the_key(db, client, reader):
    assert enter(client, reader).status_code == 302
    (login,) = rows(db, reader)
    assert (login.device, login.place, login.lasting) == ("Firefox, Linux", "127.0.0.x", False)
    with client.session_transaction() as session:
        assert session["sign_in"] not in (login.key_digest, str(login.id))
    event = db.session.scalars(select(Event).where(Event.verb == "user.sign_in")).one()
    assert event.after == {"way": ["password"], "device": "Firefox, Linux", "place": "127.0.0.x"}


def test_a_cookie_whose_row_is_gone_or_ended_opens_nothing(db, client, reader):
    enter(client, reader)
    assert is_in(client)
    rows(db, reader)[0].ended_at = now()
    db.session.commit()
    assert not is_in(client)
    with client.session_transaction() as session:
        session["sign_in"] = "guessed"
    assert not is_in(client)


def test_a_key_opens_no_other_persons_account(db, client, reader):
    enter(client, reader)
    owner = UserFactory(role="owner")
    with client.session_transaction() as session:
        session["_user_id"] = owner.fs_uniquifier
    assert not is_in(client)


def test_signing_out_ends_the_row_so_that_a_copied_cookie_is_void(db, client, reader, visitors):
    enter(client, reader)
    with client.session_transaction() as session:
        copied = dict(session)
    client.post("/logout")
    thief = next(visitors)
    with thief.session_transaction() as session:
        session.update(copied)
    assert not is_in(thief)
    assert rows(db, reader)[0].end_reason == EndReason.SIGNED_OUT


@pytest.mark.parametrize(("ticked", "hours", "still"), [("", 23, True), ("", 25, False), ("y", 25, True)])
def test_who_did_not_ask_to_stay_is_out_after_a_day(client, reader, ticked, hours, still):
    with time_machine.travel(now(), tick=False) as clock:
        enter(client, reader, remember=ticked)
        clock.shift(hours * HOUR)
        assert is_in(client) is still


def test_a_lasting_cookie_outlives_the_window_and_a_plain_one_does_not(client, reader, visitors):
    def cookie(client, **fields):
        given = enter(client, reader, **fields).headers.getlist("Set-Cookie")
        assert not any("remember_token" in cookie for cookie in given)
        return next(cookie for cookie in given if cookie.startswith("session="))

    assert "Expires=" in cookie(client, remember="y")
    assert "Expires=" not in cookie(next(visitors))


def test_idle_devices_and_old_ones_are_out_by_the_sites_settings(db, client, reader, visitors):
    save_settings({"idle_days": 5, "sign_in_days": 7}, by=SYSTEM)
    db.session.commit()
    with time_machine.travel(now(), tick=False) as clock:
        enter(client, reader, remember="y")
        idle = next(visitors)
        enter(idle, reader, remember="y")
        clock.shift(4 * DAY)
        assert is_in(client)
        clock.shift(2 * DAY)
        assert is_in(client)
        assert not is_in(idle)
        clock.shift(2 * DAY)
        assert not is_in(client)


def test_when_it_was_seen_is_written_once_a_minute(db, client, reader, count_queries):
    with time_machine.travel(now(), tick=False) as clock:
        sign_in(client, reader)
        clock.shift(timedelta(seconds=50))
        count_queries.clear()
        assert is_in(client)
        assert not [statement for statement in count_queries if statement.startswith("UPDATE")]
        clock.shift(timedelta(seconds=20))
        assert is_in(client)
        assert rows(db, reader)[0].seen_at == now()


def test_people_see_their_devices_and_sign_out_one(db, client, reader, visitors):
    sign_in(client, reader)
    phone, stranger = sign_in(next(visitors), reader), sign_in(next(visitors), UserFactory())
    _here, there = rows(db, reader)
    page = client.get("/account/sessions").text
    assert page.count("Firefox, Linux") >= 2
    assert "This device" in page
    assert client.post("/account/sessions/end", data={"session": there.id}).location == "/account/sessions"
    assert (is_in(client), is_in(phone), is_in(stranger)) == (True, False, True)
    assert rows(db, reader)[1].end_reason == EndReason.BY_PERSON
    client.post("/account/sessions/end", data={"session": there.id})  # pressed twice
    assert "because" not in client.get("/account/sessions").text
    assert "from another device" in client.get("/account/sessions").text


@pytest.mark.parametrize("number", ["", "abc", "-1", "0", "99999999999999", "\x00"])
def test_what_is_no_device_of_theirs_is_not_found(client, reader, number):
    sign_in(client, reader)
    assert client.post("/account/sessions/end", data={"session": number}).status_code == 404


def test_nobody_ends_somebody_elses_device_by_its_number(db, client, reader, visitors):
    other = UserFactory()
    theirs = sign_in(next(visitors), other)
    sign_in(client, reader)
    (login,) = rows(db, other)
    assert client.post("/account/sessions/end", data={"session": login.id}).status_code == 404
    assert is_in(theirs)


def test_all_others_at_once(client, reader, visitors):
    sign_in(client, reader)
    others = [sign_in(next(visitors), reader) for _ in range(2)]
    sentence = client.post("/account/sessions/end", data={"others": "1"}, follow_redirects=True).text
    assert "2 other devices are signed out." in sentence
    assert is_in(client)
    assert not any(map(is_in, others))
    again = client.post("/account/sessions/end", data={"others": "1"}, follow_redirects=True).text
    assert "on this device alone" in again


def test_a_new_password_ends_the_others_and_says_so(db, client, reader, visitors):
    sign_in(client, reader)
    other = sign_in(next(visitors), reader)
    new = "a rather long password"
    client.post("/change", data={"password": PASSWORD, "new_password": new, "new_password_confirm": new})
    assert is_in(client)
    assert not is_in(other)
    assert [login.end_reason for login in rows(db, reader)] == [None, EndReason.PASSWORD]


def test_the_first_device_is_no_news_and_a_new_one_is_told_by_mail(client, reader, visitors, mails):
    enter(client, reader)
    assert mails() == []
    enter(next(visitors), reader)
    assert mails() == []  # the same browser, the same network
    enter(next(visitors), reader, agent="curl/8.5.0")
    (mail,) = mails()
    assert mail.subject == "Masthead: a new device signed in to your account"
    assert "curl" in mail.body


def test_its_link_shows_on_get_and_ends_on_post_and_keeps_ending_nothing_else(
    db, client, reader, visitors, mails, last_link
):
    enter(client, reader)
    thief = next(visitors)
    enter(thief, reader, agent="curl/8.5.0")
    link, visitor = last_link(), next(visitors)
    assert "curl" in visitor.get(link).text
    assert is_in(thief)
    assert visitor.post(link).location == "/reset"
    assert not is_in(thief)
    assert is_in(client)
    assert rows(db, reader)[1].end_reason == EndReason.REPORTED
    assert visitor.post(link).location == "/reset"
    enter(next(visitors), reader, agent="curl/8.5.0")
    assert len(mails()) == 2  # a device that was disowned is no known one


def test_a_link_that_is_old_or_forged_is_gone(app, db, client, reader):
    enter(client, reader)
    token = token_of(rows(db, reader)[0])
    assert client.get(f"/sign-in/{token}").status_code == 200
    forged = client.get(f"/sign-in/{token}x")
    assert forged.status_code == 410
    assert "look at your devices" in forged.text
    with time_machine.travel(now() + 8 * DAY):
        assert client.post(f"/sign-in/{token}").status_code == 410


def test_owners_see_and_end_anybodys(db, client, reader, visitors):
    owner = sign_in(client, UserFactory(role="owner"))
    theirs, phone = (sign_in(next(visitors), reader) for _ in range(2))
    page = owner.get(f"/admin/users/details/?id={reader.id}").text
    assert page.count("Firefox, Linux") >= 2
    first = rows(db, reader)[0].id
    owner.post("/admin/users/sessions/", data={"id": reader.id, "session": first})
    assert not is_in(theirs)
    assert is_in(phone)
    assert owner.post("/admin/users/sessions/", data={"id": reader.id, "session": first}).status_code == 409
    assert owner.post("/admin/users/sessions/", data={"id": reader.id, "session": "x"}).status_code == 404
    owner.post("/admin/users/sessions/", data={"id": reader.id})
    assert not is_in(phone)
    assert [login.end_reason for login in rows(db, reader)] == [EndReason.BY_OWNER] * 2
    assert is_in(owner)


def test_who_only_sees_people_sees_no_devices(client, reader, visitors):
    sign_in(next(visitors), reader)
    editor = sign_in(client, UserFactory(role="editor"))
    page = editor.get(f"/admin/users/details/?id={reader.id}")
    assert page.status_code == 200
    assert "Firefox" not in page.text


def test_a_person_comes_with_one_query_for_row_and_account(client, reader, count_queries):
    sign_in(client, reader)
    count_queries.clear()
    client.get("/account/start")
    assert sum("login_session" in statement for statement in count_queries) == 1
    assert len(count_queries) <= 3  # settings, the person by the sign-in, the roles


def test_deleting_a_person_deletes_their_sign_ins(db, client, reader):
    sign_in(client, reader)
    db.session.delete(db.session.get(User, reader.id))
    db.session.commit()
    assert not is_in(client)
    assert db.session.scalars(select(LoginSession)).all() == []
