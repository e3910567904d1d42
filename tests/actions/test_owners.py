"""Two owners who remove each other at the same moment: one of them stays."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import ObjectDeletedError

from cms.actions import deleting, staff
from cms.actions.errors import NotPossible, Refused
from cms.extensions import db
from cms.models import Event, User
from tests.factories import UserFactory, role_named


@pytest.fixture
def owners(app):
    """Two, really committed: each request of this test needs a transaction of its own."""
    with app.app_context():
        ids = [user.id for user in UserFactory.create_batch(2, role="owner")]
        db.session.commit()
    yield ids
    with app.app_context():
        db.session.execute(delete(Event))
        db.session.execute(delete(User))
        db.session.commit()


WAYS = [
    lambda user, by: staff.deactivate(user, by=by),
    lambda user, by: staff.assign_roles(user, [role_named("reader")], by=by),
    lambda user, by: deleting.delete_person(user, by=by),
]


@pytest.mark.parametrize("remove", WAYS)
def test_two_owners_cannot_remove_each_other_at_once(app, owners, remove):
    together = Barrier(2)

    def run(pair):
        mine, theirs = pair
        with app.app_context():
            by, user = db.session.get(User, mine), db.session.get(User, theirs)
            _ = by.roles, user.roles
            db.session.commit()
            together.wait()
            try:
                remove(user, by)
                db.session.commit()
            except (NotPossible, Refused, ObjectDeletedError, IntegrityError):
                db.session.rollback()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, [owners, owners[::-1]]))

    with app.app_context():
        left = db.session.scalars(select(User).where(User.active, User.roles.any(name="owner"))).all()
        assert len(left) == 1
