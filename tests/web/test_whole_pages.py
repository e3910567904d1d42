"""Whole pages are kept until something that they show changes: not a moment longer, nor a moment less."""

import gzip
import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import brotli
import pytest
import time_machine
from sqlalchemy import delete, select

from cms.actions import moderating, publishing, saving, tagging, trashing
from cms.actions.content import content_of
from cms.actions.settings import save_settings
from cms.engines.pages.changes import begin_era
from cms.engines.pages.keys import EVERYTHING
from cms.engines.pages.remembering import LOOKED, remembered
from cms.engines.settings import setting
from cms.extensions import db
from cms.models import (
    Comment,
    Event,
    Job,
    OutboxMessage,
    Post,
    PostStatus,
    Redirect,
    Setting,
    Tag,
    User,
)
from cms.rules.permissions import SYSTEM
from cms.web.whole_pages import WholePages
from tests.client import sign_in
from tests.factories import CommentFactory, PostFactory, TagFactory, UserFactory
from tests.thoroughness import examples

BROTLI, GZIP = {"Accept-Encoding": "gzip, br"}, {"Accept-Encoding": "gzip"}


TAGS = ("harbour", "town")


@pytest.fixture
def pages(app: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[WholePages]:
    """The application with its shelf, over rows that are really committed."""
    pages = WholePages(app, app.wsgi_app)
    monkeypatch.setattr(app, "wsgi_app", pages)
    monkeypatch.setitem(app.extensions, "freshness", pages.freshness)
    monkeypatch.setitem(app.extensions, "remembered", {})
    with app.app_context():
        for name in TAGS:
            TagFactory(name=name, slug=name)
        authors = [UserFactory(role="author", name=name) for name in ("Ada", "Bo")]
        for number in range(6):
            post = PostFactory(title=f"Story {number}", author=authors[number % 2], tags=(TAGS[number % 2],))
        CommentFactory(post=post, status="pending")
        PostFactory(title="About us", slug="about-us", kind="page", author=authors[0])
        db.session.commit()
    yield pages
    with app.app_context():
        for noun in (Event, Job, OutboxMessage, Redirect, Comment, Post, Tag, User, Setting):
            db.session.execute(delete(noun))
        db.session.commit()
    pages.freshness.close()


def asked(app: Any, path: str, **headers: str) -> tuple[str, Any]:
    """Whether the page was kept, and the answer."""
    answer = app.test_client().get(path, headers=headers)
    assert answer.status_code in (200, 304), path
    return answer.headers["Cache-Status"].partition("; ")[2], answer


def said(app: Any, path: str) -> str:
    return asked(app, path)[0]


def first(noun: Any, *where: Any) -> Any:
    return db.session.scalars(select(noun).where(*where).order_by(noun.id).limit(1)).one()


def story(number: int) -> Any:
    return first(Post, Post.title.startswith(f"Story {number}"))


def retitle(post: Post, title: str) -> None:
    content = replace(content_of(saving.newest_revision(post)), title=title)
    saving.save(post, content, by=SYSTEM, base=post.version)
    if post.is_live:
        publishing.publish(post, by=SYSTEM, checklist=False)


def test_a_page_is_made_once_and_kept(app: Any, pages: WholePages) -> None:
    assert [said(app, "/") for _time in range(3)] == ["miss", "hit", "hit"]


def test_a_change_touches_the_pages_that_show_it_and_no_others(app: Any, pages: WholePages) -> None:
    with app.app_context():
        shown, other = story(1).path, story(2).path
    paths = ("/", shown, "/tags/town", "/feed.atom", other, "/tags/harbour", "/authors/" + handle(app, "Ada"))
    for path in paths:
        said(app, path)
    with app.app_context():
        retitle(story(1), "Story 1, told anew")
        db.session.commit()
    assert [said(app, path) for path in paths] == ["miss"] * 4 + ["hit"] * 3
    assert "told anew" in asked(app, "/")[1].text


def handle(app: Any, name: str) -> str:
    with app.app_context():
        return str(first(User, User.name == name).handle)


def test_what_is_saved_and_not_published_leaves_the_lists_as_they_are(app: Any, pages: WholePages) -> None:
    said(app, "/tags/town")
    with app.app_context():
        PostFactory(status="unpublished")
        TagFactory(name="Unused")
        UserFactory(role="reader")
        db.session.commit()
    assert said(app, "/tags/town") == "hit"


def test_a_comment_touches_its_own_post_alone(app: Any, pages: WholePages) -> None:
    with app.app_context():
        comment = first(Comment)
        paths = (comment.post.path, story(1).path, "/")
    for path in paths:
        said(app, path)
    with app.app_context():
        moderating.moderate(first(Comment), "approve", by=SYSTEM)
        db.session.commit()
    assert [said(app, path) for path in paths] == ["miss", "hit", "hit"]


def test_what_is_rolled_back_touches_nothing(app: Any, pages: WholePages) -> None:
    said(app, "/")
    with app.app_context():
        retitle(story(1), "Never so")
        db.session.rollback()
    assert said(app, "/") == "hit"


def test_a_setting_touches_everything(app: Any, pages: WholePages) -> None:
    for path in ("/", "/feed.atom"):
        said(app, path)
    with app.app_context():
        save_settings({"site_name": "The Quay"}, by=SYSTEM)
        db.session.commit()
    assert [said(app, path) for path in ("/", "/feed.atom")] == ["miss", "miss"]


def test_settings_are_remembered_until_a_change_is_committed(app: Any, pages: WholePages) -> None:
    def name() -> Any:
        looked = pages.freshness.look()
        with app.test_request_context(environ_overrides={LOOKED: (pages.freshness.era, looked)}):
            return setting("site_name")

    assert name() == name() == "Masthead"
    with app.app_context():
        save_settings({"site_name": "The Quay"}, by=SYSTEM)
        assert setting("site_name") == "The Quay"  # who changes it sees it at once
        with ThreadPoolExecutor(1) as elsewhere:
            assert elsewhere.submit(name).result() == "Masthead"
        db.session.commit()
    assert name() == "The Quay"


def test_what_an_older_reading_shows_is_not_remembered_as_new(app: Any, pages: WholePages) -> None:
    """A request that came in before a change may read what stood before it, and must not say it is newer."""
    looked = (pages.freshness.look(), pages.freshness.era)[::-1]
    with app.app_context():
        save_settings({"site_name": "The Quay"}, by=SYSTEM)
        db.session.commit()
    newer = pages.freshness.look()
    with app.test_request_context(environ_overrides={LOOKED: looked}):
        assert remembered("name", (EVERYTHING,), lambda: "before") == "before"
    with app.test_request_context(environ_overrides={LOOKED: (pages.freshness.era, newer)}):
        assert remembered("name", (EVERYTHING,), lambda: "after") == "after"


def test_another_database_in_the_place_of_this_one_touches_everything(app: Any, pages: WholePages) -> None:
    said(app, "/")
    with app.app_context():
        begin_era(db.session)
        db.session.commit()
    assert said(app, "/") == "miss"


def test_whatever_happens_a_kept_page_is_the_page_that_would_be_made(app: Any, pages: WholePages) -> None:
    """Changes by chance, and after each every page as it is kept and as it would be made."""
    chance, fresh = random.Random(7), app.test_client()  # noqa: S311 - chance, not a secret
    for step in range(examples(16)):
        with app.app_context():
            chance.choice(CHANGES)(chance, step)
            db.session.commit()
        with app.app_context():
            live = [*db.session.scalars(Post.live()), *db.session.scalars(Post.live("page"))]
            paths = [
                *chance.sample(LISTS, 5),
                *(post.path for post in chance.sample(live, min(3, len(live)))),
            ]
            paths += [f"/authors/{person.handle}" for person in db.session.scalars(select(User).limit(2))]
        for path in paths:
            kept = app.test_client().get(path)
            app.wsgi_app = pages._inner
            made = fresh.get(path)
            app.wsgi_app = pages
            assert (kept.status_code, kept.text) == (made.status_code, made.text), (step, path)
            assert kept.status_code != 200 or said(app, path) == "hit", (step, path)


LISTS = (
    *("/", "/?page=2", "/tags/harbour", "/tags/town", "/archive"),
    *("/feed.atom", "/feed.json", "/search?q=story", "/search?q=again", "/search/feed.rss?q=again"),
    *("/sitemap.xml", "/sitemap-posts-1.xml", "/sitemap-tags-1.xml", "/sitemap-authors-1.xml"),
)


def _some(chance: random.Random, noun: Any, *where: Any) -> Any:
    return chance.choice(db.session.scalars(select(noun).where(*where).order_by(noun.id)).all())


def _retitle(chance: random.Random, step: int) -> None:
    retitle(_some(chance, Post, Post.status == PostStatus.PUBLISHED), f"Story {step} again")


def _publish(chance: random.Random, step: int) -> None:
    names = tuple(tag.name for tag in chance.sample(tags(), chance.randint(0, 2)))
    author = _some(chance, User)
    post = PostFactory(title=f"Story {step}", author=author, status="unpublished", tags=names)
    publishing.publish(post, by=SYSTEM, checklist=False)


def _withdraw(chance: random.Random, _step: int) -> None:
    act = chance.choice((publishing.unpublish, publishing.archive, trashing.trash))
    act(_some(chance, Post, Post.status == PostStatus.PUBLISHED), by=SYSTEM)


def _retag(chance: random.Random, _step: int) -> None:
    tagging.put_tags(_some(chance, Post), chance.sample(tags(), chance.randint(0, 2)))


def _rename(chance: random.Random, step: int) -> None:
    tag = _some(chance, Tag)
    tagging.edit_tag(tag, f"{tag.name.split()[0]} {step}", by=SYSTEM)


def _rename_person(chance: random.Random, step: int) -> None:
    _some(chance, User).name = f"Somebody {step}"


def _comment(chance: random.Random, _step: int) -> None:
    post = _some(chance, Post, Post.status == PostStatus.PUBLISHED)
    comment = CommentFactory(post=post, status="pending")
    moderating.moderate(comment, "approve", by=SYSTEM)


def _pin(chance: random.Random, _step: int) -> None:
    post = _some(chance, Post, Post.status == PostStatus.PUBLISHED)
    post.pinned = not post.pinned


def _per_page(chance: random.Random, _step: int) -> None:
    save_settings({"posts_per_page": chance.randint(2, 5)}, by=SYSTEM)


def tags() -> list[Tag]:
    return list(db.session.scalars(select(Tag).order_by(Tag.id)))


CHANGES = (_retitle, _publish, _withdraw, _retag, _rename, _rename_person, _comment, _pin, _per_page)


def test_members_are_answered_anew_and_leave_nothing_behind(app: Any, pages: WholePages) -> None:
    with app.app_context():
        reader = UserFactory(name="Reading Rita")
        db.session.flush()
        db.session.expunge(reader)
        db.session.commit()
    member = sign_in(app.test_client(), reader)
    answer = member.get("/")
    assert "Cache-Status" not in answer.headers
    assert answer.headers["Cache-Control"] == "private, no-store"
    status, visitors = asked(app, "/")
    assert status == "miss"
    assert "Reading Rita" not in visitors.text
    assert "Set-Cookie" not in visitors.headers


def test_a_page_is_sent_packed_as_the_browser_takes_it(app: Any, pages: WholePages) -> None:
    plain = asked(app, "/")[1]
    packed, zipped = (app.test_client().get("/", headers=taken) for taken in (BROTLI, GZIP))
    assert brotli.decompress(packed.data) == gzip.decompress(zipped.data) == plain.data
    assert len({answer.headers["ETag"] for answer in (plain, packed, zipped)}) == 3
    assert "Accept-Encoding" in packed.headers.getlist("Vary")


def test_who_has_the_page_is_told_so(app: Any, pages: WholePages) -> None:
    etag = asked(app, "/")[1].headers["ETag"]
    again = app.test_client().get("/", headers={"If-None-Match": f'"other", {etag}'})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Content-Security-Policy"]
    with app.app_context():
        retitle(story(0), "Story 0, changed")
        db.session.commit()
    assert app.test_client().get("/", headers={"If-None-Match": etag}).status_code == 200


def test_a_date_alone_never_vouches_for_a_page_of_the_same_second(app: Any, pages: WholePages) -> None:
    with time_machine.travel(time.time() + 60, tick=False) as clock:
        assert "Last-Modified" not in asked(app, "/")[1].headers
        clock.shift(1)
        modified = asked(app, "/")[1].headers["Last-Modified"]
        again = app.test_client().get("/", headers={"If-Modified-Since": modified})
        assert again.status_code == 304


def test_campaigns_and_heads_share_the_page(app: Any, pages: WholePages) -> None:
    said(app, "/")
    assert said(app, "/?utm_source=letter&fbclid=x") == "hit"
    head = app.test_client().head("/")
    assert (head.data, head.headers["Cache-Status"]) == (b"", "masthead; hit")
    assert int(head.headers["Content-Length"]) > 1000


@pytest.mark.parametrize("path", ["/no-such-page", "/login", "/healthz", "/?p=12"])
def test_what_is_not_for_everybody_is_not_kept(app: Any, pages: WholePages, path: str) -> None:
    for _time in range(2):
        assert "Cache-Status" not in app.test_client().get(path).headers


def test_what_stood_nowhere_is_found_once_it_stands_there(app: Any, pages: WholePages) -> None:
    client = app.test_client()
    assert [client.get("/posts/to-come").status_code for _time in range(2)] == [404, 404]
    with app.app_context():
        PostFactory(slug="to-come")
        db.session.commit()
    assert said(app, "/posts/to-come") == "miss"


def test_of_many_who_ask_for_a_page_one_makes_it(app: Any, pages: WholePages, monkeypatch: Any) -> None:
    made, inner = [], pages._inner

    def counted(environ: Any, start: Any) -> Any:
        made.append(environ["PATH_INFO"])
        time.sleep(0.05)  # the others come meanwhile
        return inner(environ, start)

    monkeypatch.setattr(pages, "_inner", counted)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _one: app.test_client().get("/").text, range(8)))
    assert made == ["/"]
    assert len(set(answers)) == 1


def test_without_an_answer_of_the_database_every_page_is_made(
    app: Any, pages: WholePages, monkeypatch: pytest.MonkeyPatch
) -> None:
    said(app, "/")
    monkeypatch.setattr(pages.freshness, "look", lambda: None)
    assert "Cache-Status" not in app.test_client().get("/").headers
