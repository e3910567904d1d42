"""Bulk content: the same for the same seed, whole in every row, never twice."""

from collections import Counter

import pytest
from sqlalchemy import func, select

from cms.cli.seeding import seed
from cms.cli.seeding.planned import (
    ANCHOR,
    AUTHORS,
    BUSY_COMMENTS,
    DEEPEST,
    SPAN,
    TAGS,
    TAGS_A_POST,
    planned_post,
)
from cms.models import Comment, CommentStatus, Event, Post, PostStatus, PostTag, Revision, Tag, User
from cms.tools.html import sanitise, sanitise_comment, text_of

SEEDED = User.email.like("writer-%@seed.example.com")


@pytest.fixture(scope="module")
def planned():
    return [planned_post(1, number) for number in range(1_000)]


@pytest.fixture
def run(app, db):
    return lambda *arguments: app.test_cli_runner().invoke(seed, [str(argument) for argument in arguments])


@pytest.fixture
def seeded(run):
    result = run("--posts", 60)
    assert result.exit_code == 0, result.output


def count(db, model, *conditions):
    return db.session.scalar(select(func.count()).select_from(model).where(*conditions))


class TestPlan:
    def test_is_the_same_every_time(self, planned):
        assert [planned_post(1, number) for number in range(50)] == planned[:50]

    def test_differs_for_another_seed(self, planned):
        assert planned_post(2, 3).body != planned[3].body

    def test_stays_what_it_was(self, planned):
        post = planned[17]
        assert post.slug == "notes-on-rain-from-the-allotments-1-17"
        assert post.at.isoformat() == "2019-01-02T05:53:37+00:00"
        assert (post.author, post.tags) == (39, (61, 0, 146))

    def test_bodies_are_in_the_sanitisers_normal_form(self, planned):
        assert all(sanitise(post.body) == post.body for post in planned)

    def test_comments_are_in_the_sanitisers_normal_form(self, planned):
        bodies = [comment.body for post in planned for comment in post.comments]
        assert [sanitise_comment(body) for body in bodies] == bodies

    def test_bodies_are_about_three_kilobytes_with_headings_lists_and_links(self, planned):
        assert 2_700 < sum(len(post.body.encode()) for post in planned) / len(planned) < 3_300
        assert all("<h2>" in post.body and "<li>" in post.body and "<a " in post.body for post in planned)

    def test_dates_span_ten_years_before_the_anchor(self, planned):
        moments = [post.at for post in planned]
        assert ANCHOR - SPAN <= min(moments) < max(moments) < ANCHOR
        assert max(moments) - min(moments) > SPAN * 0.98

    def test_one_in_twenty_is_a_draft_without_comments(self, planned):
        drafts = [post for post in planned if post.draft]
        assert len(drafts) == 50
        assert not any(post.comments for post in drafts)

    def test_tags_are_distinct_and_follow_zipf(self, planned):
        assert all(len(set(post.tags)) == TAGS_A_POST for post in planned)
        ranks = Counter(tag for post in planned for tag in post.tags)
        assert max(ranks) < TAGS
        assert ranks[0] > 1.5 * ranks[2] > 0
        assert len(ranks) > TAGS * 0.9

    def test_authors_all_write(self, planned):
        assert {post.author for post in planned} == set(range(AUTHORS))

    def test_two_comments_a_post_but_for_the_busy_one(self, planned):
        assert len(planned[0].comments) == BUSY_COMMENTS
        rest = [len(post.comments) for post in planned[1:]]
        assert 1.8 < sum(rest) / len(rest) < 2.2

    def test_comments_answer_earlier_ones_to_a_limited_depth(self, planned):
        depths = []
        for place, comment in enumerate(planned[0].comments):
            assert comment.parent is None or comment.parent < place
            depths.append(0 if comment.parent is None else depths[comment.parent] + 1)
        assert max(depths) == DEEPEST

    def test_links_lead_to_published_posts_of_the_same_seed(self, planned):
        public = {f'"/posts/{post.slug}"' for post in planned if not post.draft}
        for post in planned[1:]:
            links = [part.partition(">")[0] for part in post.body.split("<a href=")[1:]]
            assert len(links) == 2
            assert set(links) <= public


