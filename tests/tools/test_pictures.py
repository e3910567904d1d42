"""Which addresses of pictures pages can show under the content policy."""

import pytest

from cms.tools.pictures import is_shown


@pytest.mark.parametrize(
    "address", ["/media/quay.jpg", "https://pictures.example/a%20b.jpg?size=2", "https://例え.jp/画.jpg"]
)
def test_own_paths_and_https_addresses_are_shown(address):
    assert is_shown(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "media/quay.jpg",
        "//pictures.example/quay.jpg",
        "/\\pictures.example/quay.jpg",
        "http://pictures.example/quay.jpg",
        "https://",
        "https:///quay.jpg",
        "https://[",
        "https://pictures.example/a b.jpg",
        "https://pictures.example/\n",
        "javascript:alert(1)",
        "data:image/png;base64,AAAA",
    ],
)
def test_all_others_are_not(address):
    assert not is_shown(address)
