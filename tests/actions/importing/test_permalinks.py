"""Old addresses as redirects."""

import pytest
from sqlalchemy import select

from cms.extensions import db as database
from cms.models import Redirect
from tests.actions.importing.runs import brought, counted
from tests.wxr import item

pytestmark = pytest.mark.usefixtures("db")


@pytest.mark.parametrize(
    ("link", "path"),
    [
        ("https://blog.example/2020/03/post-1/", "/2020/03/post-1"),
        ("https://blog.example//greek/%ce%b5%cf%80/", "/greek/επ"),
        ("https://blog.example/?p=1", "/?p=1"),
        ("https://blog.example/?page_id=1", "/?page_id=1"),
    ],
)
def test_old_addresses_lead_to_the_post(link: str, path: str) -> None:
    post = brought(item(1, link=link))
    assert database.session.scalars(select(Redirect.path)).all() == [path]
    assert database.session.scalars(select(Redirect.post_id)).one() == post.id


@pytest.mark.parametrize(
    "link",
    [
        "",
        "https://blog.example/posts/post-1",
        "https://blog.example/" + "x" * 600,
        "http://[bad",
        "mailto:x@y.example",
    ],
)
def test_addresses_that_need_or_bear_no_redirect_make_none(link: str) -> None:
    brought(item(1, link=link))
    assert counted(Redirect) == 0


def test_an_earlier_slug_leads_to_the_post_too() -> None:
    pair = "<wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value>first</wp:meta_value>"
    brought(item(1, f"<wp:postmeta>{pair}</wp:postmeta>"))
    assert set(database.session.scalars(select(Redirect.path))) == {"/2020/03/post-1", "/2020/03/first"}
