"""Authors as inactive users."""

import pytest
from sqlalchemy import select

from cms.extensions import db as database
from cms.models import User
from tests.actions.importing.runs import bring, brought, counted
from tests.factories import UserFactory
from tests.wxr import item

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
