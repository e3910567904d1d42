"""One world for a whole module: built once, and after every request as it was before."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event, text

from cms.extensions import db
from cms.models import now
from tests.access.people import everybody
from tests.access.records import everything
from tests.access.verdicts import visible_ids
from tests.client import cookie_of, enter

# What a request that is refused must leave exactly as it is.
WATCHED = (
    "SELECT id, status, version, live_version, author_id, title FROM post ORDER BY id",
    "SELECT id, review FROM revision ORDER BY id",
    "SELECT id, status, body FROM comment ORDER BY id",
    "SELECT id, name, slug FROM tag ORDER BY id",
    "SELECT post_id, tag_id FROM post_tag ORDER BY post_id, tag_id",
    'SELECT id, email, handle, name, active, password, portrait FROM "user" ORDER BY id',
    "SELECT user_id, role_id FROM user_role ORDER BY user_id, role_id",
    "SELECT id, name, description, permissions, factor_since, factor_grace FROM role ORDER BY id",
    "SELECT id, user_id, name FROM passkey ORDER BY id",
    "SELECT user_id, size, digest FROM portrait ORDER BY user_id, size",
    "SELECT id, user_id, name, confirmed_at FROM authenticator_app ORDER BY id",
    "SELECT id, used_at FROM recovery_code ORDER BY id",
    "SELECT name, value FROM setting ORDER BY name",
    "SELECT post_id, verb, at FROM schedule ORDER BY id",
    "SELECT path, target, kind FROM redirect ORDER BY id",
    "SELECT path, ignored FROM missing_address ORDER BY id",
    "SELECT id, revoked_at FROM preview_link ORDER BY id",
    "SELECT id, author_id, sitting, title FROM autosave ORDER BY id",
    "SELECT id, settled_at FROM note ORDER BY id",
    "SELECT id, version, reviewer_id, settled_at, verdict FROM review_request ORDER BY id",
    "SELECT id, undone_at FROM bulk_run ORDER BY id",
    "SELECT id, user_id, permission, granted FROM access_request ORDER BY id",
    "SELECT post_id, user_id, tab FROM presence ORDER BY id",
    "SELECT id, ended_at FROM login_session ORDER BY id",
    "SELECT count(*) FROM event WHERE verb <> 'access.refuse'",  # that it was refused is written down
    "SELECT count(*) FROM outbox_message",
)

TABLES = [re.search(r'FROM "?(\w+)', query)[1] for query in WATCHED]
WRITING = re.compile(r'\b(INSERT INTO|UPDATE|DELETE FROM) "?(\w+)')
DELETION = "a row is deleted"


class World:
    """People, records, and requests that leave no trace."""

    def __init__(self, app, connection):
        self.app, self.connection = app, connection
        self.people = everybody()
        self.records = everything(self.people, db.session)
        self.keys = {name: cookie_of(user, app) for name, user in self.people.items() if user}
        self.visible = {name: visible_ids(user) for name, user in self.people.items()}
        self.slugs = {
            noun: next(record.obj.slug for record in self.records[noun] if record.status == "published")
            for noun in ("posts", "pages")
        }
        self.today = now()
        self.untouched = [self.connection.execute(text(query)).all() for query in WATCHED]
        self.written: set[str] = set()
        event.listen(connection, "before_cursor_execute", self._note)

    def client(self, name):
        client = self.app.test_client()
        return enter(client, self.keys[name]) if name in self.keys else client

    def parts(self, ask, record):
        """What stands in the address: this record's, else those of something that is live."""
        post = self.slugs["pages" if ask.endpoint == "site.page" else "posts"]
        if ask.endpoint.startswith("site.tag"):
            return {"slug": "tide"}
        named = {"slug": record.obj.slug} if record and ask.live else {"slug": post}
        named |= {"id": record.id} if record else {}
        return {**named, "handle": "stranger", "year": self.today.year, "month": self.today.month}

    def is_changed(self):
        """Whether anything watched is not what it was. Only what was written into need be looked at.

        A deletion may have taken rows of other tables along, so after one all of them are.
        """
        looked_at = [number for number, table in enumerate(TABLES) if {table, DELETION} & self.written]
        return any(
            self.connection.execute(text(WATCHED[number])).all() != self.untouched[number]
            for number in looked_at
        )

    def _note(self, _connection, _cursor, statement, *_rest):
        for verb, table in WRITING.findall(statement):
            self.written |= {table, DELETION} if verb == "DELETE FROM" else {table}

    @contextmanager
    def undone(self) -> Iterator[None]:
        """Whatever happens inside is taken back."""
        savepoint = self.connection.begin_nested()
        self.written = set()
        try:
            yield
        finally:
            savepoint.rollback()


@pytest.fixture(scope="module")
def world(app):
    with app.app_context():
        engines = db.engines
        engine = engines[None]
        with engine.connect() as connection, connection.begin() as outermost:
            connection.begin_nested()
            engines[None] = connection
            try:
                yield World(app, connection)
            finally:
                db.session.remove()
                engines[None] = engine
                outermost.rollback()
