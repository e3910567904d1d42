"""Unite an author whom nobody signs in as with the account of the person who it is."""

from typing import Any

from sqlalchemy import delete, update

from cms.actions.deleting import leave, require_deletable
from cms.actions.departing import Wish
from cms.actions.handing import require_may_hand_over
from cms.actions.recording import record
from cms.actions.staff import begin
from cms.extensions import db
from cms.models import ImportRecord, Redirect, User
from cms.rules.permissions import Permission

# Below the page of a person: the page itself, and its feeds.
PLACES = ("", "/feed.atom", "/feed.rss", "/feed.json")


def unite(author: User, person: User, *, by: Any) -> bool:
    """All that is the author's becomes the person's, and the old address leads to the new one.

    The author's account goes; a lot is moved by a job. Whether all of it is done.
    Raises Refused or NotPossible.
    """
    begin(author, Permission.USER_DELETE, by)
    require_deletable(author)
    require_may_hand_over(author, person, by=by)
    _lead_on(author, person)
    # The next import finds the person under the author's foreign name.
    db.session.execute(
        update(ImportRecord)
        .where(ImportRecord.noun == "user", ImportRecord.record_id == author.id)
        .values(record_id=person.id)
    )
    record("user.unite", author, by=by, after={"account_number": person.id})
    return leave(author, Wish(target=person, deletes=True, unites=True), by=by)


def _lead_on(author: User, person: User) -> None:
    for place in PLACES:
        old, new = (f"/authors/{one.handle}{place}" for one in (author, person))
        db.session.execute(update(Redirect).where(Redirect.target == old).values(target=new))
        db.session.execute(delete(Redirect).where(Redirect.path.in_((old, new))))
        db.session.add(Redirect(path=old, target=new))
