"""What pages depend on, by name. A page is touched by a change that has one of its keys."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from cms.models import Post, PostKind

# For changes that say nothing finer; every page has it.
EVERYTHING = "everything"
# For readings that say nothing finer: any row of that noun that visitors see.
POSTS, TAGS, PEOPLE, COMMENTS = "posts", "tags", "people", "comments"
# Which posts are listed, and in which order, wherever all of them are.
LISTED = "listed"
MENU = "menu"
# However far the site's zone is from UTC, its month is one of these.
FARTHEST_ZONE = timedelta(hours=15)
LONGER_THAN_MONTHS = timedelta(days=40)


def post_key(number: int) -> str:
    return f"post:{number}"


def tag_key(number: int) -> str:
    """The tag's own words."""
    return f"tag:{number}"


def person_key(number: int) -> str:
    """What everybody may read of a person."""
    return f"person:{number}"


def address_key(kind: PostKind, slug: str) -> str:
    """Which of several posts stands at an address."""
    return f"address:{kind}:{slug[:60]}"


def under_tag(number: int) -> str:
    """Which posts are listed under a tag, and in which order."""
    return f"under:{number}"


def by_person(number: int) -> str:
    """Which posts of a person are listed, and in which order."""
    return f"by:{number}"


def in_month(year: int, month: int) -> str:
    return f"month:{year}-{month}"


def in_year(year: int) -> str:
    return f"year:{year}"


def discussion_of(post_id: int) -> str:
    """The comments that visitors see under a post."""
    return f"discussion:{post_id}"


def times_of(moment: datetime) -> Iterator[str]:
    """The years and months of the archive that this moment may belong to, whatever the site's zone is."""
    for at in (moment - FARTHEST_ZONE, moment + FARTHEST_ZONE):
        yield in_year(at.year)
        yield in_month(at.year, at.month)


def time_between(start: datetime, end: datetime) -> str:
    """The year or the month of the archive that lies between these two."""
    middle = start + (end - start) / 2
    return in_month(middle.year, middle.month) if end - start < LONGER_THAN_MONTHS else in_year(middle.year)


def listings_of(post: Post, author_id: int, published_at: datetime | None) -> Iterator[str]:
    """The lists of posts that it stands in while it is live; its tags' lists follow its tags."""
    if post.kind == PostKind.PAGE:
        yield MENU
        return
    yield LISTED
    yield by_person(author_id)
    if published_at is not None:
        yield from times_of(published_at)
