"""Saving settings: checked by kind, only what changed, with a trace."""

import pytest
from sqlalchemy import select

from cms.actions.errors import Invalid, Refused
from cms.actions.settings import save_settings
from cms.engines.settings import setting
from cms.models import Event, Setting
from cms.rules.settings import SETTINGS
from tests.factories import UserFactory

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner():
    return UserFactory(role="owner")


def test_a_setting_holds_at_once_and_leaves_an_event(db, owner):
    assert save_settings({"site_name": "  The  Bell "}, by=owner) == ["site_name"]
    assert setting("site_name") == "The Bell"
    event = db.session.scalars(select(Event).where(Event.verb == "setting.edit")).one()
    assert (event.before, event.after) == ({"site_name": "Masthead"}, {"site_name": "The Bell"})


def test_only_what_changed_is_stored(db, owner):
    defaults = {spec.name: spec.default for spec in SETTINGS}
    assert save_settings({**defaults, "posts_per_page": "7"}, by=owner) == ["posts_per_page"]
    assert db.session.scalars(select(Setting.name)).all() == ["posts_per_page"]
    assert setting("posts_per_page") == 7


def test_a_setting_goes_back_to_its_default(owner):
    save_settings({"comments_open": False}, by=owner)
    assert setting("comments_open") is False
    save_settings({"comments_open": True}, by=owner)
    assert setting("comments_open") is True


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("site_name", "  "),
        ("site_name", "x" * 81),
        ("site_name", "nul\x00"),
        ("tagline", "\ud800"),
        ("footer_text", "x" * 501),
        ("posts_per_page", "0"),
        ("posts_per_page", "51"),
        ("posts_per_page", "٣"),
        ("posts_per_page", "9" * 500),
        ("posts_per_page", "seven"),
        ("site_locale", "xx"),
        ("site_timezone", "Mars/Olympus"),
        ("site_timezone", "../../etc/passwd"),
    ],
)
def test_what_cannot_be_kept_is_told_at_its_field(db, owner, name, value):
    with pytest.raises(Invalid) as caught:
        save_settings({name: value, "tagline" if name != "tagline" else "site_name": "Fine"}, by=owner)
    assert set(caught.value.errors) == {name}
    assert db.session.scalars(select(Setting)).all() == []


def test_lines_of_a_long_text_stay_apart(owner):
    save_settings({"footer_text": "One\r\nTwo "}, by=owner)
    assert setting("footer_text") == "One\nTwo"


def test_editor_cannot_change_settings():
    with pytest.raises(Refused):
        save_settings({"site_name": "Mine"}, by=UserFactory(role="editor"))
