"""Initials and colours for people without a picture."""

import re

import pytest

from cms.tools.initials import SHADES, initials_of, shade_of
from tests.architecture.sources import ROOT

RULE = re.compile(r"\.shade-(\d+) \{\s*background: #([0-9a-f]{6});")
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Ada Lovelace", "AL"),
        ("ada", "A"),
        ("Gabriel José de la Concordia García Márquez", "GM"),
        ("  ", "?"),
        ("!!! ???", "?"),
        ("“Ada” (Lovelace)", "AL"),
        ("王小明", "王"),
        ("مريم العلي", "م"),
        ("e\u0301mile zola", "E\u0301Z"),
        ("ßeta test", "SST"),
        ("\ud800 x", "X"),
        ("<script>", "S"),
    ],
)
def test_initials(name, initials):
    assert initials_of(name) == initials


def test_a_handle_has_one_colour_of_those_in_the_style_sheet():
    sheet = (ROOT / "cms" / "static" / "css" / "faces.css").read_text(encoding="utf-8")
    colours = dict(RULE.findall(sheet))
    assert set(colours) == {str(number) for number in range(SHADES)}
    assert {shade_of(f"person-{number}") for number in range(200)} == set(range(SHADES))
    assert shade_of("ada") == shade_of("ada")
    assert min(contrast_with_white(colour) for colour in colours.values()) >= LEAST_CONTRAST


def contrast_with_white(colour):
    red, green, blue = (linear(int(colour[place : place + 2], 16) / 255) for place in (0, 2, 4))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def linear(part):
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
