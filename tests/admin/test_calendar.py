"""The calendar: what it shows to whom, in whose zone and language, and what can be moved in it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from cms.actions import publishing, scheduling
from cms.models import Event, PostKind, Schedule, now
from cms.rules.permissions import SYSTEM
from tests.admin.assertions import person
from tests.client import sign_in
from tests.factories import PostFactory, UserFactory

JULY = "/admin/calendar/?day=2100-07-15"
AT = datetime(2100, 7, 14, 22, 30, tzinfo=UTC)
JSON = {"Accept": "application/json"}


@pytest.fixture
def editor(client, db):
    return person(client, "editor")


def planned(title="Coming", at=AT, **given):
    post = PostFactory(status="unpublished", title=title, **given)
    return publishing.schedule(post, at, by=SYSTEM)


def move(client, row, headers=None, **sent):
    return client.post(f"/admin/calendar/move/?id={row.id}", data=sent, headers=headers)


def day_of(page, title):
    """The day that the entry stands in."""
    before = page[: page.index(f"<bdi>{title}</bdi>")]
    return before.rpartition('data-day="')[2][:10]


def fresh(db, row):
    db.session.expire_all()
    return db.session.scalars(select(Schedule.at).where(Schedule.id == row.id)).one()


def test_entries_stand_on_the_days_of_the_persons_zone(client, db, editor):
    planned()
    assert day_of(client.get(JULY).text, "Coming") == "2100-07-14"
    editor.timezone = "Asia/Tokyo"
    db.session.flush()
    assert day_of(client.get(JULY).text, "Coming") == "2100-07-15"


@pytest.mark.parametrize("view", ["month", "week", "agenda"])
def test_every_view_shows_plans_and_what_was_published(client, editor, view):
    PostFactory(title="Out already", published_at=now())
    scheduling.schedule_end(PostFactory(title="Ending"), now() + timedelta(seconds=1), by=SYSTEM)
    page = client.get(f"/admin/calendar/?view={view}").text
    assert "Out already" in page
    assert "Goes offline" in page or now().hour == 23  # the next second may be another day


def test_weeks_begin_as_in_the_persons_country(client, editor):
    def first_day(language):
        page = client.get(f"{JULY}&view=week", headers={"Accept-Language": language}).text
        return page.partition('data-day="')[2][:10]

    days = {language: datetime.fromisoformat(first_day(language)).weekday() for language in WEEKS}
    assert days == WEEKS


WEEKS = {"en-GB": 0, "en-US": 6, "de": 0, "ar": 5}


@pytest.mark.parametrize(
    "asked", ["day=x", "day=0001-01-01", "day=9999-12-31", "view=bogus", "day=2026-13-01"]
)
def test_what_cannot_be_asked_for_is_this_month(client, editor, asked):
    page = client.get(f"/admin/calendar/?{asked}")
    assert page.status_code == 200 and 'aria-current="date"' in page.text


@pytest.mark.parametrize("view", ["month", "week", "agenda"])
@pytest.mark.parametrize("day", ["1901-01-01", "2199-12-31"])
def test_the_first_and_the_last_days_can_be_shown(client, editor, view, day):
    assert client.get(f"/admin/calendar/?view={view}&day={day}").status_code == 200


def test_people_see_what_they_may_see_and_move_what_they_may_publish(client, db):
    me = person(client, "contributor")
    own, other = planned("Own", author=me), planned("Foreign")
    planned("Page", kind=PostKind.PAGE)
    page = client.get(JULY).text
    assert "Own" in page and "Foreign" not in page and "<bdi>Page" not in page
    assert "data-plan=" not in page
    assert move(client, own, day="2100-07-20").status_code == 403
    assert move(client, other, day="2100-07-20").status_code == 404
    assert fresh(db, own) == AT


def test_a_moderator_has_no_calendar(client, db):
    person(client, "moderator")
    assert client.get(JULY).status_code == 403


def test_a_day_keeps_the_time_of_the_persons_clock_across_a_change_of_the_clocks(client, db, editor):
    editor.timezone = "Europe/Berlin"
    row = planned(at=datetime(2100, 10, 30, 7, tzinfo=UTC))
    answer = move(client, row, JSON, day="2100-11-02")
    assert answer.status_code == 200
    assert "is moved to" in answer.json["sentence"] and answer.json["day"] == "2100-11-02"
    assert fresh(db, row) == datetime(2100, 11, 2, 8, tzinfo=UTC)


def test_without_a_script_the_form_moves_it(client, db, editor):
    row = planned()
    form = client.get(f"/admin/calendar/move/?id={row.id}").text
    assert 'value="2100-07-14T22:30"' in form
    answer = client.post(
        f"/admin/calendar/move/?id={row.id}", data={"at": "2100-08-01T09:00"}, follow_redirects=True
    )
    assert "“Coming” is moved to" in answer.text
    assert fresh(db, row) == datetime(2100, 8, 1, 9, tzinfo=UTC)
    assert db.session.scalars(select(Event).where(Event.verb == "post.reschedule")).one()


@pytest.mark.parametrize("sent", [{"day": "2001-01-01"}, {"at": "2001-01-01T09:00"}])
def test_nothing_moves_into_the_past(client, db, editor, sent):
    row = planned()
    for headers in (JSON, {}):
        answer = move(client, row, headers, **sent)
        assert answer.status_code == 422 and "Choose a moment in the future." in answer.text
    assert fresh(db, row) == AT


@pytest.mark.parametrize("sent", [{}, {"day": "x"}, {"day": "9999-12-31"}, {"at": "soon"}])
def test_what_is_no_moment_is_a_sentence(client, db, editor, sent):
    row = planned()
    answer = move(client, row, JSON, **sent)
    assert answer.status_code == 422 and "Choose a day and a time" in answer.json["sentence"]
    assert fresh(db, row) == AT


@pytest.mark.parametrize("key", ["", "x", "0", "99999999999", "2147483648"])
def test_a_plan_that_is_not_there_is_not_found(client, editor, key):
    assert client.post(f"/admin/calendar/move/?id={key}", data={"day": "2100-01-01"}).status_code == 404


def test_moving_needs_the_token(client, editor, csrf):
    assert move(client, planned(), day="2100-07-20").status_code == 400
    assert 'name="csrf_token"' in client.get(JULY).text


def test_a_month_takes_the_same_number_of_queries_however_full_it_is(client, editor, count_queries):
    planned("First")
    client.get(JULY)
    count_queries.clear()
    client.get(JULY)
    few = len(count_queries)
    for number in range(8):
        planned(f"More {number}")
    count_queries.clear()
    client.get(JULY)
    assert len(count_queries) == few <= 8


def test_a_moment_leads_to_the_site_as_it_will_be(client, db, editor):
    editor.timezone = "Europe/Berlin"
    db.session.flush()
    answer = client.get("/admin/calendar/moment/?at=2100-07-15T09:00")
    assert answer.location == "/preview/at/2100-07-15T07:00Z/"


@pytest.mark.parametrize(("typed", "why"), [("2001-01-01T09:00", "in the future"), ("soon", "such as 2030")])
def test_a_moment_that_cannot_be_is_asked_for_again(client, editor, typed, why):
    answer = client.get(f"/admin/calendar/moment/?at={typed}")
    assert answer.status_code == 422
    assert why in answer.text
    assert f'value="{typed}"' in answer.text


def test_entries_lead_to_the_site_after_them_for_who_sees_every_text(client, db, editor):
    author = UserFactory(role="author")
    row = planned(author=author)
    ahead = "/preview/at/2100-07-14T22:30Z/"
    assert f'href="{ahead}"' in client.get(JULY).text
    assert f'href="{ahead}"' in client.get(f"/admin/calendar/move/?id={row.id}").text
    page = sign_in(client, author).get(JULY).text
    assert "Coming" in page
    assert ahead not in page
    assert "See the site as of" not in page
