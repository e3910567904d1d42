"""Bodies that no form of ours sends: too large, too many parts, of another kind, twice at once."""

import io
import json

import pytest

from cms.models import Post
from tests.access.addresses import address_of, methods_of, rules
from tests.factories import PostFactory, TagFactory

LARGE = 3_000_000
# They do the same whatever is sent along.
BY_LINK = {"site.let_comment_in"}  # whose made-up link opens nothing, before anything is read
UNREAD = {"accounts.take_own_data", "users.personal_data_view"}

# Where a body is refused halfway, werkzeug leaves its temporary file to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.usefixtures("collected"),
]


def posting(app):
    return [rule for rule in rules(app) if "POST" in methods_of(rule)]


def test_a_large_body_is_refused_with_a_sentence_everywhere(careful, app):
    owner = careful("owner")
    refused = set()
    for rule in posting(app):
        answer = owner.post(address_of(rule, 1), data={"title": "x" * LARGE})
        # Where the address alone decides, the body never comes in.
        sent = rule.endpoint in UNREAD and answer.mimetype == "application/zip"
        void = rule.endpoint in BY_LINK and answer.status_code == 410
        assert sent or void or answer.status_code in (413, 404, 403, 302, 409), rule.rule
        if answer.status_code == 413:
            assert "Shorten" in answer.text
            refused.add(rule.endpoint)
    assert refused > {f"{screen}.create_view" for screen in ("posts", "pages", "tags", "users", "roles")}
    assert refused > {"security.login", "security.register", "accounts.profile", "settings.index"}


@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "multipart/form-data; boundary=x", "x/y; charset=nope"]
)
def test_a_large_body_of_another_kind_is_refused_or_passed_over(careful, kind):
    for path in ("/login", "/register", "/account", "/admin/posts/new/"):
        careful("owner").post(path, data=b"x" * LARGE, content_type=kind)


def test_more_parts_than_any_form_has(careful):
    editor = careful("editor")
    parts = {f"field-{number}": "x" for number in range(1_500)}
    upload = {**parts, "file": (io.BytesIO(b"x"), "x.txt")}
    answer = editor.post("/admin/posts/new/", data=upload, content_type="multipart/form-data")
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "body",
    [b"{", b"[]", b"null", b"3", b'"\\ud800"', b'{"email": {"a": 1}}', b"\xff\xfe", b'{"email": "\\u0000"}'],
)
@pytest.mark.parametrize("role", [None, "owner"])
def test_json_that_no_form_sends(careful, app, body, role):
    somebody = careful(role)
    for rule in posting(app):
        somebody.post(address_of(rule, 1), data=body, content_type="application/json")


def test_deep_json(careful, app):
    somebody, body = careful("owner"), "[" * 100_000 + "]" * 100_000
    for rule in posting(app):
        somebody.post(address_of(rule, 1), data=body, content_type="application/json")


def test_files_where_texts_belong(careful, app):
    somebody = careful("owner")
    names = (
        "title",
        "body",
        "name",
        "email",
        "handle",
        "bio",
        "site_name",
        "tags",
        "slug",
        "text",
        "action",
        "rowid",
        "at",
    )
    for rule in posting(app):
        form = {name: (io.BytesIO(b"x"), "<script>.html") for name in names}
        somebody.post(address_of(rule, 1), data=form, content_type="multipart/form-data")


def test_the_same_field_many_times(careful):
    form = {"title": ["One"] * 50, "base": ["1"] * 50, "tags": ["a"] * 50, "act": ["save"] * 50}
    assert careful("editor").post("/admin/posts/new/", data=form).status_code == 302


def test_two_posts_race_for_one_address(careful, monkeypatch, db):
    PostFactory(slug="tide")
    monkeypatch.setattr("cms.actions.addresses.is_taken", lambda *_args, **_more: False)
    answer = careful("editor").post(
        "/admin/posts/new/", data={"title": "Mine", "slug": "tide", "body": "<p>Kept.</p>"}
    )
    assert answer.status_code == 422
    assert "taken" in answer.text
    assert "Kept." in answer.text
    assert db.session.query(Post).filter_by(slug="tide").count() == 1


def test_two_saves_race_for_one_address(careful, monkeypatch):
    PostFactory(slug="tide")
    other = PostFactory(status="unpublished")
    monkeypatch.setattr("cms.actions.saving.require_free", lambda *_args, **_more: None)
    form = {"title": "Mine", "slug": "tide", "body": "<p>Kept.</p>", "base": other.version}
    answer = careful("editor").post(f"/admin/posts/edit/?id={other.id}", data=form)
    assert answer.status_code == 422
    assert "Kept." in answer.text


def test_two_tags_race_for_one_name(careful):
    TagFactory(name="Tide")
    answer = careful("editor").post("/admin/tags/new/", data={"name": "TIDE"})
    assert answer.status_code == 422
    assert "already" in answer.text


def test_refusals_in_json_are_sentences_too(careful):
    answer = careful("editor").get("/posts/none", headers={"Accept": "application/json"})
    assert len(json.loads(answer.text)["error"]["message"]) > 20
