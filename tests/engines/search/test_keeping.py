"""The index says what the rows say, in the same transaction, whatever path changed them."""

from sqlalchemy import delete, text, update

from cms.actions import publishing, saving, tagging, trashing
from cms.actions.content import Content
from cms.engines.search.rebuilding import fill, rebuild, standing
from cms.models import SEARCH_WORD, Post, PostStatus, PostTag, SearchEntry, SearchTag, Tag
from cms.rules.permissions import SYSTEM
from tests.factories import PostFactory, TagFactory, UserFactory

LIVE = {"status": PostStatus.PUBLISHED}


def test_what_is_saved_is_found_by_its_new_words_alone(found):
    post = PostFactory(title="Lantern", status=PostStatus.UNPUBLISHED)
    saving.save(post, Content(title="Beacon", body="<p>x</p>"), by=SYSTEM, base=1)
    assert found("lantern") == []
    assert found("beacon") == ["Beacon"]


def test_a_published_text_keeps_its_words_until_it_is_published_again(found):
    post = PostFactory(title="Lantern")
    saving.save(post, Content(title="Beacon", body="<p>x</p>"), by=SYSTEM, base=1)
    assert found("lantern") == ["Lantern"]
    publishing.publish(post, by=SYSTEM)
    assert found("lantern") == []
    assert found("beacon", **LIVE) == ["Beacon"]


def test_the_index_knows_what_is_live_archived_trashed_and_restored(found):
    post = PostFactory(title="Lantern", status=PostStatus.UNPUBLISHED)
    assert found("lantern", **LIVE) == []
    publishing.publish(post, by=SYSTEM)
    assert found("lantern", **LIVE) == ["Lantern"]
    publishing.archive(post, by=SYSTEM)
    assert found("lantern", status=PostStatus.ARCHIVED) == ["Lantern"]
    trashing.trash(post, by=SYSTEM)
    assert found("lantern", status=PostStatus.TRASHED) == ["Lantern"]
    trashing.restore(post, by=SYSTEM)
    assert found("lantern", status=PostStatus.UNPUBLISHED) == ["Lantern"]


def test_what_is_deleted_leaves_the_index(found, db):
    post = PostFactory(title="Lantern", status=PostStatus.TRASHED)
    trashing.delete(post, by=SYSTEM)
    assert found("lantern") == []
    assert standing().rows == 0


def test_tags_are_found_by_their_names_as_they_are_now(found):
    PostFactory(title="A walk", tags=("Boats",))
    assert found("boat") == ["A walk"]
    tag = tagging.tags_named(["boats"], by=SYSTEM)[0]
    tagging.edit_tag(tag, "Ships", by=SYSTEM)
    assert found("boat") == []
    assert found("ship") == ["A walk"]
    tagging.delete_tag(tag, by=SYSTEM)
    assert found("ship") == []


def test_a_number_of_a_deleted_tag_never_comes_again(found):
    PostFactory(title="A walk", tags=("Boats",))
    tagging.delete_tag(tagging.tags_named(["boats"], by=SYSTEM)[0], by=SYSTEM)
    TagFactory(name="Ships")
    assert found("ships") == []


def test_tags_that_are_put_on_and_taken_off_count_at_once(found):
    post = PostFactory(title="A walk", status=PostStatus.UNPUBLISHED)
    tagging.put_tags(post, tagging.tags_named(["Boats"], by=SYSTEM))
    assert found("boats") == ["A walk"]
    tagging.put_tags(post, [])
    assert found("boats") == []


def test_another_author_is_known_at_once(found):
    post, other = PostFactory(title="Lantern"), UserFactory(role="author")
    saving.hand_over(post, other, by=UserFactory(role="editor"))
    assert found("lantern", author_id=other.id) == ["Lantern"]


def test_statements_past_the_records_are_followed(found, db):
    post, other = PostFactory(title="Lantern", tags=("Boats",)), PostFactory(title="Beacon", tags=("Ships",))
    db.session.execute(update(Post).where(Post.id == post.id).values(title="Torch"))
    assert found("torch") == ["Torch"]
    db.session.execute(update(Tag).where(Tag.key == "ships").values(name="Rafts", key="rafts"))
    assert found("rafts") == ["Beacon"]
    boats = tagging.tags_named(["boats"], by=SYSTEM)[0]
    db.session.execute(update(PostTag).where(PostTag.post_id == other.id).values(tag_id=boats.id))
    assert set(found("boats")) == {"Torch", "Beacon"}
    db.session.execute(delete(PostTag).where(PostTag.post_id == other.id))
    assert found("boats") == ["Torch"]
    db.session.execute(delete(Post).where(Post.id == post.id))
    assert found("torch") == []


def test_plain_sql_that_deletes_takes_the_index_along(found, db):
    post = PostFactory(title="Lantern")
    db.session.execute(text("DELETE FROM post WHERE id = :id"), {"id": post.id})
    assert found("lantern") == []


def test_what_is_rolled_back_leaves_no_trace(found, db):
    post = PostFactory(title="Lantern", status=PostStatus.UNPUBLISHED)
    outer = db.session.begin_nested()
    saving.save(post, Content(title="Beacon", body="<p>x</p>"), by=SYSTEM, base=1)
    PostFactory(title="Beacon too")
    assert len(found("beacon")) == 2
    outer.rollback()
    assert found("beacon") == []
    assert found("lantern") == ["Lantern"]


def test_an_index_built_anew_says_the_same(found, db):
    PostFactory(title="Lantern", body="<p>by the boats</p>", tags=("Ships",))
    PostFactory(title="Boats")
    before = [found(words) for words in ("boats", "ships", "lantern")]
    for _turn in range(2):
        assert sum(rebuild()) == 2
        assert [found(words) for words in ("boats", "ships", "lantern")] == before


def test_what_is_missing_is_added(found, db):
    post = PostFactory(title="Lantern", tags=("Ships",))
    for table in (SearchEntry.__table__, SearchTag.__table__, SEARCH_WORD):
        db.session.execute(delete(table))
    assert not standing().is_whole
    assert sum(fill()) == 1
    assert found("ships lant*") == [post.title]
    assert list(fill()) == []
