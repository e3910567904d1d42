"""Codes of authenticator apps, by the tables of the RFC; recovery codes as people type them."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.tools import recovery, totp

# RFC 6238, appendix B, the last six of its eight digits.
SECRET = base64.b32encode(b"12345678901234567890").decode()
TABLE = {
    59: "287082",
    1111111109: "081804",
    1111111111: "050471",
    1234567890: "005924",
    2000000000: "279037",
    20000000000: "353130",
}


@pytest.mark.parametrize("moment", TABLE)
def test_codes_are_those_of_the_rfc(moment):
    assert totp.code_at(SECRET, totp.step_at(moment)) == TABLE[moment]


def test_a_code_counts_one_period_early_and_late():
    code = totp.code_at(SECRET, 1000)
    found = [totp.step_of(code, SECRET, step * totp.PERIOD) for step in (998, 999, 1000, 1001, 1002)]
    assert found == [None, 1000, 1000, 1000, None]


def test_spaces_in_a_code_are_passed_over():
    code = totp.code_at(SECRET, 1000)
    assert totp.step_of(f" {code[:3]} {code[3:]}\n", SECRET, 30_000) == 1000


@given(st.text(max_size=40))
def test_any_text_may_be_typed(text):
    assert totp.step_of(text, SECRET, 59.5) in (None, 0, 1, 2)


def test_the_address_names_site_and_person():
    address = totp.address_of("ABC", "ada+x@example.com", "The: Tide & Co")
    assert address.startswith(
        "otpauth://totp/The%20%20Tide%20%26%20Co:ada%2Bx%40example.com?secret=ABC&issuer=The%3A"
    )


def test_recovery_codes_have_sixty_bits():
    codes = {recovery.new_code() for _ in range(500)}
    assert len(codes) == 500
    assert len(set(recovery.ALPHABET)) == 32
    assert all(len(recovery.normal(code)) == 12 for code in codes)


@pytest.mark.parametrize("typed", ["4f7k-9qxn-02td", "4F7K 9QXN O2TD", "4f7k9qxno2td", " 4F7K-9QXN-02TD\n"])
def test_recovery_codes_are_read_as_they_are_meant(typed):
    assert recovery.normal(typed) == "4F7K9QXN02TD"
