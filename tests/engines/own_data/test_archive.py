"""The archive of what is held about a person: all that is theirs, and nothing that is not."""

import io
import json
import zipfile

import pytest

from cms.actions import saving
from cms.actions.content import Content
from cms.actions.people import Profile, save_profile
from cms.actions.portraits import put_portrait
from cms.engines.own_data import LEFT_OUT, PARTS, archive_of, counts_of, reading
from cms.models import Autosave, Base, User
from tests.factories import (
    CommentFactory,
    NoteFactory,
    PasskeyFactory,
    PostFactory,
    PreviewLinkFactory,
    UserFactory,
    with_app,
)
from tests.pictures import picture


def opened(user, *, private=True):
    """The files by name."""
    with zipfile.ZipFile(io.BytesIO(b"".join(archive_of(user, private=private)))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.fixture
def author(db):
    return UserFactory(role="author", name="Ada Author", email="ada@example.com")


def test_what_the_person_wrote_did_and_set_up_is_in_it(db, author):
    post = PostFactory(author=author, title="Tides & <moons>", body="<p>High <b>water</b>.</p>")
    saving.save(post, Content("Tides, again", body="<p>Low water.</p>"), by=author, base=post.version)
    CommentFactory(author=author, body="<p>My thought.</p>")
    NoteFactory(author_id=author.id, guest_name="", text="A remark")
    PasskeyFactory(user_id=author.id, name="Blue key")
    save_profile(author, Profile("Ada", author.handle, bio="Sails."), by=author)
    db.session.flush()
    files = opened(author)
    assert json.loads(files["profile.json"])["bio"] == "Sails."
    assert json.loads(files["profile.json"])["roles"] == ["author"]
    assert json.loads(files["revisions.json"])[-1]["body"] == "<p>Low water.</p>"
    assert json.loads(files["comments.json"])[0]["body"] == "<p>My thought.</p>"
    assert json.loads(files["notes.json"])[0]["text"] == "A remark"
    assert json.loads(files["passkeys.json"])[0]["name"] == "Blue key"
    assert "user.edit_profile" in {line["verb"] for line in json.loads(files["log.json"])}
    page = files[f"texts/{post.id}-{post.slug}.html"]
    assert "<h1>Tides &amp; &lt;moons&gt;</h1>" in page
    assert "<p>High <b>water</b>.</p>" in page


def test_the_picture_is_in_it(db, author):
    put_portrait(author, picture(), by=author)
    db.session.flush()
    with zipfile.ZipFile(io.BytesIO(b"".join(archive_of(author, private=True)))) as archive:
        assert archive.read("picture.webp")[8:12] == b"WEBP"
        assert "picture.webp" in archive.read("README.txt").decode()


def test_each_file_is_explained_in_the_first(db, author):
    PostFactory(author=author)
    files = opened(author)
    readme = files.pop("README.txt")
    assert all(name.partition("/")[0] in readme for name in files)


def test_what_is_not_saved_is_for_the_person_alone(db, author):
    db.session.add(Autosave(author_id=author.id, sitting="s", kind="post", title="Half a", slug=""))
    db.session.flush()
    assert "Half a" in opened(author)["unsaved.json"]
    assert not any("Half a" in text for text in opened(author, private=False).values())


def test_nothing_of_anybody_else_is_in_it(db, author):
    other = UserFactory(role="author", email="other@example.com", name="Oda Other")
    post = PostFactory(author=other, title="Somebody else's")
    CommentFactory(author=author, post=post)
    save_profile(other, Profile("Oda", "oda", bio="Hers."), by=other)
    together = "".join(opened(author).values())
    for foreign in ("other@example.com", "Oda", "Somebody else", "Hers."):
        assert foreign not in together


def test_nothing_that_opens_the_account_is_in_it(db, author):
    secret = with_app(author).secret
    link = PreviewLinkFactory(by_id=author.id, key="open-sesame")
    db.session.flush()
    together = "".join(opened(author).values())
    for closed in (secret, link.key, author.password, author.fs_uniquifier):
        assert closed not in together
    assert "authenticator-apps.json" in together


@pytest.mark.parametrize(("rows", "batch"), [(3, 2), (2, 1)])
def test_much_goes_on_in_further_files_and_none_is_missed_or_doubled(db, author, monkeypatch, rows, batch):
    monkeypatch.setattr(reading, "ROWS_A_FILE", rows)
    monkeypatch.setattr(reading, "BATCH", batch)
    written = [PostFactory(author=author) for _ in range(7)]
    files = opened(author)
    sheets = [json.loads(text) for name, text in files.items() if name.startswith("posts")]
    assert len(sheets) == -(-7 // rows)
    assert [it["id"] for sheet in sheets for it in sheet] == [post.id for post in written]
    assert sum(name.startswith("texts/") for name in files) == 7


def test_counts_end_where_nobody_cares_any_more(db, author, monkeypatch):
    monkeypatch.setattr(reading, "MOST_COUNTED", 2)
    for _ in range(3):
        CommentFactory(author=author)
    assert counts_of(author)["comments"] == 2


def test_how_many_queries_it_takes_does_not_grow_with_what_there_is(db, author, count_queries):
    PostFactory(author=author)
    opened(author)
    few = len(count_queries)
    for _ in range(20):
        PostFactory(author=author)
    db.session.flush()
    count_queries.clear()
    opened(author)
    assert len(count_queries) <= few


def test_every_table_that_points_at_people_is_in_it_or_left_out_for_a_reason():
    pointing = {
        table.name
        for table in Base.metadata.sorted_tables
        if any(key.column.table is User.__table__ for key in table.foreign_keys)
    }
    assert pointing == {part.noun.__tablename__ for part in PARTS} | set(LEFT_OUT)
