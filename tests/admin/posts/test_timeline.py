"""The timeline of a text, two of its revisions compared, an earlier one restored."""

import json
import re
import time
from dataclasses import replace
from datetime import timedelta

import pytest

from cms.actions import publishing, reviewing, saving
from cms.actions.content import content_of
from cms.admin.posts.changes import MOST_CHANGES
from cms.models import CommentPolicy, PostKind, PostStatus, now
from cms.rules.permissions import SYSTEM
from cms.tools.html import has_controls
from tests.admin.assertions import person
from tests.factories import PostFactory, UserFactory
from tests.hostile.inert import faults_of, text_of_page

BODY = "<h2>Tides</h2><p>The tide turns at six.</p><p>The boats go out.</p>"


@pytest.fixture
def post(client, db):
    return PostFactory(author=person(client, "editor"), title="Ebb", body=BODY, tags=("tide",), summary="S")


def change(post, note="", **fields):
    content = replace(content_of(saving.newest_revision(post)), **fields)
    return saving.save(post, content, by=post.author, base=post.version, note=note)


def timeline(client, post, **arguments):
    return client.get("/admin/posts/timeline/", query_string={"id": post.id, **arguments})


def compare(client, post, **arguments):
    return client.get("/admin/posts/compare/", query_string={"id": post.id, **arguments})


def restore(client, post, **form):
    return client.post(f"/admin/posts/restoration/?id={post.id}", data=form)


def words(answer):
    assert answer.status_code == 200
    return text_of_page(answer.text)


def test_each_revision_says_what_it_changed_and_where_it_stands(client, post):
    change(post, title="Flow", body=BODY.replace("six", "seven or eight"), note="Checked the tables")
    change(post, tags=("tide", "harbour"), comment_policy=CommentPolicy.CLOSED)
    publishing.schedule(post, now() + timedelta(days=1), by=SYSTEM)
    page = words(timeline(client, post))
    assert "Title, Text (+3 −1 words)" in page
    assert "Tags, Comments" in page
    assert "Checked the tables" in page
    for badge in ("What readers see", "Scheduled for", "First version"):
        assert badge in page


def test_what_happened_between_the_saves_stands_among_them_in_order(client, db):
    post = PostFactory(author=person(client, "editor"), status=PostStatus.UNPUBLISHED)
    reviewing.submit(post, by=post.author, note="Please look")
    reviewing.request_changes(post, by=UserFactory(role="editor", name="Rhea"), note="More boats")
    change(post, title="Boats")
    saving.hand_over(post, UserFactory(role="author", name="Ada"), by=SYSTEM)
    publishing.publish(post, by=SYSTEM)
    db.session.flush()
    page = words(timeline(client, post))
    told = ("published revision 2", "made Ada the author", "Revision 2", "Rhea asked for changes")
    told += ("More boats", "submitted it for review", "Revision 1")
    places = [page.find(it) for it in told]
    assert -1 not in places and places == sorted(places), page
    assert "saved" not in page.casefold()


def test_a_restored_revision_and_one_kept_aside_are_marked(client, post):
    change(post, title="Flow")
    assert restore(client, post, revision="1", base="2").status_code == 303
    saving.keep_aside(post, content_of(saving.newest_revision(post)), by=SYSTEM, base=3)
    page = words(timeline(client, post))
    assert "Restored from 1" in page
    assert "Restored from revision 1" in page
    assert "Kept aside" in page


def test_a_long_timeline_is_read_page_by_page_and_every_entry_once(client, post):
    for number in range(45):
        change(post, title=f"Title {number}")
        if number % 3 == 0:
            publishing.publish(post, by=SYSTEM)
    seen, happened, address = [], 0, f"/admin/posts/timeline/?id={post.id}"
    for _page in range(10):
        page = client.get(address).text
        seen += [int(number) for number in re.findall(r'id="revision-(\d+)"', page)]
        happened += page.count('class="happened"')
        further = re.search(r'rel="next" href="([^"]+)"', page)
        if not further:
            break
        address = further[1].replace("&amp;", "&")
    assert seen == list(range(46, 0, -1))
    assert happened == 16


