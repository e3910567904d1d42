"""Two who accept one invitation at the same moment: one account comes of it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import delete, func, select

from cms.actions.errors import NotPossible
from cms.actions.inviting.accepting import Newcomer, accept_anew
from cms.extensions import db
from cms.models import Event, Invitation, User
from tests.factories import InvitationFactory, UserFactory

EMAIL = "new@example.com"


@pytest.fixture
def invitation_id(app):
    """One that is really committed: each request of this test needs a transaction of its own."""
    with app.app_context():
        invitation = InvitationFactory(email=EMAIL, by=UserFactory(role="owner"))
        db.session.commit()
        number = invitation.id
    yield number
    with app.app_context():
        for noun in (Event, Invitation, User):
            db.session.execute(delete(noun))
        db.session.commit()


def test_an_invitation_lets_one_in_however_many_press_at_once(app, invitation_id):
    together = Barrier(2)

    def press(name):
        with app.app_context():
            invitation = db.session.get(Invitation, invitation_id)
            _ = invitation.roles, invitation.by.roles
            db.session.commit()
            together.wait()
            try:
                accept_anew(invitation, Newcomer(name, name.lower(), "hash"))
                db.session.commit()
            except NotPossible as obstacle:
                db.session.rollback()
                return str(obstacle)
            return ""

    with ThreadPoolExecutor(2) as threads:
        said = sorted(threads.map(press, ["Ann", "Bea"]))
    assert said[0] == ""
    assert "used already" in said[1]
    with app.app_context():
        assert db.session.scalar(select(func.count(User.id)).where(User.email == EMAIL)) == 1
        assert db.session.get(Invitation, invitation_id).user_id is not None