@pytest.mark.usefixtures("seeded")
class TestRows:
    def test_posts_show_their_only_revision(self, db):
        posts = db.session.scalars(select(Post)).all()
        revisions = {row.post_id: row for row in db.session.scalars(select(Revision))}
        assert len(posts) == len(revisions) == 60
        for post in posts:
            revision = revisions[post.id]
            assert (post.version, post.live_version, revision.number, revision.parent) == (1, 1, 1, None)
            assert (revision.title, revision.slug, revision.body) == (post.title, post.slug, post.body)
            assert (revision.summary, revision.author_id) == (post.summary, post.author_id)

    def test_denormalised_columns_are_right(self, db):
        names = {tag.id: tag.name for tag in db.session.scalars(select(Tag))}
        for post in db.session.scalars(select(Post)):
            rows = db.session.scalars(select(PostTag).where(PostTag.post_id == post.id)).all()
            revision = db.session.scalars(select(Revision).where(Revision.post_id == post.id)).one()
            assert post.body_text == text_of(post.body)
            assert {names[row.tag_id] for row in rows} == set(revision.tags)
            assert {row.published_at for row in rows} == {post.published_at}

    def test_drafts_are_undated_and_the_rest_is_published(self, db):
        drafts = Post.status == PostStatus.UNPUBLISHED
        assert count(db, Post, drafts, Post.published_at.is_(None)) == count(db, Post, drafts) == 3
        assert count(db, Post, Post.status == PostStatus.PUBLISHED) == 57

    def test_comments_are_approved_and_threads_hold_together(self, db):
        comments = {comment.id: comment for comment in db.session.scalars(select(Comment))}
        for comment in comments.values():
            assert comment.status == CommentStatus.APPROVED
            parent = comments.get(comment.parent_id)
            assert comment.depth == (parent.depth + 1 if parent else 0)
            assert comment.root_id == ((parent.root_id or parent.id) if parent else None)
            assert parent is None or (parent.post_id, True) == (
                comment.post_id,
                parent.created_at <= comment.created_at,
            )
            assert comment.display_name

    def test_authors_cannot_sign_in(self, db):
        authors = db.session.scalars(select(User).where(SEEDED)).all()
        assert len(authors) == AUTHORS
        assert not any(author.active or author.password for author in authors)
        assert all(author.has_role_named("author") for author in authors)

    def test_next_record_made_by_hand_gets_a_free_number(self, db):
        post = db.session.scalars(select(Post).limit(1)).one()
        comment = Comment(post=post, author_name="Somebody", body="<p>New.</p>")
        tag = Tag(name="By hand", slug="by-hand")
        revision = Revision(post_id=post.id, number=2, title="New", slug="new")
        db.session.add_all([comment, tag, revision])
        db.session.flush()
        assert comment.id > BUSY_COMMENTS

    def test_second_run_adds_nothing(self, run, db):
        before = [count(db, model) for model in (Post, Revision, PostTag, Comment, Tag, User, Event)]
        result = run("--posts", 60)
        assert result.exit_code == 0
        assert "already" in result.output
        assert [count(db, model) for model in (Post, Revision, PostTag, Comment, Tag, User, Event)] == before

    def test_asking_for_more_continues(self, run, db):
        assert run("--posts", 70).exit_code == 0
        assert count(db, Post) == 70
        assert set(db.session.scalars(select(Post.slug))) == {planned_post(1, n).slug for n in range(70)}

    def test_another_seed_adds_posts_by_the_same_people_about_the_same_things(self, run, db):
        assert run("--posts", 5, "--seed", 2).exit_code == 0
        assert count(db, Post) == 65
        assert count(db, User, SEEDED) == AUTHORS
        assert count(db, Tag) == TAGS

    def test_post_in_the_way_ends_the_run_with_a_sentence(self, run, db):
        post = db.session.scalars(select(Post).limit(1)).one()
        post.slug = planned_post(1, 60).slug
        db.session.commit()
        result = run("--posts", 61)
        assert (result.exit_code, count(db, Post)) == (1, 60)
        assert "choose another --seed" in result.output


class TestArguments:
    def test_one_post_is_the_busy_one(self, run, db):
        assert run("--posts", 1).exit_code == 0
        assert (count(db, Post), count(db, Comment)) == (1, BUSY_COMMENTS)

    @pytest.mark.parametrize("posts", [0, -3, 5_000_001, 10**30])
    def test_impossible_number_of_posts_gets_a_sentence(self, run, db, posts):
        result = run("--posts", posts)
        assert result.exit_code == 1
        assert "--posts" in result.output
        assert count(db, Post) == 0

    @pytest.mark.parametrize("number", [-1, 2**31])
    def test_impossible_seed_gets_a_sentence(self, run, number):
        result = run("--posts", 1, "--seed", number)
        assert result.exit_code == 1
        assert "--seed" in result.output

    def test_full_disk_is_foreseen(self, run, db, monkeypatch):
        if db.engine.dialect.name != "sqlite":
            pytest.skip("a server knows its own disk")
        monkeypatch.setattr("cms.cli.seeding.command.BYTES_A_POST", 10**15)
        result = run("--posts", 1)
        assert result.exit_code == 1
        assert "disk" in result.output

    def test_tag_and_handle_of_a_real_person_stay_theirs(self, run, db):
        db.session.add(Tag(name="small HARBOURS", slug="mine"))
        db.session.add(User(email="ada@example.com", handle="ada-alder", fs_uniquifier="x"))
        db.session.commit()
        assert run("--posts", 2).exit_code == 0
        assert count(db, Tag) == TAGS
        assert count(db, User, User.handle == "ada-alder-2", SEEDED) == 1
