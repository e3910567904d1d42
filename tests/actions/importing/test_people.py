"""Authors as inactive users."""

from xml.sax.saxutils import escape

import pytest
from sqlalchemy import select

from cms.extensions import db as database
from cms.models import User
from tests.actions.importing.runs import bring, bring_file, brought, counted
from tests.factories import UserFactory
from tests.wxr import export, item

pytestmark = pytest.mark.usefixtures("db")


def test_authors_arrive_inactive_and_without_password() -> None:
    bring(item(1))
    author = database.session.scalars(select(User)).one()
    assert (author.email, author.active, author.password, author.roles) == (
        "ada@example.com",
        False,
        None,
        [],
    )


def test_somebody_with_the_address_is_the_author() -> None:
    ada = UserFactory(email="ada@example.com", handle="countess")
    assert brought(item(1)).author == ada
    assert counted(User) == 1


def test_a_login_that_nobody_introduced_gets_an_account_without_an_address() -> None:
    post = brought(item(1, creator="bob"))
    assert (post.author.handle, post.author.email) == ("bob", "bob@wordpress.invalid")


@pytest.mark.parametrize("email", ["", "no address", "a@b", "Ada <ada@example.com>"])
def test_what_is_no_address_is_not_kept_as_one(email: str) -> None:
    fields = f"<wp:author_login>eve</wp:author_login><wp:author_email>{escape(email)}</wp:author_email>"
    bring_file(export(item(1, creator="eve"), head=f"<wp:author>{fields}</wp:author>"))
    assert database.session.scalars(select(User.email)).one() == "eve@wordpress.invalid"
