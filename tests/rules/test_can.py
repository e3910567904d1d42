"""can() answers with its reason; what is not granted is refused."""

import pytest
from flask_login import AnonymousUserMixin

from cms.rules.permissions import BUILTIN_ROLES, EVERY, LABELS, SYSTEM, Permission, can, granted_by, held_by
from tests.factories import CommentFactory, PostFactory, UserFactory, role_named

pytestmark = pytest.mark.usefixtures("db")
P = Permission


def test_every_permission_has_words_for_people():
    assert set(LABELS) == set(Permission)


@pytest.mark.parametrize("nobody", [None, AnonymousUserMixin()])
def test_a_visitor_may_do_nothing(nobody):
    assert not any(can(nobody, permission) for permission in Permission)


def test_an_inactive_account_may_do_nothing_whatever_its_roles():
    asleep = UserFactory(role="owner", active=False)
    assert held_by(asleep) == frozenset()
    own = PostFactory(author=asleep)
    for obj in (None, own, EVERY):
        assert not any(can(asleep, permission, obj) for permission in Permission)
    assert "not active" in str(can(asleep, P.POST_VIEW).reason)
    asleep.active = True
    assert can(asleep, P.POST_VIEW)


@pytest.mark.parametrize(("role", "every"), [("author", False), ("editor", True)])
def test_who_may_do_it_to_own_records_may_not_do_it_to_all(role, every):
    person = UserFactory(role=role)
    assert can(person, P.POST_EDIT)
    assert bool(can(person, P.POST_EDIT, EVERY)) is every


def test_the_owner_role_grants_also_what_its_row_does_not_name():
    role = role_named("owner")
    role.permissions = frozenset()
    assert granted_by(role) == frozenset(Permission)


def test_a_permission_that_no_longer_exists_grants_nothing():
    role = role_named("reader")
    role.permissions = frozenset({"comment.create", "world.rule"})
    assert granted_by(role) == {P.COMMENT_CREATE}


@pytest.mark.parametrize(
    ("role", "act", "own", "allowed"),
    [
        ("author", P.POST_EDIT, True, True),
        ("author", P.POST_EDIT, False, False),
        ("author", P.POST_PUBLISH, True, True),
        ("author", P.POST_DELETE, True, False),
        ("contributor", P.POST_EDIT, True, True),
        ("contributor", P.POST_PUBLISH, True, False),
        ("contributor", P.POST_TRASH, True, False),
        ("editor", P.POST_EDIT, False, True),
        ("editor", P.POST_DELETE, False, True),
        ("moderator", P.POST_EDIT, True, False),
        ("reader", P.POST_EDIT, True, False),
        ("owner", P.POST_PUBLISH, False, True),
    ],
)
def test_roles_on_drafts(role, act, own, allowed):
    user = UserFactory(role=role)
    post = PostFactory(status="unpublished", **({"author": user} if own else {}))
    assert bool(can(user, act, post)) is allowed


def test_contributor_cannot_edit_what_is_published():
    contributor = UserFactory(role="contributor")
    decision = can(contributor, P.POST_EDIT, PostFactory(author=contributor))
    assert not decision
    assert "publish" in str(decision.reason)


def test_nobody_edits_what_is_in_the_trash():
    decision = can(UserFactory(role="owner"), P.POST_EDIT, PostFactory(status="trashed"))
    assert (decision.allowed, str(decision.reason)) == (
        False,
        "This is in the trash. Restore it, then edit it.",
    )


def test_author_moderates_comments_under_own_posts_only():
    author = UserFactory(role="author")
    assert can(author, P.COMMENT_MODERATE, CommentFactory(post=PostFactory(author=author)))
    assert not can(author, P.COMMENT_MODERATE, CommentFactory())


def test_nobody_touches_an_account_that_may_do_more_than_their_own():
    editor = UserFactory(role="editor")
    editor.roles[0].permissions |= {"user.edit", "role.assign"}
    owner = UserFactory(role="owner")

    assert not can(editor, P.USER_EDIT, owner)
    assert not can(editor, P.ROLE_ASSIGN, role_named("owner"))
    assert can(editor, P.USER_EDIT, UserFactory(role="author"))
    assert can(editor, P.ROLE_ASSIGN, role_named("author"))


def test_the_owner_role_cannot_be_changed_and_builtin_roles_cannot_be_deleted():
    owner = UserFactory(role="owner")
    assert not can(owner, P.ROLE_EDIT, role_named("owner"))
    assert not can(owner, P.ROLE_DELETE, role_named("editor"))
    assert can(owner, P.ROLE_EDIT, role_named("editor"))


def test_reasons_name_the_role_or_the_missing_permission():
    assert "“editor”" in str(can(UserFactory(role="editor"), P.POST_EDIT, PostFactory()).reason)
    assert "Write comments" not in str(can(UserFactory(role="reader"), P.POST_EDIT).reason)
    assert "own records" in str(can(UserFactory(role="author"), P.POST_EDIT, PostFactory()).reason)


def test_the_operator_may_everything():
    assert all(can(SYSTEM, permission) for permission in Permission)


def test_each_builtin_role_grants_what_the_catalogue_says():
    for spec in BUILTIN_ROLES:
        assert granted_by(role_named(spec.name)) == spec.permissions
