"""The first owner, and the people after."""

import stat
import zipfile

import pytest
from flask_security import verify_password
from sqlalchemy import select

from cms.cli.people import user
from cms.models import Event, Invitation, OutboxMessage, User
from tests.cli.conftest import PASSWORD
from tests.client import sign_in
from tests.factories import PostFactory, UserFactory, with_app


def person(db, email: str) -> User | None:
    return db.session.scalar(select(User).where(User.email == email))


def test_a_person_is_added_with_roles_and_can_sign_in_at_once(db, invoke):
    result = invoke(
        user, "add", "Nell@Example.com", "--role", "author", "--role", "moderator", "--password", PASSWORD
    )

    nell = person(db, "nell@example.com")
    assert result.output == "Added nell@example.com as author, moderator.\n"
    assert nell.confirmed_at is not None
    assert verify_password(PASSWORD, nell.password)


def test_the_password_is_read_from_standard_input_where_nobody_types(db, invoke):
    assert invoke(user, "add", "nell@example.com", input=f"{PASSWORD}\n").exit_code == 0
    assert verify_password(PASSWORD, person(db, "nell@example.com").password)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nell@example.com", "--password", "short"], "at least 10 characters"),
        (
            ["nell@example.com", "--role", "emperor", "--password", PASSWORD],
            "There is no role “emperor”; there are author",
        ),
        (["not an address", "--password", PASSWORD], "e-mail address"),
        (["nell@example.com"], "No password was given"),
    ],
)
def test_what_can_not_be_added_gets_a_sentence_and_adds_nobody(db, invoke, arguments, sentence):
    result = invoke(user, "add", *arguments)
    assert result.exit_code == 1
    assert sentence in result.output
    assert person(db, "nell@example.com") is None


def test_an_address_is_added_once(db, invoke):
    UserFactory(email="nell@example.com")
    result = invoke(user, "add", "nell@example.com", "--password", PASSWORD)
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")


def test_roles_are_replaced_and_the_log_says_so(db, invoke):
    nell = UserFactory(email="nell@example.com", role="author")
    result = invoke(user, "roles", "nell@example.com", "editor", "moderator")

    assert result.output == "nell@example.com: editor, moderator\n"
    event = db.session.scalars(
        select(Event).where(Event.record_id == nell.id).order_by(Event.id.desc())
    ).first()
    assert (event.verb, event.actor_label) == ("user.assign_roles", "system")


def test_without_roles_it_tells_which_ones_there_are(db, invoke):
    UserFactory(email="nell@example.com", role="author")
    assert invoke(user, "roles", "nell@example.com").output == "nell@example.com: author\n"


def test_the_last_owner_stays_owner_and_active(db, invoke):
    owner = UserFactory(email="boss@example.com", role="owner")
    db.session.commit()
    for words in (
        ["roles", "boss@example.com", "reader"],
        ["deactivate", "boss@example.com"],
        ["delete", "boss@example.com", "--anonymise"],
    ):
        result = invoke(user, *words)
        assert result.exit_code == 1
        assert "last active owner" in result.output
    assert owner.active
    assert owner.has_role_named("owner")


def test_an_account_is_closed_and_opened_again(db, invoke):
    nell = UserFactory(email="nell@example.com", role="author")
    key = nell.fs_uniquifier

    assert invoke(user, "deactivate", "nell@example.com").exit_code == 0
    assert not nell.active
    assert nell.fs_uniquifier != key
    assert invoke(user, "reactivate", "nell@example.com").exit_code == 0
    assert nell.active


def test_who_is_deactivated_can_hand_over(db, invoke):
    nell = UserFactory(email="nell@example.com", role="author")
    post = PostFactory(author=nell)
    heir = UserFactory(email="heir@example.com", role="author")

    result = invoke(user, "deactivate", "nell@example.com", "--to", "heir@example.com")
    assert result.output == "nell@example.com can't sign in any more.\nheir@example.com has taken over.\n"
    assert post.author_id == heir.id


@pytest.mark.parametrize(
    ("words", "author"), [(["--to", "Heir@Example.com"], "heir"), (["--anonymise"], "former-contributor")]
)
def test_who_has_written_is_deleted_with_a_word_about_the_texts(db, invoke, words, author):
    nell = UserFactory(email="nell@example.com", role="author")
    UserFactory(email="heir@example.com", handle="heir", role="author")
    post = PostFactory(author=nell)
    db.session.commit()

    refused = invoke(user, "delete", "nell@example.com")
    assert (refused.exit_code, "say who gets it" in refused.output) == (1, True)
    result = invoke(user, "delete", "Nell@example.com", *words)
    assert result.output == "nell@example.com is deleted.\n"
    assert person(db, "nell@example.com") is None
    assert post.author.handle == author


def test_texts_are_not_handed_over_and_made_nameless_at_once(db, invoke):
    UserFactory(email="nell@example.com", role="author")
    result = invoke(user, "delete", "nell@example.com", "--to", "nell@example.com", "--anonymise")
    assert (result.exit_code, "Choose one" in result.output) == (1, True)


