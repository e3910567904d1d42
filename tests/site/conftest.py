"""What the tests of the public site share."""

from html.parser import HTMLParser

import pytest

from cms.models import Setting
from tests.client import sign_in
from tests.factories import UserFactory


@pytest.fixture
def reader(db):
    return UserFactory(role="reader", name="Rita Reader")


@pytest.fixture
def member(client, reader):
    """A signed-in reader's client."""
    return sign_in(client, reader)


@pytest.fixture
def chosen(db):
    """Choose settings for the test: chosen(comments_open=False)."""

    def choose(**values):
        db.session.add_all(Setting(name=name, value=value) for name, value in values.items())
        db.session.flush()

    return choose


class Page(HTMLParser):
    """The headings, links and other tags of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def all(self, tag, /, **wanted):
        return [
            attrs
            for name, attrs in self.tags
            if name == tag and all(attrs.get(key) == value for key, value in wanted.items())
        ]

    def one(self, tag, /, **wanted):
        (found,) = self.all(tag, **wanted)
        return found


@pytest.fixture
def page_at(client):
    """Fetch an address and read the page that stands there."""

    def fetch(address, status=200, by=client):
        response = by.get(address)
        assert response.status_code == status, response.text
        return Page(response.text)

    return fetch
