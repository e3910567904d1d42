"""Addresses as people type them, and which of those asked for in vain say something."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.tools.noise import tells_something
from cms.tools.paths import destination, old_path

SITE = "https://x.example"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" /2019/05/old/ ", "/2019/05/old"),
        ("https://x.example/old?p=1", "/old?p=1"),
        ("/%C3%BCber//uns/#place", "/über/uns"),
        ("/?p=12", "/?p=12"),
        ("https://x.example", "/"),
        ("old", ""),
        ("//y.example/old", ""),
        ("/\\y.example", ""),
        ("https://x.example.evil/old", ""),
    ],
)
def test_an_old_address_is_a_path_on_this_site(typed, kept):
    assert old_path(typed, SITE) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("/new/", "/new"),
        ("/new?x=1#place", "/new?x=1#place"),
        ("https://x.example/new", "/new"),
        ("https://y.example/new#x", "https://y.example/new#x"),
        ("http://y.example:8080/", "http://y.example:8080/"),
        *((typed, "") for typed in ("javascript:alert(1)", "//y.example", "ftp://y.example", "new")),
        *((typed, "") for typed in ("https://a@y.example/", "https://y.example/a b", "http://[", "https://")),
        ("https://y.example:99999/", ""),
    ],
)
def test_a_redirect_leads_to_this_site_or_to_another_over_http(typed, kept):
    assert destination(typed, SITE) == kept


@given(st.text(max_size=40))
def test_no_text_leads_to_another_host_in_disguise(text):
    kept = destination("/" + text, SITE)
    assert not kept.startswith(("//", "/\\"))


@pytest.mark.parametrize("path", ["/old-post", "/2019/05/old", "/feeds/all.xml", "/.well-known/x", "/wp-not"])
def test_what_people_ask_for_says_something(path):
    assert tells_something(path, "")


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/wp-login.php",
            "/.env",
            "/.git/config",
            "/xmlrpc.php",
            "/x/phpmyadmin/",
            "/backup.sql",
            "/a.aspx",
        ),
        *("/admin/nothing", "/invitation/abc", "/mails/ann@example.com"),
        *("/reset/eyJhbGciOi.X1aGvB.3q2-7wAAAAAAAAAAAAAAAA", "/x/Zm9vYmFyMTIzNDU2Nzg5MGFiYw"),
    ],
)
def test_what_scanners_try_and_what_is_secret_is_passed_over(path):
    assert not tells_something(path, "y.example")


def test_a_script_of_an_old_site_says_something_when_a_page_leads_there():
    assert tells_something("/article.php", "y.example")
    assert not tells_something("/article.php", "")