def test_what_is_too_much_at_once_is_left_to_the_worker(db, invoke, monkeypatch):
    monkeypatch.setattr("cms.actions.departing.BATCH", 1)
    nell = UserFactory(email="nell@example.com", role="author")
    PostFactory.create_batch(6, author=nell)

    result = invoke(user, "delete", "nell@example.com", "--anonymise")
    assert result.output == "nell@example.com can't sign in any more; the worker does the rest.\n"
    assert not nell.active


def test_a_new_password_ends_the_sessions(db, invoke):
    nell = UserFactory(email="nell@example.com")
    key = nell.fs_uniquifier

    invoke(user, "password", "nell@example.com", "--password", PASSWORD)

    assert verify_password(PASSWORD, nell.password)
    assert nell.fs_uniquifier != key


@pytest.mark.parametrize("words", [["roles", "x@example.com"], ["deactivate", "x@example.com"]])
def test_an_unknown_address_gets_a_sentence(db, invoke, words):
    result = invoke(user, *words)
    assert (result.exit_code, result.output) == (1, "Error: Nobody has the address x@example.com.\n")


def test_setup_makes_secrets_database_and_owner_and_may_be_repeated(cms, instance):
    words = ["setup", "--email", "boss@example.org", "--password", PASSWORD]

    first = cms(*words)
    secrets = (instance / "secrets.toml").read_text()
    second = cms(*words)

    assert "boss@example.org is an owner and can sign in." in first.stdout
    assert "the password is the one they have" in second.stdout
    assert (instance / "secrets.toml").read_text() == secrets
    assert stat.S_IMODE((instance / "secrets.toml").stat().st_mode) == 0o600
    assert cms("user", "roles", "boss@example.org").stdout == "boss@example.org: owner\n"


def test_setup_for_production_asks_for_an_owner(cms, instance):
    result = cms(
        "setup",
        CMS_ENV="production",
        CMS_SITE_URL="https://example.org",
        CMS_MAIL_URL="smtp://mail.example.org:587",
    )
    assert result.returncode == 1
    assert result.stderr == "Error: There is no owner yet; name one: cms setup --email you@example.org\n"
    assert (instance / "secrets.toml").exists()


def test_setup_says_which_setting_is_wrong(cms):
    result = cms("setup", CMS_DATABASE_URL="mysql://x")
    assert result.returncode == 1
    assert "CMS_DATABASE_URL" in result.stderr
    assert "Traceback" not in result.stderr


def test_signing_somebody_out_ends_every_device(invoke, db, app):
    nell = UserFactory(email="nell@example.com")
    theirs = sign_in(app.test_client(), nell)
    assert "signed in on 1 device" in invoke(user, "sign-out", "nell@example.com").output
    assert theirs.get("/account").status_code == 302


def test_second_factors_that_were_lost_are_reset(db, invoke):
    nell = UserFactory(email="nell@example.com")
    with_app(nell)
    db.session.commit()
    assert "password alone" in invoke(user, "reset-factors", "Nell@example.com").output
    db.session.expire_all()
    assert not nell.has_factor
    assert "has no second factor" in invoke(user, "reset-factors", "nell@example.com").output


def test_what_is_held_about_a_person_is_written_to_a_file(db, invoke, tmp_path):
    UserFactory(email="nell@example.com")
    db.session.commit()
    path = tmp_path / "nell.zip"
    assert "nell@example.com" in invoke(user, "export", "nell@example.com", str(path)).output
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with zipfile.ZipFile(path) as archive:
        assert "profile.json" in archive.namelist()
    assert [file.name for file in tmp_path.iterdir()] == ["nell.zip"]


def test_no_file_is_written_over_and_nothing_is_logged_then(db, invoke, tmp_path):
    UserFactory(email="nell@example.com")
    db.session.commit()
    (tmp_path / "nell.zip").write_text("kept")
    for name, words in (("nell.zip", "is there already"), ("none/nell.zip", "There is no folder")):
        result = invoke(user, "export", "nell@example.com", str(tmp_path / name))
        assert result.exit_code == 1
        assert words in result.output
    assert (tmp_path / "nell.zip").read_text() == "kept"
    assert db.session.scalar(select(Event.id).where(Event.verb == "user.export_data")) is None


def test_a_person_is_invited_by_mail(db, invoke):
    result = invoke(user, "invite", "Nell@Example.com", "--role", "author", "--name", "Nell")

    (invitation,) = db.session.scalars(select(Invitation)).all()
    assert result.output.startswith("Invited nell@example.com as author; the link is open until 20")
    assert (invitation.email, invitation.name, invitation.by_operator) == ("nell@example.com", "Nell", True)
    assert db.session.scalars(select(OutboxMessage.recipient)).all() == ["nell@example.com"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nell@example.com"], "Missing option '--role'"),
        (["nell@example.com", "--role", "emperor"], "There is no role “emperor”"),
        (["no address", "--role", "author"], "This is not an e-mail address"),
        (["wren@example.com", "--role", "author"], "has an account with this address"),
    ],
)
def test_who_can_not_be_invited_gets_a_sentence(db, invoke, arguments, sentence):
    UserFactory(email="wren@example.com")
    result = invoke(user, "invite", *arguments)
    assert result.exit_code != 0
    assert sentence in result.output
    assert db.session.scalars(select(Invitation)).all() == []
