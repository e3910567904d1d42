"""Pasted addresses."""

import pytest

from cms.tools.mail_addresses import addressees


@pytest.mark.parametrize(
    ("line", "email", "name"),
    [
        ("a@b.example", "a@b.example", ""),
        ("  a@b.example,  ", "a@b.example", ""),
        ("<a@b.example>;", "a@b.example", ""),
        ("Ann Bell <a@b.example>", "a@b.example", "Ann Bell"),
        ('"Bell, Ann" < a@b.example >,', "a@b.example", "Bell, Ann"),
        ("no address", "no address", ""),
        ("Ann <a@b.example> and more", "Ann <a@b.example> and more", ""),
        ("<>", "", ""),
    ],
)
def test_a_line_is_an_address_with_or_without_a_name(line, email, name):
    (found,) = addressees(line)
    assert (found.email, found.name) == (email, name)
    assert found.typed == line.strip()


def test_empty_lines_are_nobody_and_nobody_stands_there_twice():
    text = "a@b.example\r\n\r\n \nB <c@d.example>\nA@B.example\n"
    assert [one.email for one in addressees(text)] == ["a@b.example", "c@d.example"]
    assert addressees("") == []
