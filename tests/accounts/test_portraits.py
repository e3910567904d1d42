"""The own picture: put on, shown, replaced, taken off; and what is refused with nothing typed lost."""

from io import BytesIO

import pytest
from sqlalchemy import select

from cms.models import Event, Portrait, User
from cms.tools.portraits import MOST_BYTES
from cms.web.uploads import MOST_SENT
from tests.client import sign_in
from tests.factories import PostFactory, UserFactory
from tests.pictures import claiming, picture

FORM = {"name": "Ada", "handle": "ada", "bio": "", "locale": "", "timezone": ""}

# Where a body is refused halfway, werkzeug leaves its temporary file to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.usefixtures("collected"),
]


@pytest.fixture
def user(db):
    return UserFactory(handle="ada", name="Ada", role="author")


@pytest.fixture
def ada(client, user):
    return sign_in(client, user)


def send(client, data, name="me.png", **changes):
    form = {**FORM, **changes, "picture": (BytesIO(data), name)}
    return client.post("/account", data=form, content_type="multipart/form-data")


def verbs(db):
    return list(db.session.scalars(select(Event.verb).order_by(Event.id)))


def test_a_picture_is_saved_with_the_rest_of_the_profile(ada, db, user):
    assert send(ada, picture(), bio="I count eelgrass.").location == "/account"
    db.session.refresh(user)
    assert user.bio == "I count eelgrass."
    rows = db.session.scalars(select(Portrait)).all()
    assert {(row.user_id, row.size, row.digest) for row in rows} == {
        (user.id, size, user.portrait) for size in (96, 320)
    }
    assert verbs(db) == ["user.edit_profile", "user.put_portrait"]
    assert f"/portraits/{user.id}/{user.portrait}-320.webp" in ada.get("/account").text


def test_the_file_is_served_for_ever_and_to_everybody(ada, app, db, user):
    send(ada, picture())
    db.session.refresh(user)
    answer = app.test_client().get(f"/portraits/{user.id}/{user.portrait}-96.webp")
    assert (answer.status_code, answer.mimetype) == (200, "image/webp")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize(
    "path", ["1/{0}-96", "{1}/{2}-96", "{1}/{0}-97", "{1}/{0}-99999999999999", "{1}/x%00-96"]
)
def test_what_is_no_picture_of_theirs_is_not_there(ada, app, db, user, path):
    send(ada, picture())
    db.session.refresh(user)
    address = path.format(user.portrait, user.id, "0" * 32)
    if address.startswith("1/") and user.id == 1:
        address = "2" + address[1:]
    assert app.test_client().get(f"/portraits/{address}.webp").status_code == 404


def test_a_new_picture_takes_the_place_of_the_old_one(ada, app, db, user):
    send(ada, picture("teal"))
    db.session.refresh(user)
    old = user.portrait
    send(ada, picture("red"))
    db.session.refresh(user)
    assert user.portrait != old
    assert app.test_client().get(f"/portraits/{user.id}/{old}-96.webp").status_code == 404
    assert len(db.session.scalars(select(Portrait)).all()) == 2


def test_the_same_picture_again_changes_nothing(ada, db):
    send(ada, picture())
    send(ada, picture())
    assert verbs(db) == ["user.put_portrait"]


def test_the_picture_is_removed_by_a_button_that_may_be_pressed_twice(ada, db, user):
    send(ada, picture())
    assert 'name="remove_picture"' in ada.get("/account").text
    for _press in range(2):
        assert ada.post("/account", data={**FORM, "remove_picture": "1"}).status_code == 302
    db.session.refresh(user)
    assert user.portrait is None
    assert db.session.scalars(select(Portrait)).all() == []
    assert verbs(db) == ["user.put_portrait", "user.remove_portrait"]
    page = ada.get("/account").text
    assert 'name="remove_picture"' not in page
    assert 'aria-hidden="true" dir="auto">A</span>' in page


def test_public_pages_change_with_the_picture_and_only_with_it(ada, app, db, user):
    post = PostFactory(author=user)
    db.session.commit()
    visitor = app.test_client()
    for path in (post.path, "/authors/ada"):
        before = visitor.get(path)
        assert visitor.get(path, headers={"If-None-Match": before.headers["ETag"]}).status_code == 304
        send(ada, picture("teal"))
        after = visitor.get(path, headers={"If-None-Match": before.headers["ETag"]})
        assert after.status_code == 200
        assert f"/portraits/{user.id}/" in after.text
        ada.post("/account", data={**FORM, "remove_picture": "1"})
        assert visitor.get(path, headers={"If-None-Match": after.headers["ETag"]}).status_code == 200


def test_a_picture_costs_a_public_page_no_query(ada, app, db, user, count_queries):
    post = PostFactory(author=user)
    db.session.commit()
    app.test_client().get(post.path)
    count_queries.clear()
    app.test_client().get(post.path)
    without = len(count_queries)
    send(ada, picture())
    count_queries.clear()
    app.test_client().get(post.path)
    assert len(count_queries) == without


@pytest.mark.parametrize(
    ("data", "name", "word"),
    [
        (b"<!doctype html><script>alert(1)</script>", "me.png", "no picture"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "me.svg", "no picture"),
        (claiming(30_000, 30_000), "me.png", "pixels"),
        (picture()[:60], "me.png", "damaged"),
        (picture() + b"\0" * MOST_BYTES, "me.png", "at most 8 MB"),
    ],
    ids=["HTML", "SVG", "bomb", "cut off", "heavy"],
)
def test_what_is_no_picture_is_said_beside_the_field_and_nothing_typed_is_lost(
    ada, db, user, data, name, word
):
    answer = send(ada, data, name, bio="Typed with care.")
    assert answer.status_code == 422
    assert word in answer.text.partition('id="picture-error">')[2].partition("</p>")[0]
    assert "Typed with care." in answer.text
    db.session.refresh(user)
    assert (user.bio, user.portrait, verbs(db)) == ("", None, [])


def test_an_empty_file_is_none(ada, db, user):
    assert send(ada, b"", "").status_code == 302
    assert send(ada, b"", "me.png").status_code == 422


def test_past_all_measure_the_request_is_refused_with_a_sentence(ada):
    answer = send(ada, b"\0" * MOST_SENT)
    assert answer.status_code == 413
    assert "smaller picture" in answer.text


def test_texts_stay_as_bounded_as_everywhere(ada):
    assert send(ada, picture(), bio="x" * 3_000_000).status_code == 413
    assert ada.post("/account", data={**FORM, "bio": "x" * 3_000_000}).status_code == 413


def test_files_in_other_fields_and_at_other_addresses_are_refused(ada, app, user):
    for path, field in (("/account", "bio"), ("/account/requests", "picture"), ("/change", "picture")):
        form = {**FORM, field: (BytesIO(picture()), "me.png")}
        assert ada.post(path, data=form, content_type="multipart/form-data").status_code == 400


def test_drawing_pictures_anew_is_slowed_down(ada, db):
    answers = [send(ada, picture(), handle="ada").status_code for _try in range(21)]
    assert answers[:20] == [302] * 20
    held = send(ada, picture("red"), bio="Typed with care.")
    assert held.status_code == 429
    assert int(held.headers["Retry-After"]) > 0
    assert "Typed with care." in held.text


def test_a_deleted_account_leaves_no_picture(ada, db, user):
    send(ada, picture())
    db.session.delete(db.session.get(User, user.id))
    db.session.flush()
    assert db.session.scalars(select(Portrait)).all() == []
