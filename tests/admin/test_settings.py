"""The settings screen: one form, derived from the table of settings."""

import pytest

from cms.actions.roles import create_role
from cms.actions.settings import save_settings
from cms.engines.settings import forget, setting
from cms.rules.permissions import SYSTEM, Permission
from cms.rules.settings import SETTINGS
from tests.admin.assertions import person
from tests.client import sign_in
from tests.factories import UserFactory

pytestmark = pytest.mark.usefixtures("db")


def sent(**changed):
    """What the form sends; an unticked box is not sent at all."""
    values = {spec.name: setting(spec.name) for spec in SETTINGS} | changed
    return {name: "y" if value is True else value for name, value in values.items() if value is not False}


def test_every_setting_has_a_field_with_its_help(client):
    person(client, "owner")
    text = client.get("/admin/settings/").text
    for spec in SETTINGS:
        assert f'name="{spec.name}"' in text
        assert str(spec.help).replace("'", "&#39;") in text


def test_settings_are_saved_and_hold_for_visitors(client):
    person(client, "owner")
    data = sent(site_name="The Bell", posts_per_page="3", comments_open=False)
    assert client.post("/admin/settings/", data=data).status_code == 302
    forget()
    assert (setting("site_name"), setting("posts_per_page"), setting("comments_open")) == (
        "The Bell",
        3,
        False,
    )
    assert "The Bell" in client.get("/").text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"site_name": ""}, "Fill this in"),
        ({"site_name": "x" * 81}, "Shorten this to 80 characters"),
        ({"posts_per_page": "many"}, "whole number from 1 to 50"),
        ({"posts_per_page": "\ud83d\ude00"}, "whole number from 1 to 50"),
        ({"site_locale": "tlh"}, "one of the languages"),
        ({"site_timezone": "Nowhere"}, "one of the time zones"),
        ({"footer_text": "nul\x00"}, "can't be stored"),
    ],
)
def test_a_wrong_value_is_told_at_its_field_and_everything_typed_stays(client, changed, sentence):
    person(client, "owner")
    changed = {
        name: value.encode("utf-16", "surrogatepass").decode("utf-16") for name, value in changed.items()
    }
    answer = client.post("/admin/settings/", data=sent(tagline="Typed before", **changed))
    assert answer.status_code == 422
    assert sentence in answer.text.replace("&#39;", "'")
    assert "Typed before" in answer.text
    forget()
    assert setting("tagline") == ""


def test_who_may_only_look_cannot_save(client):
    held = [Permission.BACKOFFICE_ENTER, Permission.SETTING_VIEW]
    sign_in(client, UserFactory(roles=[create_role("viewer", permissions=held, by=SYSTEM)]))
    text = client.get("/admin/settings/").text
    assert "Save settings" not in text
    assert "disabled" in text
    assert client.post("/admin/settings/", data=sent(site_name="Mine")).status_code == 403


@pytest.mark.parametrize("role", ["editor", "author", "moderator", "reader"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_settings_are_the_owners(client, role, method):
    person(client, role)
    assert getattr(client, method)("/admin/settings/").status_code == 403


def test_saving_without_a_change_says_so(client):
    person(client, "owner")
    save_settings({"site_name": "The Bell"}, by=SYSTEM)
    page = client.post("/admin/settings/", data=sent(), follow_redirects=True)
    assert "Nothing was changed." in page.text
