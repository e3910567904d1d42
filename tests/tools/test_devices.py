"""What a person recognises a device by."""

import pytest

from cms.tools.devices import device_named, place_of

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1"
)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox, Linux"),
        (IPHONE, "Mobile Safari, iOS"),
        ("curl/8.5.0", "curl"),
        ("", ""),
        ("\x00<b>nobody</b>", ""),
    ],
)
def test_a_device_is_named_by_browser_and_system(agent, name):
    assert device_named(agent) == name


def test_a_header_of_any_length_is_read_in_no_time():
    assert len(device_named("Firefox/1 " * 100_000)) < 100


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("203.0.113.77", "203.0.113.x"),
        ("2001:db8:77:1:2:3:4:5", "2001:db8:77::/48"),
        ("::1", "::/48"),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_a_place_is_a_network_never_a_whole_address(address, place):
    assert place_of(address) == place