def test_the_timeline_costs_the_same_however_long_it_is(client, post, count_queries):
    for number in range(3):
        change(post, title=f"Title {number}")
    count_queries.clear()
    timeline(client, post)
    few = len(count_queries)
    for number in range(60):
        change(post, title=f"More {number}")
    for arguments in ({}, {"before": 30}):
        count_queries.clear()
        timeline(client, post, **arguments)
        assert len(count_queries) <= few <= 14


def test_a_timeline_of_texts_of_a_megabyte_is_there_in_time(client, post):
    paragraphs = [f"<p>Paragraph {number} of many words.</p>" for number in range(25_000)]
    for number in range(5):
        paragraphs[number * 100] = f"<p>Changed as the {number}th.</p>"
        change(post, body="".join(paragraphs))
    began = time.process_time()
    page = words(timeline(client, post))
    assert "Text (+" in page
    # Well under a second on a present machine.
    assert time.process_time() - began < 5


def test_a_comparison_reads_as_prose(client, post):
    change(
        post, title="Ebb and flow", body=BODY.replace("six", "seven").replace("h2", "h3"), tags=("harbour",)
    )
    answer = compare(client, post, **{"from": 1, "to": 2})
    page = words(answer)
    assert "heading level 2 → 3" in page
    assert "The tide turns at removed: six added: seven ." in page
    assert "&lt;p&gt;" not in answer.text
    assert re.search(r'<del class="chip">.*?tide', answer.text, re.S)
    assert re.search(r'<ins class="chip">.*?harbour', answer.text, re.S)


def test_a_comparison_needs_no_arguments_and_takes_either_order(client, post):
    change(post, title="Flow")
    assert "Revision 1 → 2" in words(compare(client, post))
    assert "Revision 2 → 1" in words(compare(client, post, **{"from": 2, "to": 1}))
    assert "hold the same" in words(compare(client, post, **{"from": 2, "to": 2}))


def test_a_difference_in_the_markup_alone_is_named(client, post):
    change(post, body=BODY.replace("<p>", '<p class="wide">'))
    page = words(compare(client, post))
    assert "Only the markup differs" in page
    assert 'class="wide"' in page


def test_what_did_not_change_is_folded(client, post):
    long = "".join(f"<p>Number {number} stays.</p>" for number in range(14))
    change(post, body=long + "<p>End.</p>")
    change(post, body=long + "<p>The very end.</p>")
    assert "13 paragraphs unchanged" in words(compare(client, post))


def test_one_steps_from_revision_to_revision_and_from_change_to_change(client, post):
    for number in range(3):
        change(post, body=f"<p>One {number}.</p><p>Same as ever.</p><p>Two {number}.</p>")
    page = compare(client, post, **{"from": 2, "to": 3}).text
    assert re.search(r'rel="prev" href="[^"]*from=1&amp;to=2', page)
    assert re.search(r'rel="next" href="[^"]*from=3&amp;to=4', page)
    assert 'href="#change-1"' in page and 'href="#change-2"' in page


def test_a_long_comparison_comes_in_parts_with_every_change_once(client, post):
    change(post, body="".join(f"<p>Number {number} of many.</p>" for number in range(400)))
    change(post, body="".join(f"<p>Count {number} of many.</p>" for number in range(400)))
    numbers = []
    for part in (1, 2, 3):
        page = compare(client, post, part=part)
        numbers += [int(number) for number in re.findall(r'id="change-(\d+)"', page.text)]
        assert len(numbers) <= part * MOST_CHANGES
    assert numbers == list(range(1, 401))
    assert compare(client, post, part=4).status_code == 404


@pytest.mark.parametrize("view", ["auto", "side", "inline", "nonsense"])
def test_each_layout_has_the_words(client, post, view):
    change(post, body=BODY.replace("six", "seven"))
    page = compare(client, post, view=view)
    assert f"view-{view if view != 'nonsense' else 'auto'}" in page.text
    assert "seven" in page.text


