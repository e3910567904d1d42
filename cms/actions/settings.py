"""Change the site's settings, each checked by its kind in cms/rules/settings.py."""

from collections.abc import Callable, Mapping
from ipaddress import ip_network
from typing import Any
from zoneinfo import available_timezones

from flask import current_app
from flask_babel import lazy_gettext as _l

from cms.actions.checks import require, unique
from cms.actions.errors import Invalid, Sentence
from cms.actions.recording import record
from cms.engines.reading.people import person_named
from cms.engines.settings import forget, setting
from cms.extensions import db
from cms.models import Setting
from cms.rules.permissions import Permission
from cms.rules.receivers import may_receive
from cms.rules.settings import BY_NAME, SettingSpec
from cms.tools.html import has_controls

AT_ONCE = _l("Somebody saved the settings at the same moment. Look at them again and save again.")
LONGEST_LOGGED = 500


def save_settings(values: Mapping[str, Any], *, by: Any) -> list[str]:
    """Keep the settings given here, typed or as a form sends them; the names of those that changed.

    Settings that are not named stay. Raises Refused, or Invalid with a sentence for each wrong one.
    An unknown name is a bug and raises KeyError.
    """
    require(by, Permission.SETTING_EDIT)
    wanted = _checked(values)
    forget()
    changed = [name for name, value in wanted.items() if value != setting(name)]
    with unique("", AT_ONCE):
        for name in changed:
            _store(name, wanted[name], by)
    forget()
    return changed


def _store(name: str, value: Any, by: Any) -> None:
    before = setting(name)
    row = db.session.get(Setting, name)
    if row is None:
        row = Setting(name=name)
        db.session.add(row)
    row.value = value
    record("setting.edit", row, by=by, before={name: _brief(before)}, after={name: _brief(value)})


def _brief(value: Any) -> Any:
    """What the log keeps of it: of a long list its beginning."""
    return f"{value[:LONGEST_LOGGED]}…" if isinstance(value, str) and len(value) > LONGEST_LOGGED else value


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    tidy: dict[str, Any] = {}
    errors: dict[str, Sentence] = {}
    for name, value in values.items():
        spec = BY_NAME[name]
        try:
            tidy[name] = _KINDS[spec.kind](spec, value)
        except _Fault as fault:
            errors[name] = fault.sentence
    if errors:
        raise Invalid(errors)
    return tidy


class _Fault(Exception):
    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def _line(spec: SettingSpec, value: Any) -> str:
    return _bounded(spec, " ".join(str(value).split()))


def _text(spec: SettingSpec, value: Any) -> str:
    return _bounded(spec, str(value).replace("\r\n", "\n").replace("\r", "\n").strip())


def _bounded(spec: SettingSpec, text: str) -> str:
    if has_controls(text):
        raise _Fault(_l("This holds characters that can't be stored. Remove them and save again."))
    if len(text) < spec.low:
        raise _Fault(_l("Fill this in."))
    if len(text) > spec.high:
        raise _Fault(
            _l("Shorten this to %(most)s characters; it has %(count)s.", most=spec.high, count=len(text))
        )
    return text


def _flag(spec: SettingSpec, value: Any) -> bool:
    return bool(value)


def _number(spec: SettingSpec, value: Any) -> int:
    text = str(value).strip()
    if not (text.isascii() and text.isdigit() and len(text) < 10 and spec.low <= int(text) <= spec.high):
        raise _Fault(_l("Type a whole number from %(low)s to %(high)s.", low=spec.low, high=spec.high))
    return int(text)


def _lines(spec: SettingSpec, value: Any) -> str:
    """One a line: without empty ones, spaces around, and what stands there twice."""
    lines = (" ".join(line.split()) for line in str(value or "").splitlines())
    return _bounded(spec, "\n".join(dict.fromkeys(filter(None, lines))))


def _networks(spec: SettingSpec, value: Any) -> str:
    text = _lines(spec, value)
    for line in text.splitlines():
        try:
            ip_network(line, strict=False)
        except ValueError:
            raise _Fault(_l("“%(line)s” is no network. Write it as 192.0.2.0/24.", line=line[:60])) from None
    return text


def _choice(spec: SettingSpec, value: Any) -> str:
    if value not in dict(spec.choices):
        raise _Fault(_l("Choose one from the list."))
    return str(value)


def _locale(spec: SettingSpec, value: Any) -> str:
    if value not in current_app.config["LOCALES"]:
        raise _Fault(_l("Choose one of the languages in the list."))
    return str(value)


def _timezone(spec: SettingSpec, value: Any) -> str:
    if value not in available_timezones():
        raise _Fault(_l("Choose one of the time zones in the list."))
    return str(value)


def _person(spec: SettingSpec, value: Any) -> int | None:
    text = " ".join(str(value or "").split())[: spec.high]
    if not text:
        return None
    person = person_named(text)
    if person is None:
        raise _Fault(_l("Nobody has this handle or e-mail address. Check it in the list of people."))
    if not (fit := may_receive(person)):
        raise _Fault(fit.reason)
    return person.id


_KINDS: dict[str, Callable[[SettingSpec, Any], Any]] = {
    "text": _line,
    "long_text": _text,
    "flag": _flag,
    "number": _number,
    "locale": _locale,
    "timezone": _timezone,
    "person": _person,
    "choice": _choice,
    "lines": _lines,
    "networks": _networks,
}
