"""Addresses as people paste them: one a line, bare or with a name before it."""

import re
from typing import NamedTuple

_NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<email>[^<>]*)>\s*[,;]?")


class Addressee(NamedTuple):
    """`typed` is the whole line, to be shown again."""

    typed: str
    email: str
    name: str = ""


def addressees(text: str) -> list[Addressee]:
    """Those of each line that holds something, each address once. Whether it is an address is not checked."""
    found: dict[str, Addressee] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        one = _addressee(line)
        found.setdefault(one.email.lower(), one)
    return list(found.values())


def _addressee(line: str) -> Addressee:
    named = _NAMED.fullmatch(line)
    if named is None:
        return Addressee(line, line.rstrip(",; "))
    return Addressee(line, named["email"].strip(), named["name"].strip().strip("\"'").strip())
