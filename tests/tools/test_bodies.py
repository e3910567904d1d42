"""Bodies as pages show them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.tools.bodies import presented


def levels(markup):
    return [int(level) for level in re.findall(r"<h(\d)", presented(markup, "Table"))]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("2", "2"),
        ("1", "2"),
        ("123", "234"),
        ("244", "233"),
        ("34", "23"),
        ("32", "22"),
        ("1212", "2323"),
        ("6", "2"),
    ],
)
def test_headings_begin_beneath_the_title_and_skip_nothing(given, shown):
    markup = "".join(f"<h{level} id='user-x'>T</h{level}>" for level in given)
    assert levels(markup) == [int(level) for level in shown]


@given(st.lists(st.integers(1, 6)))
def test_no_order_of_headings_skips_a_level(given):
    shown = levels("".join(f"<h{level}>T</h{level}>" for level in given))
    assert all(after <= before + 1 for before, after in zip([1, *shown], shown, strict=False))


def test_an_opening_and_its_closing_tag_agree():
    assert presented("<h1>A</h1><h4>B <em>c</em></h4>", "") == "<h2>A</h2><h3>B <em>c</em></h3>"


def test_tables_and_code_scroll_by_keyboard():
    shown = presented("<table><tr><td>x</td></tr></table><pre>y</pre>", 'A "table"')
    assert shown.startswith(
        '<div class="wide" role="group" tabindex="0" aria-label="A &quot;table&quot;"><table>'
    )
    assert '</table></div><pre tabindex="0">y</pre>' in shown


def test_what_only_looks_like_a_heading_stays():
    markup = "<hr><p>h1 &lt;h1&gt;</p><header>x</header>"
    assert presented(markup, "") == markup
