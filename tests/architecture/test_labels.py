"""What people may choose or see as a name has words in it, and the words are translated."""

from flask_babel import LazyString

from cms.models import CommentStatus, PostStatus, ReviewState
from cms.rules import workflow
from cms.rules.builtin_roles import BUILTIN_ROLES
from cms.rules.catalogue import LABELS, Permission
from cms.rules.settings import SETTINGS

KINDS_OF_SETTINGS = {
    *("text", "long_text", "flag", "number", "locale", "timezone", "person"),
    *("choice", "lines", "networks"),
}


def test_every_permission_has_a_label():
    assert set(LABELS) == set(Permission)
    assert all(isinstance(label, LazyString) for label in LABELS.values())


def test_no_two_permissions_read_alike():
    assert len({str(label) for label in LABELS.values()}) == len(LABELS)


def test_every_setting_has_a_label_and_a_help_text():
    for spec in SETTINGS:
        assert isinstance(spec.label, LazyString)
        assert isinstance(spec.help, LazyString)
        assert spec.kind in KINDS_OF_SETTINGS


def test_every_state_has_a_label():
    assert set(workflow.STATUS_LABELS) == set(PostStatus)
    assert set(workflow.REVIEW_LABELS) == set(ReviewState)
    assert set(workflow.COMMENT_LABELS) == set(CommentStatus)


def test_every_transition_leads_somewhere_and_has_its_words():
    for table in (workflow.PUBLICATION, workflow.REVIEW, workflow.MODERATION):
        for name, transition in table.items():
            assert transition.name == name
            assert transition.sources
            assert all(map(str, (transition.label, transition.done, transition.refused)))


def test_every_transition_names_an_act_that_is_a_permission():
    for table, nouns in (
        (workflow.PUBLICATION, ("post", "page")),
        (workflow.REVIEW, ("post", "page")),
        (workflow.MODERATION, ("comment",)),
    ):
        for transition in table.values():
            assert all(Permission(f"{noun}.{transition.act}") for noun in nouns)


def test_every_builtin_role_is_described():
    assert all(isinstance(role.description, LazyString) for role in BUILTIN_ROLES)
