"""Owners hand out what is held about a person."""

import io
import json
import zipfile

from cms.models import Event
from tests.client import sign_in
from tests.factories import PostFactory, UserFactory

PATH = "/admin/users/personal-data/"


def test_an_owner_gets_a_persons_archive_and_the_log_tells(client, db):
    owner, author = UserFactory(role="owner"), UserFactory(role="author", email="ada@example.com")
    PostFactory(author=author)
    db.session.commit()
    sign_in(client, owner)
    assert "Download personal data" in client.get(f"/admin/users/details/?id={author.id}").text
    answer = client.post(PATH, data={"id": author.id})
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert json.loads(archive.read("profile.json"))["email"] == "ada@example.com"
    event = db.session.query(Event).filter_by(verb="user.export_data").one()
    assert (event.actor_id, event.record_id) == (owner.id, author.id)


def test_it_is_not_offered_for_the_own_account_nor_to_who_may_only_look(client, db):
    owner, editor = UserFactory(role="owner"), UserFactory(role="editor")
    db.session.commit()
    sign_in(client, owner)
    assert "Download personal data" not in client.get(f"/admin/users/details/?id={owner.id}").text
    sign_in(client, editor)
    assert "Download personal data" not in client.get(f"/admin/users/details/?id={owner.id}").text
    assert client.post(PATH, data={"id": owner.id}).status_code == 403
