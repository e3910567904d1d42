"""Settings: where they come from, and the one sentence with which a wrong one stops the start."""

import os
import stat

import pytest
from flask import Flask

from cms.configuration import ConfigurationError, configure
from cms.instance import ensure_secrets

SECRETS = {
    "SECRET_KEY": "k3y-0123456789-abcdefghijklmnopqrs",
    "PASSWORD_SALT": "s4lt-0123456789-abcdefghijklmnopqr",
}
PRODUCTION = {
    "ENV": "production",
    "SITE_URL": "https://example.org",
    "MAIL_URL": "smtp://mail.example.org:587",
    **SECRETS,
}


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """configure() on an instance of its own: what it was given, and `environment` besides."""
    for name in [name for name in os.environ if name.startswith(("CMS_", "FLASK_"))]:
        monkeypatch.delenv(name)

    def configured(given=None, **environment):
        for name, value in environment.items():
            monkeypatch.setenv(f"CMS_{name}", value)
        app = Flask("configured", instance_path=str(tmp_path))
        configure(app, given)
        return app.config

    configured.instance = tmp_path
    return configured


def test_production_is_the_mode_unless_another_is_named(settings):
    config = settings({key: value for key, value in PRODUCTION.items() if key != "ENV"})
    assert config["MODE"] == "production"
    assert config["SESSION_COOKIE_SECURE"]
    assert config["SESSION_COOKIE_NAME"] == "__Host-session"
    assert not config["DEBUG"]


def test_the_environment_stands_above_the_instance_and_overrides_above_both(settings):
    (settings.instance / "config.toml").write_text('env = "development"\nsite_url = "http://file.example"\n')
    assert settings()["SITE_URL"] == "http://file.example"
    assert settings(SITE_URL="http://environment.example")["SITE_URL"] == "http://environment.example"
    assert settings({"SITE_URL": "http://given.example"})["SITE_URL"] == "http://given.example"


def test_an_empty_variable_counts_as_unset(settings):
    assert settings({"ENV": "development"}, DATABASE_URL="")["SQLALCHEMY_DATABASE_URI"].startswith(
        "sqlite:///"
    )


def test_a_secret_of_digits_stays_a_text(settings):
    digits = "12345678901234567890123456789012345"
    assert settings({**PRODUCTION, "SECRET_KEY": digits})["SECRET_KEY"] == digits


def test_development_generates_secrets_that_only_the_owner_reads(settings):
    first = settings({"ENV": "development"})
    path = settings.instance / "secrets.toml"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert settings({"ENV": "development"})["SECRET_KEY"] == first["SECRET_KEY"]
    assert first["SECRET_KEY"] != first["SECURITY_PASSWORD_SALT"]


def test_secrets_are_generated_once_and_leave_nothing_behind(tmp_path):
    written = ensure_secrets(tmp_path).read_text()
    assert ensure_secrets(tmp_path).read_text() == written
    assert [path.name for path in tmp_path.iterdir()] == ["secrets.toml"]


def test_production_uses_the_generated_secrets_of_its_instance(settings):
    ensure_secrets(settings.instance)
    given = {key: value for key, value in PRODUCTION.items() if key not in SECRETS}
    assert len(settings(given)["SECRET_KEY"]) >= 32


def test_the_own_host_is_always_trusted(settings):
    config = settings({**PRODUCTION, "TRUSTED_HOSTS": "www.example.org, cdn.example.org"})
    assert config["TRUSTED_HOSTS"] == ["www.example.org", "cdn.example.org", "example.org"]


def test_a_path_in_the_site_address_is_cut_off(settings):
    assert (
        settings({**PRODUCTION, "SITE_URL": "https://example.org/blog/"})["SITE_URL"] == "https://example.org"
    )


def test_locales_are_named_with_commas(settings):
    assert settings({**PRODUCTION, "LOCALES": "de, en"})["LOCALES"] == ["de", "en"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ENV", "staging"),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 60),
        ("SECRET_KEY", "please-change-me-0123456789-abcdefghij"),
        ("PASSWORD_SALT", "short"),
        ("DATABASE_URL", "mysql://root@localhost/cms"),
        ("DATABASE_URL", "masthead.db"),
        ("SITE_URL", "example.org"),
        ("SITE_URL", "ftp://example.org"),
        ("SITE_URL", "http://example.org"),
        ("TRUSTED_HOSTS", "https://example.org"),
        ("MAIL_URL", "mail.example.org"),
        ("LOCALES", "en,xx-nowhere"),
        ("LOCALES", ","),
    ],
)
def test_a_wrong_value_stops_the_start_with_a_sentence_that_names_the_variable(settings, name, value):
    with pytest.raises(ConfigurationError, match=f"CMS_{name}") as refusal:
        settings({**PRODUCTION, name: value})
    assert str(refusal.value).endswith(".")
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("name", ["SECRET_KEY", "PASSWORD_SALT"])
def test_production_without_secrets_says_how_to_get_them(settings, name):
    given = {key: value for key, value in PRODUCTION.items() if key != name}
    with pytest.raises(ConfigurationError, match=f"CMS_{name} is not set.*cms setup"):
        settings(given)


@pytest.mark.parametrize("debug", [True, "1", "true"])
def test_production_refuses_debug(settings, debug):
    with pytest.raises(ConfigurationError, match="Debug is on"):
        settings({**PRODUCTION, "DEBUG": debug})
