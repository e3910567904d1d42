"""Every hostile string, typed into every text field: kept and shown as it is, or refused with a sentence."""

import re
from urllib.parse import quote

from sqlalchemy import func, select

from cms.models import AccessRequest, Comment, Post, PostStatus, Redirect, Setting, Tag, User
from cms.tools.html import has_controls, text_of
from tests.client import PASSWORD
from tests.factories import CommentFactory, PostFactory, UserFactory, role_named, with_app
from tests.hostile.inert import text_of_page

SURROGATE = re.compile("[\ud800-\udfff]")


def one_line(text):
    return " ".join(text.split())


def arriving(text):
    """What a form gets of it: lone surrogates stay the escapes that they were sent as."""
    return SURROGATE.sub(lambda found: quote(found.group().encode("utf-8", "surrogatepass")), text)


def refused(text):
    return has_controls(arriving(text)) or not text.strip()


def test_posts(careful, db, naughty):
    editor, kept = careful("editor"), 0
    for text in naughty:
        form = {"title": text, "summary": text, "body": text, "note": text, "tags": text, "act": "publish"}
        form["override"] = "Hostile texts have pictures without alt text."
        answer = editor.post("/admin/posts/new/", data=form)
        if refused(text):
            assert answer.status_code == 422, repr(text)
            continue
        if answer.status_code == 422:  # a tag too long, or too many of them
            assert "tags" in answer.text
            answer = editor.post("/admin/posts/new/", data={**form, "tags": ""})
        assert answer.status_code == 302, repr(text)
        kept += 1
    posts = db.session.scalars(select(Post).where(Post.status == PostStatus.PUBLISHED)).all()
    assert len(posts) == kept > 450
    assert {post.title for post in posts} <= {one_line(arriving(text)) for text in naughty}
    for post in posts:
        page = editor.get(f"/posts/{post.slug}")
        assert page.status_code == 200
        assert one_line(post.title) in text_of_page(page.text)
    lists_show(editor, len(posts))


