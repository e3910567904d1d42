"""How the tests ask the index."""

import pytest
from sqlalchemy import select

from cms.engines.search.asking import parsed
from cms.engines.search.finding import answers
from cms.engines.search.rebuilding import standing
from cms.engines.search.tiers import Narrowing
from cms.models import Post


@pytest.fixture
def found(db):
    """The titles of all posts that answer, whoever may see them, in order; the index must be whole."""

    def titles(typed, **narrowing):
        assert standing().is_whole, standing()
        got = answers(parsed(typed), select(Post), Narrowing(**narrowing), 50)
        return [post.title for post in got.posts]

    return titles
