"""Languages and time zones as the choices of a form."""

from functools import lru_cache
from itertools import groupby
from zoneinfo import available_timezones

from babel import Locale
from flask import current_app

Choice = tuple[str, str]

REGIONS = frozenset(
    "Africa America Antarctica Arctic Asia Atlantic Australia Europe Indian Pacific".split()  # noqa: SIM905
)


def language_choices() -> list[Choice]:
    """Every language under its own name: who can't read the page finds theirs."""
    return [(code, Locale.parse(code).display_name or code) for code in current_app.config["LOCALES"]]


def timezone_choices(chosen: str = "") -> list[tuple[str, list[Choice]]]:
    """Regions with their cities; one that is chosen already is always among them."""
    names = sorted(_known_zones() | ({chosen} if chosen else set()))
    return [(region, [_option(name) for name in of]) for region, of in groupby(names, _region)]


def _region(name: str) -> str:
    return name.partition("/")[0]


def _option(name: str) -> Choice:
    return name, name.partition("/")[2].replace("_", " ") or name


@lru_cache(maxsize=1)
def _known_zones() -> frozenset[str]:
    return frozenset(name for name in available_timezones() if name == "UTC" or _region(name) in REGIONS)
