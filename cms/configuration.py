"""Settings from config/, the instance and CMS_ variables, checked before anything starts."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from flask import Flask

from cms.instance import ensure_secrets, read_secrets, read_settings
from cms.paths import CONFIG, TRANSLATIONS

MODES = ("development", "testing", "production")
SHORTEST_SECRET = 32  # characters


class ConfigurationError(Exception):
    """A setting that the application can't start with; the text is a sentence that names the variable."""


def configure(app: Flask, overrides: Mapping[str, Any] | None = None) -> None:
    """Fill app.config: defaults, the mode, the instance's file and secrets, the environment, `overrides`.

    Raises ConfigurationError with one sentence when a value can't work.
    """
    instance = Path(app.instance_path)
    given = {**read_settings(instance), **_environment(), **(overrides or {})}
    mode = _mode(given.pop("ENV", "production"))
    app.config.from_pyfile(str(CONFIG / "default.py"))
    app.config.from_pyfile(str(CONFIG / f"{mode}.py"))
    app.config["MODE"] = mode
    if mode == "development":
        ensure_secrets(instance)
    app.config.update({**read_secrets(instance), **given})
    for name, settle in SETTLED.items():
        app.config.update(settle(app.config.get(name), app))
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    _refuse_half_configured_production(app)


def _environment() -> dict[str, str]:
    """CMS_ variables without their prefix; as text, since a secret made of digits is still a text."""
    return {
        name.removeprefix("CMS_"): value
        for name, value in os.environ.items()
        if name.startswith("CMS_") and value
    }


def _mode(value: Any) -> str:
    if value not in MODES:
        raise ConfigurationError(f"CMS_ENV is “{value}”; it must be one of {', '.join(MODES)}.")
    return str(value)


def _secret(name: str, target: str) -> Callable[[Any, Flask], dict[str, Any]]:
    def settle(value: Any, app: Flask) -> dict[str, Any]:
        value = value or app.config.get(target)
        if not value:
            raise ConfigurationError(
                f"CMS_{name} is not set and {app.instance_path}/secrets.toml has none; "
                "run `cms setup`, which generates it."
            )
        if len(str(value)) < SHORTEST_SECRET or len(set(str(value))) < 8 or "change" in str(value).lower():
            raise ConfigurationError(
                f"CMS_{name} looks like a default; set {SHORTEST_SECRET} or more random characters."
            )
        return {target: str(value)}

    return settle


def _database(value: Any, app: Flask) -> dict[str, Any]:
    url = str(value or f"sqlite:///{app.instance_path}/masthead.db")
    scheme = urlsplit(url).scheme
    if scheme not in ("sqlite", "postgresql", "postgresql+psycopg"):
        raise ConfigurationError("CMS_DATABASE_URL must begin with sqlite:/// or postgresql://.")
    return {"SQLALCHEMY_DATABASE_URI": url}


def _site(value: Any, app: Flask) -> dict[str, Any]:
    parts = urlsplit(str(value or ""))
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigurationError("CMS_SITE_URL must be the site's full address, such as https://example.org.")
    return {"SITE_URL": f"{parts.scheme}://{parts.netloc}"}


def _hosts(value: Any, app: Flask) -> dict[str, Any]:
    hosts = value.split(",") if isinstance(value, str) else list(value or ())
    own = urlsplit(app.config["SITE_URL"]).hostname
    hosts = [host.strip() for host in [*hosts, own] if host and host.strip()]
    if any("/" in host for host in hosts):
        raise ConfigurationError("CMS_TRUSTED_HOSTS must be host names with commas between, without http://.")
    return {"TRUSTED_HOSTS": list(dict.fromkeys(hosts))}


def _mail(value: Any, app: Flask) -> dict[str, Any]:
    scheme = urlsplit(str(value or "")).scheme
    if scheme not in ("smtp", "smtps", "console", "file", "memory"):
        raise ConfigurationError(
            "CMS_MAIL_URL must be smtp://user:password@host:587, smtps://…, console: or file:folder."
        )
    return {"MAIL_URL": str(value)}


def _locales(value: Any, app: Flask) -> dict[str, Any]:
    codes = value.split(",") if isinstance(value, str) else list(value)
    codes = [code.strip() for code in codes if code.strip()]
    try:
        for code in codes:
            Locale.parse(code)
    except (UnknownLocaleError, ValueError) as error:
        raise ConfigurationError(f"CMS_LOCALES names a language that does not exist: {error}.") from error
    if not codes:
        raise ConfigurationError("CMS_LOCALES must name at least one language, such as en,de.")
    return {"LOCALES": codes}


def _proxies(value: Any, app: Flask) -> dict[str, Any]:
    text = str(value or 0)
    if not text.isdigit() or int(text) > 9:
        raise ConfigurationError("CMS_PROXIES must be the number of proxies in front, such as 1.")
    return {"PROXIES": int(text)}


def _cache(value: Any, app: Flask) -> dict[str, Any]:
    if value not in ("memory", "off"):
        raise ConfigurationError(f"CMS_CACHE_URL is “{value}”; it must be memory or off.")
    return {"CACHE_URL": value}


SETTLED: dict[str, Callable[[Any, Flask], dict[str, Any]]] = {
    "SECRET_KEY": _secret("SECRET_KEY", "SECRET_KEY"),
    "PASSWORD_SALT": _secret("PASSWORD_SALT", "SECURITY_PASSWORD_SALT"),
    "DATABASE_URL": _database,
    "SITE_URL": _site,
    "TRUSTED_HOSTS": _hosts,
    "MAIL_URL": _mail,
    "LOCALES": _locales,
    "PROXIES": _proxies,
    "CACHE_URL": _cache,
}


def _refuse_half_configured_production(app: Flask) -> None:
    if app.config["MODE"] != "production":
        return
    if app.debug or app.config.get("DEBUG") not in (False, None, "", "0", "false"):
        raise ConfigurationError("Debug is on; unset FLASK_DEBUG and CMS_DEBUG to start in production.")
    if urlsplit(app.config["SITE_URL"]).scheme != "https":
        raise ConfigurationError("CMS_SITE_URL must begin with https:// in production.")
