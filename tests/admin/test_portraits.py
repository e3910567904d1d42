"""The picture of somebody else, by who may edit the account."""

from io import BytesIO

import pytest
from sqlalchemy import select

from cms.actions.errors import NotPossible, Refused
from cms.actions.portraits import put_portrait, remove_portrait
from cms.models import Event
from tests.client import sign_in
from tests.factories import UserFactory
from tests.pictures import picture


@pytest.fixture
def person(db):
    return UserFactory(role="author", name="Ada Lovelace")


@pytest.fixture
def owner(client, db):
    return sign_in(client, UserFactory(role="owner"))


def send(client, person, data):
    form = {"id": person.id, "picture": (BytesIO(data), "them.jpg")}
    return client.post("/admin/users/portrait/", data=form, content_type="multipart/form-data")


def test_an_owner_puts_a_picture_on_and_takes_it_off(owner, db, person):
    assert send(owner, person, picture()).status_code == 302
    db.session.refresh(person)
    address = f"/portraits/{person.id}/{person.portrait}-"
    for path in (f"details/?id={person.id}", f"portrait/?id={person.id}", "?search=Lovelace"):
        assert address in owner.get(f"/admin/users/{path}").text
    owner.post("/admin/users/portrait/", data={"id": person.id, "remove_picture": "1"})
    db.session.refresh(person)
    assert person.portrait is None
    assert address not in owner.get(f"/admin/users/details/?id={person.id}").text
    verbs = db.session.scalars(select(Event.verb).where(Event.record_id == person.id).order_by(Event.id))
    assert list(verbs) == ["user.put_portrait", "user.remove_portrait"]


def test_what_is_no_picture_gets_a_sentence_beside_the_field(owner, db, person):
    for data in (b"", b"<svg/>"):
        answer = send(owner, person, data)
        assert answer.status_code == 422
        assert 'id="picture-error"' in answer.text
        assert 'aria-invalid="true"' in answer.text


def test_the_way_there_stands_on_the_persons_screens(owner, person):
    way = f"/admin/users/portrait/?id={person.id}"
    for screen in ("details", "edit"):
        assert way in owner.get(f"/admin/users/{screen}/?id={person.id}").text


def test_others_do_not_touch_it(client, db, person):
    editor = UserFactory(role="editor")
    with pytest.raises(Refused):
        put_portrait(person, picture(), by=editor)
    sign_in(client, editor)
    assert send(client, person, picture()).status_code == 403
    assert "users/portrait/" not in client.get(f"/admin/users/details/?id={person.id}").text


def test_nothing_is_removed_where_nothing_is(db, person):
    with pytest.raises(NotPossible):
        remove_portrait(person, by=person)


def test_a_list_of_people_costs_no_query_more_for_their_pictures(owner, db, count_queries):
    def cost():
        count_queries.clear()
        owner.get("/admin/users/")
        return len(count_queries)

    people = [UserFactory() for _number in range(5)]
    db.session.commit()
    cost()
    without = cost()
    for person in people:
        put_portrait(person, picture(), by=person)
    db.session.commit()
    assert cost() == without
