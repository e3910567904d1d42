"""What an editor types, checked before it is kept."""

import pytest

from cms.actions.content import NAMES, Content, checked, columns_of
from cms.actions.errors import Invalid
from cms.models import Post, Revision


def faults_of(**given):
    with pytest.raises(Invalid) as caught:
        checked(Content(**{"title": "Tides", **given}))
    return {name: str(sentence) for name, sentence in caught.value.errors.items()}


def test_short_texts_are_kept_on_one_line():
    kept = checked(
        Content(
            "  High \n tide ",
            lead_image=" /media/quay.jpg ",
            lead_image_alt="The  quay",
            lead_image_caption="By\tInés",
            meta_title=" Tides\n today ",
            meta_description="When  to come",
        )
    )
    assert kept == Content(
        "High tide",
        lead_image="/media/quay.jpg",
        lead_image_alt="The quay",
        lead_image_caption="By Inés",
        meta_title="Tides today",
        meta_description="When to come",
    )


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("address", ["http://pictures.example/a.jpg", "quay.jpg", "javascript:alert(1)"])
def test_a_lead_image_that_pages_cannot_show_is_refused_with_a_sentence(address):
    assert "https://" in faults_of(lead_image=address)["lead_image"]


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("lead_image_alt", 500),
        ("lead_image_caption", 500),
        ("meta_title", 300),
        ("meta_description", 500),
    ],
)
def test_what_is_too_long_is_refused_with_the_limit(name, most):
    assert f"to {most} characters; it has {most + 1}" in faults_of(**{name: "x" * (most + 1)})[name]
    assert getattr(checked(Content("Tides", **{name: "x" * most})), name) == "x" * most


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("name", ["title", "slug", "lead_image", "lead_image_alt", "meta_description"])
def test_no_field_takes_characters_that_no_database_holds(name):
    assert faults_of(**{name: "/a\0b"})[name]


def test_a_revision_has_a_column_for_every_field():
    assert set(NAMES) == set(columns_of(Content("Tides")))
    assert set(NAMES) <= set(Revision.__table__.columns.keys())
    assert set(NAMES) - {"tags"} <= set(Post.__table__.columns.keys())
