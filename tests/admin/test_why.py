"""The page that says who may do what, and why."""

import pytest

from cms.actions.roles import create_role
from cms.admin.why.words import RULES, explain
from cms.rules.permissions import SYSTEM, Permission, Rule, can
from tests.admin.assertions import person
from tests.client import sign_in
from tests.factories import CommentFactory, PostFactory, TagFactory, UserFactory, role_named

pytestmark = pytest.mark.usefixtures("db")
P = Permission


def ask(client, **query):
    return client.get("/admin/why/", query_string=query)


def test_every_rule_has_a_sentence_about_somebody():
    assert set(RULES) == set(Rule)


def test_a_decision_names_all_roles_that_grant_it():
    both = UserFactory(roles=[role_named("author"), role_named("editor")])
    assert can(both, P.POST_CREATE).roles == ("author", "editor")
    assert can(both, P.POST_CREATE).permission is P.POST_CREATE


def test_a_decision_names_the_rule_that_refused_and_the_roles_that_would_have_granted():
    editor = UserFactory(role="editor")
    decision = can(editor, P.POST_EDIT, PostFactory(status="trashed"))
    assert (decision.rule, decision.roles, decision.missing) == (Rule.TRASHED, ("editor",), None)


def test_the_smaller_of_two_permissions_is_what_is_missing():
    contributor = UserFactory(role="contributor")
    own, foreign = PostFactory(author=contributor, status="unpublished"), PostFactory()
    assert can(contributor, P.POST_PUBLISH, own).missing is P.POST_PUBLISH_OWN
    assert can(contributor, P.POST_PUBLISH, foreign).missing is P.POST_PUBLISH
    assert can(contributor, P.POST_EDIT, foreign).rule is Rule.OWN_ONLY
    published = PostFactory(author=contributor)
    assert can(contributor, P.POST_EDIT, published).missing is P.POST_PUBLISH_OWN


def test_an_owner_asks_for_somebody_and_a_record(client):
    person(client, "owner")
    UserFactory(role="editor", name="Ann", handle="ann")
    PostFactory(title="Tides")
    text = ask(client, person="ann", permission="post.edit", record="Tides").text
    assert "Ann may do this with “Tides”: “Edit every post”." in text
    assert "The role Editor allows it." in text


def test_a_refusal_says_what_it_would_take(client):
    person(client, "owner")
    ann = UserFactory(role="author", name="Ann", handle="ann")
    PostFactory(title="Tides")
    text = ask(client, person="ann", permission="post.edit", record="Tides").text
    assert "Ann may not do this with “Tides”" in text
    assert "allow it with own records alone" in text
    assert "They can&#39;t open it in the back office." in text
    assert "<li>Editor</li><li>Owner</li>" in text
    assert f"/admin/users/edit/?id={ann.id}" in text


def test_several_with_the_name_are_offered(client):
    person(client, "owner")
    UserFactory(name="Ann One"), UserFactory(name="Ann Two")
    text = ask(client, person="ann", permission="post.edit").text
    assert "Several are called that" in text and "Ann One" in text and "Ann Two" in text


def test_nobody_of_that_name_is_a_sentence(client):
    person(client, "owner")
    assert "Nothing that you may see is called that." in ask(client, person="xy", permission="post.edit").text


def test_everybody_asks_for_themself(client):
    author = person(client, "author")
    UserFactory(role="owner", handle="boss", name="Boss")
    text = ask(client, person="boss", permission="post.delete").text
    assert f"{author} may not do this: “Delete trashed posts for good”." in text
    assert "Boss" not in text.split('id="verdict"')[1].split("</section>")[0]


def test_a_record_that_the_asker_can_not_see_is_not_found(client):
    person(client, "author")
    PostFactory(title="Secret")
    text = ask(client, permission="post.edit", record="Secret").text
    assert "Nothing that you may see" in text


@pytest.mark.parametrize("permission", list(P))
def test_every_permission_is_explained_with_and_without_a_record(client, permission):
    person(client, "owner")
    CommentFactory(body="<p>needle</p>", post=PostFactory(title="needle"))
    TagFactory(name="needle"), UserFactory(name="needle")
    create_role("needle", by=SYSTEM)
    for record in ("", "needle", "1"):
        assert ask(client, permission=permission, record=record).status_code == 200


@pytest.mark.parametrize("text", ["\x00", "٣", "9" * 30, "%", "'", "#", "-1"])
def test_hostile_words_find_nothing(client, text):
    person(client, "owner")
    assert ask(client, person=text, permission="post.edit", record=text).status_code == 200
    assert ask(client, permission=text).status_code == 200


def test_a_role_that_exceeds_and_an_account_that_sleeps_are_named():
    asleep = UserFactory(role="owner", active=False)
    assert explain(asleep, P.POST_EDIT).reasons == [str(RULES[Rule.INACTIVE])]
    clerk = UserFactory(roles=[create_role("clerk", permissions=[P.ROLE_ASSIGN], by=SYSTEM)])
    told = explain(clerk, P.ROLE_ASSIGN, role_named("editor"))
    assert not told.allowed
    assert str(RULES[Rule.ROLE_REACH]) in told.reasons


def test_the_queries_of_the_page_are_bounded(client, count_queries):
    user = person(client, "owner")
    sign_in(client, user)
    PostFactory(title="Tides")
    count_queries.clear()
    ask(client, person=user.handle, permission="post.edit", record="Tides")
    assert len(count_queries) <= 16
