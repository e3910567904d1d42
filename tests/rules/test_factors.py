"""Who owes a second factor, from when on, and what that stops."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import update

from cms.actions.errors import Invalid, Refused
from cms.actions.factors.requiring import require_factor
from cms.actions.roles import create_role
from cms.actions.staff import assign_roles
from cms.models import Post, now, user_role
from cms.rules.factors import deadline, lacks_factor, owes_factor
from cms.rules.permissions import SYSTEM, Permission, can, held_by, visible_to
from tests.factories import PostFactory, UserFactory, role_named, with_app

pytestmark = pytest.mark.usefixtures("db")
LATER = timedelta(days=8)


def given_long_ago(db, user):
    db.session.execute(update(user_role).where(user_role.c.user_id == user.id).values(given_at=None))


def test_nobody_owes_a_factor_that_no_role_asks_for(count_queries):
    user = UserFactory(role="editor")
    count_queries.clear()
    assert deadline(user) is None
    assert can(user, Permission.POST_EDIT)
    assert count_queries == []


def test_within_the_grace_everything_is_allowed_and_after_it_nothing(db):
    user = UserFactory(role="editor")
    given_long_ago(db, user)
    require_factor(role_named("editor"), 7, by=SYSTEM)
    assert owes_factor(user) == role_named("editor").factor_since + timedelta(days=7)
    assert can(user, Permission.POST_EDIT)
    with time_machine.travel(now() + LATER):
        assert lacks_factor(user)
        decision = can(user, Permission.POST_EDIT, PostFactory())
        assert not decision
        assert "Set up a second factor first" in str(decision.reason)
        assert held_by(user) == frozenset()
        assert not can(user, Permission.COMMENT_CREATE)
        assert db.session.scalars(visible_to(user, Post)).all() == []


def test_a_factor_pays_what_is_owed(db):
    user = UserFactory(role="editor")
    require_factor(role_named("editor"), 0, by=SYSTEM)
    assert not can(user, Permission.POST_EDIT)
    with_app(user)
    assert can(user, Permission.POST_EDIT)
    assert owes_factor(user) is None


def test_the_days_count_from_when_the_role_was_given(db):
    require_factor(role_named("editor"), 7, by=SYSTEM)
    user = UserFactory(role="reader")
    with time_machine.travel(now() + LATER):
        assert not lacks_factor(user)
        assign_roles(user, [role_named("editor")], by=SYSTEM)
        db.session.commit()
        assert not lacks_factor(user)
        assert deadline(user) > now() + timedelta(days=6)
    with time_machine.travel(now() + LATER + LATER):
        assert lacks_factor(user)


def test_of_several_roles_the_strictest_counts(db):
    strict = create_role("strict", by=SYSTEM)
    require_factor(strict, 1, by=SYSTEM)
    require_factor(role_named("editor"), 30, by=SYSTEM)
    user = UserFactory(roles=[role_named("editor"), strict])
    assert deadline(user) < now() + timedelta(days=2)


def test_another_number_of_days_does_not_begin_anew(db):
    role = role_named("editor")
    assert require_factor(role, 7, by=SYSTEM)
    since = role.factor_since
    with time_machine.travel(now() + timedelta(days=3)):
        assert require_factor(role, 9, by=SYSTEM)
        assert not require_factor(role, 9, by=SYSTEM)
    assert role.factor_since == since
    assert require_factor(role, None, by=SYSTEM)
    assert role.factor_since is None


@pytest.mark.parametrize("days", [-1, 91])
def test_the_days_have_bounds(days):
    with pytest.raises(Invalid):
        require_factor(role_named("editor"), days, by=SYSTEM)


def test_owners_ask_for_it_of_owners_and_nobody_else_does(db):
    owner = UserFactory(role="owner")
    deputy = UserFactory(
        roles=[create_role("deputy", permissions=[Permission.ROLE_REQUIRE_FACTOR], by=SYSTEM)]
    )
    with pytest.raises(Refused):
        require_factor(role_named("owner"), 7, by=deputy)
    with pytest.raises(Refused):
        require_factor(role_named("reader"), 7, by=UserFactory(role="editor"))
    require_factor(role_named("owner"), 7, by=owner)
    assert can(owner, Permission.ROLE_EDIT)
