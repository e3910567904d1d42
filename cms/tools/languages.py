"""Names of languages, as others want them."""

from babel.core import get_global


def with_territory(locale: str) -> str:
    """A locale as Open Graph writes it, such as en_US: with the likeliest territory where it names none."""
    code = locale.replace("-", "_")
    language, _mark, rest = code.partition("_")
    likely = get_global("likely_subtags")
    known = str(likely.get(code) or likely.get(language) or "")
    for territory in (rest.rpartition("_")[2], known.rpartition("_")[2]):
        if len(territory) in (2, 3) and territory.isalnum():
            return f"{language.lower()}_{territory.upper()}"
    return ""