BAD = ("abc", "", "0", "-1", "99", "1.5", "99999999999", "١", "1;drop", "\x00")


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("name", ["from", "to", "part"])
def test_a_comparison_with_what_does_not_exist_is_a_404_with_a_sentence(client, post, name, bad):
    change(post, title="Flow")
    answer = compare(client, post, **{name: bad})
    assert answer.status_code == 404
    assert "There is no such record" in answer.text


@pytest.mark.parametrize("bad", [bad for bad in BAD if bad != "99"])
def test_a_bad_place_in_the_timeline_is_a_404(client, post, bad):
    assert timeline(client, post, before=bad).status_code == 404
    assert timeline(client, post, event=bad).status_code == 404


def test_revisions_of_other_texts_are_not_reached(client, post, db):
    other = PostFactory(status=PostStatus.UNPUBLISHED)
    for number in range(4):
        change(other, title=f"Secret {number}")
    assert compare(client, post, **{"from": 1, "to": 4}).status_code == 404
    page = PostFactory(kind=PostKind.PAGE)
    for path in ("timeline", "compare"):
        assert client.get(f"/admin/posts/{path}/?id={page.id}").status_code == 404
        assert client.get(f"/admin/pages/{path}/?id={page.id}").status_code == 200
    person(client, "author")
    for answer in (timeline(client, post), compare(client, post), restore(client, post, revision=1, base=1)):
        assert answer.status_code == 404


def test_restoring_says_what_happened_to_a_taken_address(client, post, db):
    first = post.slug
    change(post, slug="elsewhere", title="Flow")
    publishing.publish(post, by=SYSTEM)
    PostFactory(slug=first)
    answer = restore(client, post, revision=1, base=2)
    page = words(client.get(answer.location))
    assert "Revision 1 is back, as revision 3." in page
    assert f"“{first}” belongs to another text" in page


def test_a_restore_of_what_somebody_saved_over_shows_the_difference_first(client, post, db):
    change(post, title="Flow")
    answer = restore(client, post, revision=1, base=1)
    assert answer.status_code == 303
    assert "from=1&to=2" in answer.location
    assert "Somebody saved since" in words(client.get(answer.location))
    db.session.refresh(post)
    assert post.version == 2


@pytest.mark.parametrize(("revision", "base"), [("9", "2"), ("x", "2"), ("", "2")])
def test_a_revision_that_does_not_exist_is_not_restored(client, post, revision, base):
    change(post, title="Flow")
    assert restore(client, post, revision=revision, base=base).status_code == 422


def test_a_restore_needs_the_forms_token(client, post, csrf):
    change(post, title="Flow")
    assert restore(client, post, revision=1, base=2).status_code == 400


def test_nothing_hostile_runs_in_a_timeline(client, post, corpora):
    strings = json.loads((corpora / "naughty-strings.json").read_text(encoding="utf-8"))
    texts = [text for text in strings if not has_controls(text) and text.strip()]
    for start in range(0, len(texts), 40):
        some = texts[start : start + 40]
        tags = tuple(text[:90] for text in some[:3])
        change(post, title=" ".join(some)[:250], body="".join(some), summary="".join(some)[:900], tags=tags)
        page = compare(client, post)
        assert page.status_code == 200
        assert faults_of(page.text) == []
    assert faults_of(timeline(client, post).text) == []


def test_the_form_and_the_details_lead_to_the_timeline_and_to_what_readers_dont_see(client, post):
    change(post, title="Flow")
    for path in ("edit", "details"):
        page = client.get(f"/admin/posts/{path}/?id={post.id}").text
        assert f"/admin/posts/timeline/?id={post.id}" in page
        assert f"/admin/posts/compare/?id={post.id}&amp;from=1&amp;to=2" in page


def test_who_only_sees_is_offered_no_restore(client, db):
    post = PostFactory(author=person(client, "contributor"))
    change_by_system = replace(content_of(saving.newest_revision(post)), title="Flow")
    saving.save(post, change_by_system, by=SYSTEM, base=1)
    assert "restoration" not in timeline(client, post).text
    assert "restoration" not in compare(client, post).text
