"""The checklist: what it finds, where, and what blocks."""

from types import SimpleNamespace

import pytest

from cms.rules.checklist import CHECKS, Subject, examine, passed

FINE = SimpleNamespace(
    title="Tides",
    slug="tides",
    summary="On tides.",
    body="<p>They turn.</p>",
    lead_image="/media/quay.jpg",
    lead_image_alt="The quay at low water",
)


def found(body="<p>They turn.</p>", dead=(), live_slug="", **fields):
    text = SimpleNamespace(**{**vars(FINE), "body": body, **fields})
    return [
        (it.check.name, it.blocks, str(it.sentence)) for it in examine(Subject(text, set(dead), live_slug))
    ]


def test_a_sound_text_passes_every_check():
    findings = examine(Subject(FINE))
    assert findings == []
    assert passed(findings) == list(CHECKS)


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("given", "name", "blocks", "place"),
    [
        ({"body": '<p><img src="/media/quay.jpg"></p>'}, "alt_text", True, "Picture 1 (quay.jpg)"),
        ({"lead_image_alt": ""}, "lead_image", True, "no alternative text"),
        ({"body": "<h2>One</h2><h2> <b> </b></h2>"}, "empty_heading", True, "Heading 2"),
        ({"body": '<a href="/gone">x</a>', "dead": {"/gone"}}, "dead_link", True, "/gone"),
        ({"body": "<h2>One</h2><h2>One</h2>"}, "twin_headings", False, "“One” stands here 2 times"),
        ({"body": "<h2>One</h2><h4>Deep</h4>"}, "heading_jump", False, "“Deep” is a heading of level 4"),
        ({"body": "<h3>Deep</h3>"}, "heading_jump", False, "only level 1"),
        ({"summary": " "}, "summary", False, "no summary"),
        ({"live_slug": "ebb"}, "address", False, "from “ebb” to “tides”"),
        ({"title": "x" * 71}, "title", False, "71 characters"),
    ],
)
def test_each_fault_is_found_and_its_place_named(given, name, blocks, place):
    [(check, blocked, sentence)] = found(**given)
    assert (check, blocked) == (name, blocks)
    assert place in sentence


@pytest.mark.parametrize(
    "given",
    [
        {"body": '<img src="/wave.svg" alt="">'},
        {"body": '<h2><img src="/logo.svg" alt="The harbour"></h2>'},
        {"body": "<h2>One</h2><h3>Two</h3><h2>Three</h2>"},
        {"body": '<a href="/alive">x</a>'},
        {"live_slug": "tides"},
        {"title": "x" * 70},
        {"body": "<h2>Open"},
    ],
)
def test_what_is_as_it_should_be_is_passed_over(given):
    assert found(**given) == []
