"""Preview links: who makes them, what they open, and that they end."""

import pytest

from cms.actions import previewing, trashing
from cms.actions.errors import Invalid, NotPossible, Refused
from cms.engines.preview_links import link_of, open_links, token_of
from cms.models import Event, PostStatus, now
from cms.rules.permissions import SYSTEM
from tests.factories import PostFactory, PreviewLinkFactory, UserFactory


@pytest.fixture
def draft(db):
    return PostFactory(status=PostStatus.UNPUBLISHED)


def test_an_author_makes_a_link_to_the_own_draft_and_the_log_tells(draft, db):
    link = previewing.create_link(draft, by=draft.author, days=7, label="  For  Gwen ")
    assert (link.label, link.version, (link.expires_at - link.created_at).days) == ("For Gwen", None, 7)
    event = db.session.query(Event).order_by(Event.id.desc()).first()
    assert (event.verb, event.record_id) == ("preview_link.create", link.id)
    assert link.key not in str(event.after)


def test_nobody_makes_a_link_to_what_they_may_not_edit(draft):
    with pytest.raises(Refused):
        previewing.create_link(draft, by=UserFactory(role="author"), days=7)


@pytest.mark.parametrize(
    "given", [{"days": 365}, {"days": 0}, {"days": 1, "version": 9}, {"days": 1, "label": "x" * 121}]
)
def test_what_cannot_be_is_refused_with_a_sentence(draft, given):
    with pytest.raises(Invalid):
        previewing.create_link(draft, by=SYSTEM, **given)


def test_a_post_has_only_so_many_open_links(draft, monkeypatch):
    monkeypatch.setattr(previewing, "MOST_LINKS", 1)
    first = previewing.create_link(draft, by=SYSTEM, days=1)
    with pytest.raises(NotPossible):
        previewing.create_link(draft, by=SYSTEM, days=1)
    previewing.revoke(first, by=SYSTEM)
    assert open_links(draft) == []
    previewing.create_link(draft, by=SYSTEM, days=1)


def test_a_revoked_link_opens_nothing_and_is_revoked_once(draft):
    link = PreviewLinkFactory(post=draft)
    assert link.opens_at(now())
    previewing.revoke(link, by=draft.author)
    assert not link.opens_at(now())
    with pytest.raises(NotPossible):
        previewing.revoke(link, by=draft.author)


def test_only_who_may_edit_revokes(draft):
    with pytest.raises(Refused):
        previewing.revoke(PreviewLinkFactory(post=draft), by=UserFactory(role="reader"))


def test_what_is_in_the_trash_is_shown_to_nobody(draft):
    link = PreviewLinkFactory(post=draft)
    trashing.trash(draft, by=SYSTEM)
    assert not link.opens_at(now())


def test_the_key_alone_is_no_address(draft):
    link = PreviewLinkFactory(post=draft)
    assert link_of(token_of(link)) is link
    assert link_of(link.key) is None
    assert link_of(token_of(link)[:-1]) is None
