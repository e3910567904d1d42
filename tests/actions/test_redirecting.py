"""Redirects that people make: straight to the end, never in a circle, never before what is live."""

import pytest
from sqlalchemy import select

from cms.actions.errors import Invalid, Refused
from cms.actions.redirect_lists import create_redirects
from cms.actions.redirecting import Wanted, create_redirect, delete_redirect, edit_redirect
from cms.models import Event, MissingAddress, PostKind, PostStatus, Redirect, RedirectKind
from cms.rules.permissions import SYSTEM
from tests.factories import MissingFactory, PostFactory, RedirectFactory, UserFactory, enter


def make(path, target="", kind=RedirectKind.PERMANENT, by=SYSTEM):
    return create_redirect(Wanted(path, target, kind), by=by)


def test_a_redirect_to_a_post_goes_where_the_post_goes(db):
    post = PostFactory(slug="new")
    redirect = make("/old/", "http://localhost/posts/new")
    assert (redirect.path, redirect.post, redirect.target) == ("/old", post, None)
    post.slug = "newer"
    assert redirect.destination == "/posts/newer"


def test_a_redirect_to_a_draft_leads_there_once_it_is_published(client, db):
    draft = PostFactory(slug="draft", status="unpublished")
    make("/old", "/posts/draft")
    assert client.get("/old").status_code == 404
    enter(draft, PostStatus.PUBLISHED)
    assert client.get("/old").location == "/posts/draft"


def test_what_was_made_stands_in_the_log(db):
    redirect = make("/old", "/archive")
    edit_redirect(redirect, Wanted("/old", "https://y.example/x", RedirectKind.TEMPORARY), by=SYSTEM)
    delete_redirect(redirect, by=SYSTEM)
    verbs = db.session.scalars(select(Event.verb).where(Event.noun == "redirect").order_by(Event.id)).all()
    assert verbs == ["redirect.create", "redirect.edit", "redirect.delete"]


def test_chains_are_collapsed_from_both_ends(db):
    first = make("/a", "/b")
    make("/b", "/c")
    last = make("/z", "/a")
    db.session.refresh(first)
    assert (first.target, last.target) == ("/c", "/c")


def test_a_chain_that_ends_at_a_post_ends_there(db):
    post = PostFactory(slug="new")
    first = make("/a", "/b")
    make("/b", "/posts/new")
    db.session.refresh(first)
    assert first.post == post


@pytest.mark.parametrize("target", ["/a", "/a/", "http://localhost/a", "/c"])
def test_a_circle_is_refused_with_a_sentence(db, target):
    RedirectFactory(path="/c", target="/a")
    with pytest.raises(Invalid, match="circle"):
        make("/a", target)


@pytest.mark.parametrize("path", ["/posts/live", "/about", "/tags/mud", "/archive", "/search", "/", "/admin"])
def test_no_redirect_stands_where_something_is(db, path):
    PostFactory(slug="live", tags=("Mud",))
    PostFactory(slug="about", kind=PostKind.PAGE)
    with pytest.raises(Invalid, match="Something stands at this address"):
        make(path, "/elsewhere")


def test_one_that_something_live_stands_before_can_still_be_changed(db):
    redirect = make("/about", "/archive")
    PostFactory(slug="about", kind=PostKind.PAGE)
    edit_redirect(redirect, Wanted("/about", "/search"), by=SYSTEM)
    assert redirect.target == "/search"


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "//y.example", "ftp://y.example/", "somewhere", ""]
)
def test_a_target_is_an_address_here_or_over_http(db, target):
    with pytest.raises(Invalid):
        make("/old", target)


def test_what_is_gone_leads_nowhere_and_nothing_leads_there(db):
    gone = make("/gone", "/ignored", RedirectKind.GONE)
    assert gone.destination == ""
    with pytest.raises(Invalid, match="gone for good"):
        make("/old", "/gone")


def test_a_taken_address_is_told(db):
    make("/old", "/archive")
    with pytest.raises(Invalid, match="already"):
        make("/old", "/search")


def test_nobody_asks_there_in_vain_any_more(db):
    MissingFactory(path="/old")
    make("/old", "/archive")
    assert db.session.scalars(select(MissingAddress)).all() == []


def test_a_moderator_makes_none(db):
    with pytest.raises(Refused):
        make("/old", "/archive", by=UserFactory(role="moderator"))


def test_a_pasted_list_is_made_line_by_line(db):
    PostFactory(slug="live")
    text = "\n".join(
        [
            "/a,/archive",
            "",
            "/b\t/search\t302",
            '"/c, with comma",https://y.example/,temporary',
            "/d 410",
            "/e,,gone,3,2026-01-01",
            "/posts/live,/archive",
            "/f",
            "/g,/h,303",
            "/a,/search",
        ]
    )
    outcome = create_redirects(text, by=SYSTEM)
    assert outcome.made == 5
    assert [fault.number for fault in outcome.faults] == [7, 8, 9, 10]
    kinds = dict(db.session.execute(select(Redirect.path, Redirect.kind)).tuples().all())
    assert kinds["/c, with comma"] == "temporary"
    assert kinds["/d"] == kinds["/e"] == "gone"
