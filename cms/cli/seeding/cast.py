"""Who writes the seeded posts and what they are about; shared by every seed, added once."""

from uuid import uuid4

from sqlalchemy import select

from cms.cli.seeding.planned import ANCHOR, AUTHORS, SPAN, TAGS
from cms.cli.seeding.rows import Cast
from cms.extensions import db
from cms.models import Role, Tag, User
from cms.models.tag import folded
from cms.tools import prose
from cms.tools.slugs import first_free, slug_of


def seeded_cast() -> Cast:
    """The authors and tags, with those added that are missing. Nobody can sign in as one of the authors."""
    authors, tags = _authors(), _tags()
    db.session.flush()
    return Cast(
        authors=[author.id for author in authors],
        tags=[tag.id for tag in tags],
        tag_names=[tag.name for tag in tags],
    )


def _authors() -> list[User]:
    emails = [f"writer-{number}@seed.example.com" for number in range(1, AUTHORS + 1)]
    known = {user.email: user for user in db.session.scalars(select(User).where(User.email.in_(emails)))}
    handles = set(db.session.scalars(select(User.handle)))
    roles = list(db.session.scalars(select(Role).where(Role.name == "author")))
    return [known.get(email) or _author(number, email, handles, roles) for number, email in enumerate(emails)]


def _author(number: int, email: str, handles: set[str], roles: list[Role]) -> User:
    name = prose.person(number)
    author = User(
        email=email,
        handle=first_free(slug_of(name), handles.__contains__),
        name=name,
        bio=prose.summary(prose.source_of("writer", number)),
        active=False,
        fs_uniquifier=uuid4().hex,
        created_at=ANCHOR - SPAN,
        roles=roles,
    )
    db.session.add(author)
    return author


def _tags() -> list[Tag]:
    """A tag of the same name that somebody made already serves as well."""
    names = [prose.topic(number) for number in range(TAGS)]
    known = {tag.key: tag for tag in db.session.scalars(select(Tag))}
    slugs = {tag.slug for tag in known.values()}
    return [known.get(folded(name)) or _tag(name, slugs) for name in names]


def _tag(name: str, slugs: set[str]) -> Tag:
    tag = Tag(name=name, slug=first_free(slug_of(name), slugs.__contains__))
    db.session.add(tag)
    return tag
