"""The language of an answer: the profile's, else the browser's, else the site's first."""

import re

import pytest
from flask import render_template_string
from flask_babel import lazy_gettext

from cms.web.locale import choose_locale, choose_timezone, direction_of
from tests.client import sign_in
from tests.factories import UserFactory


def language_of(answer):
    return re.search(r'<html[^>]*\slang="([^"]+)"', answer.text).group(1)


@pytest.mark.parametrize(
    ("wanted", "got"),
    [
        ("de", "de"),
        ("de-CH,de;q=0.8", "de"),
        ("fr,es;q=0.5", "es"),
        ("AR", "ar"),
        ("fr", "en"),
        ("", "en"),
        ("xx-nowhere,*;q=0.1", "en"),
        ("en-GB", "en"),
        ("../../etc", "en"),
        ("de_DE_x_y_z;q=nan", "en"),
    ],
)
def test_a_browser_is_answered_in_a_language_we_have(app, db, wanted, got):
    with app.test_request_context(headers={"Accept-Language": wanted}):
        assert choose_locale() == got


def test_the_profile_stands_above_the_browser(client):
    sign_in(client, UserFactory(locale="es"))
    assert language_of(client.get("/", headers={"Accept-Language": "de"})) == "es"


def test_a_profile_language_that_we_no_longer_have_is_passed_over(client):
    sign_in(client, UserFactory(locale="tlh"))
    assert language_of(client.get("/", headers={"Accept-Language": "de"})) == "de"


def test_arabic_pages_run_from_right_to_left(client):
    page = client.get("/", headers={"Accept-Language": "ar"}).text
    assert re.search(r'<html[^>]*\sdir="rtl"', page)


def test_error_pages_speak_the_browsers_language_too(client):
    assert language_of(client.get("/no-such-page", headers={"Accept-Language": "de"})) == "de"


@pytest.mark.parametrize(
    ("code", "direction"),
    [("ar", "rtl"), ("he", "rtl"), ("de", "ltr"), ("pt-BR", "ltr"), ("xx-y", "ltr"), ("", "ltr")],
)
def test_directions(code, direction):
    assert direction_of(code) == direction


@pytest.mark.parametrize("zone", ["Nowhere/City", "../../etc/passwd", "", "\x00"])
def test_an_unknown_time_zone_means_utc_or_the_sites(app, db, monkeypatch, zone):
    monkeypatch.setattr("cms.web.locale.setting", lambda name: zone)
    with app.test_request_context():
        assert choose_timezone() == "UTC"


def test_a_lazy_sentence_with_what_somebody_typed_is_escaped_in_templates(app):
    sentence = lazy_gettext("There is no tag “%(name)s”.", name="<img src=x>")
    with app.test_request_context():
        shown = render_template_string(
            "{{ one }} {{ [one] | join(' ') }} {{ _('%(it)s!', it=one) }}", one=sentence
        )
    assert "<img" not in shown
    assert shown.count("&lt;img src=x&gt;") == 3