def lists_show(client, count):
    for number in range(-(-count // 100)):
        client.get(f"/admin/posts/?page={number}&page_size=100")
    for path in (
        "/",
        "/?page=2",
        "/archive",
        "/feed.atom",
        "/feed.rss",
        "/feed.json",
        "/sitemap.xml",
        "/sitemap-posts-1.xml",
        "/admin/",
        "/admin/tags/?page_size=100",
    ):
        assert client.get(path).status_code == 200, path


def test_edits(careful, db, chunks):
    post = PostFactory(status="unpublished")
    editor = careful("editor")
    for text in chunks:
        db.session.refresh(post)
        form = dict.fromkeys(("title", "summary", "body", "slug", "tags", "note", "at"), text)
        editor.post(f"/admin/posts/edit/?id={post.id}", data={**form, "base": post.version})
    editor.get(f"/admin/posts/edit/?id={post.id}")
    editor.get(f"/admin/posts/details/?id={post.id}")


def test_stale_edits_are_kept_and_shown(careful, chunks):
    post = PostFactory(status="unpublished")
    editor = careful("editor")
    for text in chunks[::2]:
        page = editor.post(
            f"/admin/posts/edit/?id={post.id}", data={"title": text or "x", "body": text, "base": 0}
        )
        assert page.status_code in (303, 422)
        if page.status_code == 303:
            assert editor.get(page.headers["Location"]).status_code == 200


def test_pages(careful, db, chunks):
    editor = careful("editor")
    for text in chunks[::2]:
        form = {"title": text, "summary": text, "body": text, "slug": text, "act": "publish"}
        editor.post("/admin/pages/new/", data=form)
    editor.get("/admin/pages/?page_size=100")


def test_comments(careful, db, naughty):
    post = PostFactory()
    reader = careful("reader")
    CommentFactory(post=post, author=db.session.scalars(select(User).order_by(User.id.desc())).first())
    db.session.commit()
    for text in naughty:
        answer = reader.post(f"/posts/{post.slug}/comments", data={"text": text})
        assert answer.status_code == (422 if refused(text.strip()) else 303), repr(text)
    comments = db.session.scalars(
        select(Comment).where(Comment.post_id == post.id).order_by(Comment.id)
    ).all()
    typed = {one_line(arriving(text)) for text in naughty}
    assert len(comments) > 480
    assert {one_line(comment.source) for comment in comments[1:]} <= typed
    assert all(text_of(comment.body) for comment in comments if one_line(comment.source).isalnum())
    for number in range(1, 12):
        reader.get(f"/posts/{post.slug}?comments={number}")


def test_comments_of_guests(careful, db, chunks):
    db.session.add(Setting(name="guest_comments", value="verified"))
    post = PostFactory()
    db.session.commit()
    visitor = careful(None)
    for text in chunks:
        form = dict.fromkeys(("text", "name", "email", "stamp", "homepage", "parent"), text)
        for fields in (form, {**form, "email": "a@example.org", "name": "Ann", "parent": "", "send": "1"}):
            answer = visitor.post(
                f"/posts/{post.slug}/comments/guests", data=fields, headers={"Sec-Fetch-Site": "same-origin"}
            )
            assert answer.status_code in (200, 409, 422), repr(text)


def test_comments_in_the_queue(careful, db, naughty):
    post = PostFactory()
    author = UserFactory(role="reader", name="<script>alert(1)</script>")
    for text in naughty[::10]:
        if not has_controls(text):
            CommentFactory(post=post, author=author, body=text, status="pending")
    db.session.commit()
    moderator = careful("moderator")
    moderator.get("/admin/comments/?page_size=100")
    for comment in db.session.scalars(select(Comment)).all():
        moderator.get(f"/admin/comments/details/?id={comment.id}")


def test_tags(careful, db, chunks):
    editor = careful("editor")
    for text in chunks:
        editor.post("/admin/tags/new/", data={"name": text, "slug": text, "description": text})
    for tag in db.session.scalars(select(Tag)).all()[::4]:
        editor.get(f"/tags/{tag.slug}")
    editor.get("/admin/tags/?page_size=100")


def test_names_that_grow_when_they_are_folded_or_spelt_in_latin(careful):
    editor = careful("editor")
    for text in ("和" * 100, "\ufdfa" * 100, "ß" * 100, "\ufb03" * 60, "Ж" * 99):
        editor.post("/admin/tags/new/", data={"name": text, "slug": text})
        editor.post("/admin/tags/new/", data={"name": text})
        editor.post(
            "/admin/posts/new/", data={"title": text * 3, "slug": text, "tags": text, "act": "publish"}
        )
        editor.post("/admin/posts/new/", data={"title": text * 3, "act": "publish"})


def test_people(careful, db, naughty, chunks):
    owner = careful("owner")
    for number, text in enumerate(chunks[::2]):
        address = {"email": f"person{number}@example.com", "handle": f"h-{number}"}
        owner.post("/admin/users/new/", data={**address, "name": text, "bio": text})
    for text in naughty[::10]:
        owner.post(
            "/admin/users/new/", data=dict.fromkeys(("email", "handle", "locale", "timezone", "roles"), text)
        )
    people = db.session.scalars(select(User)).all()
    assert len(people) > len(chunks) // 4
    owner.get("/admin/users/?page_size=100")
    for person in people[::20]:
        owner.get(f"/admin/users/details/?id={person.id}")
        owner.get(f"/admin/users/edit/?id={person.id}")


def test_reasons(careful, db, chunks):
    person = UserFactory()
    owner = careful("owner")
    for text in chunks[::5]:
        owner.post(f"/admin/users/deactivation/?id={person.id}", data={"reason": text})
        owner.post(f"/admin/users/reactivation/?id={person.id}")
    owner.get("/admin/events/?page_size=100")


def test_review_notes(careful, db, chunks):
    post = PostFactory(status="unpublished")
    editor = careful("editor")
    for text in chunks[::5]:
        for name in ("submit", "request_changes", text):
            editor.post(f"/admin/posts/review/?id={post.id}", data={"transition": name, "note": text})
    editor.get(f"/admin/posts/details/?id={post.id}")


def test_redirects_and_what_is_asked_for_in_vain(app, careful, db, chunks):
    editor = careful("editor")
    for number, text in enumerate(chunks[::12]):
        path = f"/{number}-{text}"
        for target in (text, f"/{text}", f"https://y.example/{text}"):
            editor.post("/admin/redirects/new/", data={"path": path, "target": target, "kind": "permanent"})
        editor.post("/admin/redirects/new/", data=dict.fromkeys(("path", "target", "kind"), text))
        editor.post("/admin/redirects/import/", data={"lines": f"{path}-a,{text}\n{text}\n{text},/x,{text}"})
        editor.get("/admin/redirects/new/", query_string={"path": arriving(text)})
        editor.get(f"/{quote(arriving(path), safe='')}")
        editor.get(f"/nothing/{quote(arriving(text), safe='')}", headers={"Referer": quote(arriving(text))})
        editor.get("/search/feed.rss", query_string={"q": arriving(text)})
    with app.app_context():
        app.extensions["visits"].write_down()
    editor.get("/admin/redirects/?page_size=100")
    editor.get("/admin/missing/?page_size=100")
    assert db.session.scalar(select(func.count(Redirect.id))) > 3


def test_roles(careful, db, chunks):
    owner = careful("owner")
    for text in chunks[::3]:
        owner.post("/admin/roles/new/", data={"name": text, "description": text, "like": ""})
    owner.post("/admin/roles/new/", data={"name": "x", "like": "<script>"})
    owner.get("/admin/roles/")
    owner.get("/admin/roles/matrix/")


def test_settings(careful, db, naughty, chunks):
    owner = careful("owner")
    numbers = {
        "posts_per_page": "5",
        "trash_days": "30",
        "sign_in_days": "90",
        "idle_days": "14",
        "event_days": "0",
        "comment_days": "0",
        "deletion_days": "14",
        "invitation_days": "7",
    }
    fixed = {"guest_comments": "off", "site_locale": "en", "site_timezone": "UTC", **numbers}
    for number, text in enumerate(chunks[::3]):
        typed = dict.fromkeys(("site_name", "tagline", "footer_text", "blocked_words"), text)
        if owner.post("/admin/settings/", data={**fixed, **typed}).status_code == 302 and number % 5 == 0:
            owner.get("/")
            owner.get("/feed.atom")
    for text in naughty[::10]:
        owner.post("/admin/settings/", data={**dict.fromkeys(fixed, text), "site_name": "Site"})
    assert db.session.scalar(select(Setting.value).where(Setting.name == "posts_per_page")) == 5


def test_the_own_profile(careful, db, naughty, chunks):
    reader = careful("reader")
    for text in chunks[::2]:
        reader.post("/account", data={"name": text, "handle": "reader-x", "bio": text})
    for text in naughty[::10]:
        reader.post("/account", data={"name": "x", "handle": text, "locale": text, "timezone": text})
        reader.get("/account")


def test_bulk_texts(careful, chunks):
    post = PostFactory()
    editor = careful("editor")
    for text in chunks[::8]:
        tagging = {"action": "add_tag", "rowid": post.id, "text": text}
        editor.post("/admin/posts/action/", data=tagging)
        editor.post("/admin/posts/action/", data={**tagging, "confirmed": "1"})
        editor.post("/admin/posts/action/", data={"action": text, "rowid": text, "url": text})


def test_accounts(careful, chunks):
    visitor = careful()
    for text in chunks[::3]:
        visitor.post("/login", data={"email": text, "password": text, "next": text})
        visitor.post(
            "/register", data={"email": text, "name": text, "password": text, "password_confirm": text}
        )
        visitor.post("/reset", data={"email": text})
        visitor.post("/confirm", data={"email": text})


def test_second_factors(careful, db, chunks):
    reader = careful("reader")
    for text in chunks[::8]:
        # Whoever has a second factor waits for it; here are the own pages and those of visitors.
        proven = {"password": PASSWORD, "name": text}
        reader.post("/account/security/apps", data=proven)
        reader.post("/account/security/passkeys", data={**proven, "credential": text})
        reader.post("/account/security/passkeys/challenge", data={"password": text})
        reader.post("/account/security/codes", data={"password": text})
        reader.post("/login/passkey", data={"credential": text, "next": text})
        reader.post("/login/passkey/challenge", data={"purpose": text})
        reader.post("/login/second", data={"code": text})
    reader.get("/account/security")


def test_second_steps(careful, db, chunks):
    visitor, user = careful(), UserFactory()
    with_app(user)
    db.session.commit()
    for text in chunks[::4]:
        visitor.post("/login", data={"email": user.email, "password": PASSWORD, "next": text})
        for way in ("code", "recovery_code", "credential"):
            visitor.post("/login/second", data={way: text})


def test_days_of_grace_and_reasons_for_a_reset(careful, db, naughty):
    owner, role = careful("owner"), role_named("moderator")
    for text in naughty[::5]:
        owner.post(f"/admin/roles/factor/?id={role.id}", data={"required": text, "days": text})
        owner.post("/admin/roles/factor/", query_string={"id": text.encode("utf-8", "replace")})
    for text in naughty[::25]:
        user = UserFactory()
        with_app(user)
        db.session.commit()
        answer = owner.post(f"/admin/users/factors/?id={user.id}", data={"reason": text})
        assert answer.status_code == 302
    owner.get("/admin/events/?page_size=100")


def test_secrets_of_the_own_account(careful, chunks):
    reader = careful("reader")
    for text in chunks[::4]:
        reader.post("/change-email", data={"email": text})
        reader.post("/change", data={"password": text, "new_password": text, "new_password_confirm": text})


def test_requests_and_their_answers(careful, db, chunks):
    owner = careful("owner")
    for text in chunks[::4]:
        asked = AccessRequest(user_id=UserFactory().id, permission="tag.view")
        db.session.add(asked)
        db.session.commit()
        owner.post("/account/requests", data=dict.fromkeys(("permission", "noun", "record", "note"), text))
        owner.post("/admin/requests/grant/", data={"id": asked.id, "role": text})
        owner.post("/admin/requests/decline/", data={"id": asked.id, "answer": text})
    owner.get("/admin/requests/?answered=1")
    author = careful("author")
    for text in chunks[:60]:
        author.post("/account/requests", data={"permission": "tag.view", "note": text})
    author.get("/account/requests")


def test_questions_why(careful, chunks):
    owner = careful("owner")
    for text in chunks[::8]:
        for permission in ("post.edit", "user.edit", text):
            query = {"person": arriving(text), "permission": arriving(permission), "record": arriving(text)}
            owner.get("/admin/why/", query_string=query)


def test_previews_of_roles(careful, db, chunks):
    owner, person = careful("owner"), UserFactory(role="author")
    db.session.commit()
    for text in chunks[::10]:
        owner.post("/admin/roles/matrix/", data={"base-2": text, "role-2": [text, "tag.view"]})
        form = {"email": person.email, "handle": person.handle, "name": text, "bio": text, "roles_shown": "1"}
        owner.post(f"/admin/users/edit/?id={person.id}", data={**form, "roles": text, "roles_were": text})
