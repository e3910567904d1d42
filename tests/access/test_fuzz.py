"""Every address × method × person with arguments nobody foresaw: no 500, and nothing hidden shows.

CMS_FUZZ_EXAMPLES makes it longer, and then other requests come every time.
"""

import os

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from cms.extensions import db
from cms.models import CommentStatus
from cms.rules.permissions import Permission, can
from tests.access.fuzzing import requests, targets
from tests.access.people import PEOPLE, STRANGER
from tests.access.test_matrix import ASKS
from tests.access.verdicts import visible_ids
from tests.factories import CommentFactory, NoteFactory, PostFactory, UserFactory
from tests.zips import words_of

FEW = 1
EXAMPLES = int(os.environ.get("CMS_FUZZ_EXAMPLES", FEW))
FUZZED = settings(
    max_examples=EXAMPLES + 1,  # the first is always the simplest, which the matrix sends already
    derandomize="CMS_FUZZ_EXAMPLES" not in os.environ,
    database=None,
    deadline=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)
MARK = "zq{}zq"  # nothing that is sent holds it, so an answer that does has read a record


class Hidden:
    """Records with a mark in all their words, and who may see them."""

    def __init__(self, world):
        stranger = next(record.obj.author for record in world.records["posts"] if record.owner == STRANGER)
        drafts = [
            PostFactory(author=stranger, status=status, slug=f"hidden-{name}", **self.words(name))
            for name, status in (("draft", "unpublished"), ("trash", "trashed"))
        ]
        NoteFactory(post=drafts[0], text=MARK.format("note"))
        held = CommentFactory(
            post=PostFactory(author=stranger),
            status=CommentStatus.PENDING,
            body=f"<p>{MARK.format('held')}</p>",
        )
        person = UserFactory(email=f"{MARK.format('mail')}@example.com")
        db.session.commit()
        self.ids = {"posts": [post.id for post in drafts], "comments": [held.id], "users": [person.id]}
        self.marks = {
            **{
                MARK.format(f"{name}{part}"): ("posts", post.id)
                for name, post in zip(("draft", "trash"), drafts, strict=True)
                for part in ("", "-title")
            },
            MARK.format("note"): ("posts", drafts[0].id),
            MARK.format("held"): ("comments", held.id),
            MARK.format("mail"): ("users", person.id),
        }

    @staticmethod
    def words(name):
        mark = MARK.format(name)
        return {"title": MARK.format(f"{name}-title"), "summary": mark, "body": f"<p>{mark}</p>"}

    def from_(self, visible, *, reads_log):
        """The marks that somebody who sees these records may not read; the log names all records by title."""
        return [
            mark
            for mark, (noun, id_) in self.marks.items()
            if id_ not in visible[noun] and not (reads_log and "-title" in mark)
        ]


@pytest.fixture(scope="module")
def fuzzed(world):
    """The world with hidden records in it, and what each person must not read."""
    hidden = Hidden(world)
    secrets = [user.fs_uniquifier for user in world.people.values() if user]
    secrets.append(next(user.password for user in world.people.values() if user))
    visible = {name: visible_ids(user) for name, user in world.people.items()}
    world.forbidden = {
        name: [*hidden.from_(visible[name], reads_log=bool(can(user, Permission.EVENT_VIEW))), *secrets]
        for name, user in world.people.items()
    }
    found = [record.id for records in world.records.values() for record in (records[0], records[-1])]
    world.ids = sorted({*found, *(id_ for ids in hidden.ids.values() for id_ in ids)}, key=str)
    return world


def endpoints():
    return sorted({(ask.endpoint, ask.method) for ask in ASKS})


def samples_for(world, endpoint, method):
    """What the tables of the matrix send there."""
    found = []
    for ask in ASKS:
        if (ask.endpoint, ask.method) == (endpoint, method):
            record = world.records[ask.on][0] if ask.on else None
            found.append({**ask.query, **ask.sent(record)} if record or not callable(ask.form) else {})
    return [sample for sample in found if sample]


@pytest.mark.parametrize(("endpoint", "method"), endpoints())
def test_no_request_breaks_anything_or_reads_what_is_hidden(fuzzed, endpoint, method):
    samples = samples_for(fuzzed, endpoint, method)

    simplest = []

    @FUZZED
    @given(requests(fuzzed.app, endpoint, method, samples, fuzzed.ids))
    def ask(asked):
        if not simplest:
            simplest.append(asked)
            return
        for name in PEOPLE:
            assert fault_of(fuzzed, name, asked) is None

    ask()


def fault_of(world, name, asked):
    """What is wrong with the answer that this person gets, or nothing."""
    with world.undone():
        answer = asked.sent_by(world.client(name))
    if answer.status_code >= 500 and answer.status_code != 503:
        return f"{name}: {answer.status_code} for {asked}"
    words = words_of(answer)
    read = [mark for mark in world.forbidden[name] if mark in words]
    return f"{name} read {read} by {asked}" if read else None


def test_the_marks_are_read_by_who_may(fuzzed):
    """Else nothing above would prove anything."""
    owner = fuzzed.client("owner")
    pages = "".join(
        owner.get(path).text
        for path in (
            "/admin/posts/?flt0_status=all",
            "/admin/posts/",
            "/admin/comments/?flt0_status=all",
            "/admin/users/?page_size=100",
        )
    )
    assert (
        MARK.format("draft-title") in pages and MARK.format("held") in pages and MARK.format("mail") in pages
    )
    assert [mark for mark in fuzzed.forbidden["owner"] if mark.startswith("zq")] == []
    assert len([mark for mark in fuzzed.forbidden["visitor"] if mark.startswith("zq")]) == 7


def test_every_address_is_fuzzed(fuzzed):
    assert set(targets(fuzzed.app)) == set(endpoints())
