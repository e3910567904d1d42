"""Hostile strings, and a client that looks at every answer it gets."""

import json
from urllib.parse import urlencode

import pytest
from sqlalchemy import String, func, select

from cms.models import Base
from cms.tools.html import has_controls
from cms.tools.throttle import State
from tests.client import sign_in
from tests.factories import UserFactory
from tests.hostile.inert import faults_of, text_of_page

UNSTORABLE = ("a\x00b", "\x00", "a\ud800b", "\udfff", "x\x0by", "\ufffe")
FORM = "application/x-www-form-urlencoded"
LONGEST_CHUNK = 75  # characters; shorter than the shortest field


@pytest.fixture(scope="session")
def naughty(corpora):
    """Every string of the corpus, and the ones that JSON files rarely hold."""
    strings = json.loads((corpora / "naughty-strings.json").read_text(encoding="utf-8"))
    return [*strings, *UNSTORABLE]


@pytest.fixture(scope="session")
def chunks(naughty):
    """The same in fewer pieces: what can be stored is joined, what can't stays alone."""
    joined, alone = [""], [text for text in naughty if has_controls(text) or len(text) > LONGEST_CHUNK]
    for text in sorted(set(naughty) - set(alone)):
        if len(joined[-1]) + len(text) >= LONGEST_CHUNK:
            joined.append("")
        joined[-1] = f"{joined[-1]} {text}".strip(" ")
    return [*joined, *alone]


def encoded(form):
    """As a browser would send it, and as no browser would: lone surrogates go along."""
    pairs = [
        (name, each)
        for name, value in form.items()
        for each in (value if isinstance(value, list) else [value])
    ]
    return urlencode([(name, str(value).encode("utf-8", "surrogatepass")) for name, value in pairs])


class Careful:
    """A client. No answer may be a 5xx nor hold anything that runs; a refusal says why."""

    def __init__(self, client):
        self.client = client

    def get(self, path, **arguments):
        return self._seen(self.client.get(path, **arguments), path, arguments)

    def post(self, path, **arguments):
        if isinstance(arguments.get("data"), dict) and "content_type" not in arguments:
            arguments = {**arguments, "data": encoded(arguments["data"]), "content_type": FORM}
        answer = self._seen(self.client.post(path, **arguments), path, arguments)
        if answer.status_code >= 400:
            assert len(text_of_page(answer.text)) > 20, "a refusal without a sentence"
        return answer

    def _seen(self, answer, path, arguments):
        told = f"{path!r} {arguments!r:.400}"
        assert answer.status_code < 500, told
        if answer.mimetype == "text/html":
            assert faults_of(answer.text) == [], told
        self._forget_messages()
        return answer

    def _forget_messages(self):
        # Nobody follows the redirects here, so the messages would pile up in the session's cookie.
        with self.client.application.app_context(), self.client.session_transaction() as session:
            session.pop("_flashes", None)


@pytest.fixture(autouse=True)
def unhurried(monkeypatch):
    """Count every try, and let nobody wait."""
    monkeypatch.setattr("cms.engines.tallies.counted", lambda state, limit, moment: State(0, moment))


@pytest.fixture
def careful(client, db):
    """`careful("editor")`: a client of a new person of this role; without a role, a visitor's.

    What was stored must fit its column, also where the database would not mind.
    """

    def signed_in(role=None):
        if role:
            user = UserFactory(role=role)
            db.session.commit()
            sign_in(client, user)
        return Careful(client)

    yield signed_in
    assert too_long(db) == []


def arrives_whole(text):
    """Whether the text reaches a form as it was sent: no encoding has lone surrogates."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def too_long(db):
    """Columns that hold a longer text than they say."""
    columns = [column for table in Base.metadata.sorted_tables for column in table.columns]
    texts = [column for column in columns if isinstance(column.type, String) and column.type.length]
    return [
        str(column)
        for column in texts
        if (db.session.scalar(select(func.max(func.length(column)))) or 0) > column.type.length
    ]
