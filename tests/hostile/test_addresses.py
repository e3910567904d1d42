"""Every hostile string as an argument or a part of an address, and arguments that no link of ours holds."""

import itertools
from urllib.parse import quote

import pytest

from cms.actions import unlocking
from cms.engines import comment_links, sign_ins
from cms.engines.comment_links import ANSWERS, CONFIRM
from tests.access.addresses import address_of, methods_of, rules
from tests.factories import CommentFactory, PostFactory

OF_COMMENTS = (f"/{CONFIRM}/{{}}", f"/{ANSWERS}/{{}}", "/comments/{}/edit", "/comments/{}/withdrawal")
LISTS = ("posts", "pages", "comments", "tags", "users", "roles", "events")
FILTERS = (
    "status",
    "review",
    "author",
    "tag",
    "from",
    "to",
    "role",
    "active",
    "actor",
    "verb",
    "noun",
    "record",
    "until",
    "group",
    "lock",
)
IDS = (
    "abc",
    "-1",
    "0",
    str(10**30),
    "1.5",
    "",
    " ",
    "1;DROP TABLE post",
    "%00",
    "1%00",
    "٣",
    "1e5",
    "0x1",
    "null",
)
# So many of them are tried on an address; the next address begins where this one ended.
EACH = 5
NUMBERS = ("-5", str(10**20), "abc", "", "NaN", "1e9", "٣", "999999999")
RAW = (
    "%00",
    "a%00b",
    "%ED%A0%80",
    "%FF%FE",
    "%C0%80",
    "%",
    "%zz",
    "%u0000",
    "%0d%0aSet-Cookie:x=1",
    "%2e%2e%2f",
)


def test_the_search_box(careful, naughty):
    PostFactory(title="<b>bold</b> words", body="<p>script alert words</p>")
    visitor = careful()
    for text in naughty:
        assert visitor.get(
            "/search", query_string={"q": text.encode("utf-8", "surrogatepass")}
        ).status_code in (200, 400)


def test_every_argument_of_every_list(careful, naughty):
    owner = careful("owner")
    for number, text in enumerate(naughty):
        value = text.encode("utf-8", "surrogatepass")
        filters = {f"flt{place}_{name}": value for place, name in enumerate(FILTERS)}
        given = {**dict.fromkeys(("page", "sort", "desc", "page_size"), value), "search": value, **filters}
        screen = LISTS[number % len(LISTS)]
        assert owner.get(f"/admin/{screen}/", query_string=given).status_code == 200


def test_lookups(careful, naughty):
    editor = careful("editor")
    for text in naughty:
        value = text.encode("utf-8", "surrogatepass")
        assert (
            editor.get("/admin/posts/ajax/lookup/", query_string={"name": "tags", "query": value}).status_code
            == 200
        )
    for text in naughty[::10]:
        value = text.encode("utf-8", "surrogatepass")
        editor.get("/admin/posts/ajax/lookup/", query_string={"name": value, "limit": value, "query": "x"})


def test_every_part_of_an_address(careful, naughty):
    visitor = careful()
    for number, text in enumerate(naughty):
        part = quote(text.encode("utf-8", "surrogatepass"), safe="")
        for path in (f"/{part}", f"/{('posts', 'tags', 'authors')[number % 3]}/{part}"):
            assert visitor.get(path).status_code in (200, 301, 302, 308, 404), path


@pytest.mark.parametrize("path", ["/unlock/{}", "/sign-in/{}", "/invitation/{}", *OF_COMMENTS])
def test_tokens_of_mailed_links(careful, naughty, path):
    """Nothing that somebody makes up opens a lock or ends a sign-in, with the button or without."""
    for role in (None, "owner"):
        client = careful(role)
        for text in naughty[::3]:
            address = path.format(quote(text.encode("utf-8", "surrogatepass"), safe=""))
            for ask in (client.get, client.post):
                assert ask(address).status_code in (301, 302, 308, 404, 405, 410), address


def test_signed_tokens_that_hold_something_else(careful, app, naughty):
    """Signed by this site for this purpose, and yet with another content than its own code would put in."""
    with app.app_context():
        signers = {"/unlock/": unlocking._signer(), "/sign-in/": sign_ins._signer()}
        signers |= {f"/{path}/": comment_links._signer(path) for path in (CONFIRM, ANSWERS)}
        contents = [
            *naughty[::25],
            None,
            True,
            -1,
            0,
            2**31,
            10**30,
            1.5,
            [],
            {},
            [1],
            [[], {}],
            ["1", "2"],
            [1, 2],
            [2**31, 0],
        ]
        made = [start + signer.dumps(held) for start, signer in signers.items() for held in contents]
    visitor = careful()
    for address in made:
        assert visitor.get(address).status_code in (404, 410), address
        assert visitor.post(address).status_code in (404, 410), address


def test_arguments_of_the_site(careful, naughty):
    post = PostFactory()
    CommentFactory(post=post)
    visitor = careful()
    for text in naughty[::4]:
        value = text.encode("utf-8", "surrogatepass")
        visitor.get(
            f"/posts/{post.slug}", query_string={"comments": value, "reply_to": value, "thread": value}
        )
        visitor.get("/", query_string={"page": value, "before": value, "after": value})
        visitor.get("/login", query_string={"next": value})


@pytest.mark.parametrize("raw", RAW)
def test_raw_bytes_in_addresses_and_forms(careful, raw):
    owner = careful("owner")
    for path in (
        f"/{raw}",
        f"/posts/{raw}",
        f"/tags/{raw}",
        f"/authors/{raw}",
        f"/admin/{raw}",
        f"/static/{raw}",
    ):
        assert owner.get(path).status_code in (301, 302, 308, 400, 404), path
    for path in (
        "/search?q=",
        "/admin/posts/?search=",
        "/admin/posts/?flt0_tag=",
        "/admin/users/edit/?id=",
        "/?page=",
    ):
        owner.get(f"{path}{raw}")
    kind = "application/x-www-form-urlencoded"
    owner.post("/admin/posts/new/", data=f"title={raw}&body={raw}&slug={raw}&tags={raw}", content_type=kind)
    owner.post("/admin/tags/new/", data=f"name={raw}&{raw}={raw}", content_type=kind)
    owner.post("/admin/settings/", data=f"site_name={raw}", content_type=kind)


@pytest.mark.parametrize("number", NUMBERS)
def test_numbers_that_no_list_has(careful, number):
    PostFactory()
    owner = careful("owner")
    for screen in LISTS:
        for name in ("page", "sort", "page_size", "desc", "flt0_99"):
            assert owner.get(f"/admin/{screen}/", query_string={name: number}).status_code == 200, (
                screen,
                name,
            )
    for path in ("/", "/search", "/archive"):
        owner.get(path, query_string={"page": number, "q": "post"})


def test_ids_that_no_record_has(careful, app):
    owner, ids = careful("owner"), itertools.cycle(IDS)
    for rule in rules(app):
        if not rule.rule.startswith("/admin") or rule.endpoint.endswith(
            ("index_view", "create_view", "action_view")
        ):
            continue
        for method in methods_of(rule):
            ask = owner.get if method == "GET" else owner.post
            for given in itertools.islice(ids, EACH):
                code = ask(f"{address_of(rule)}?id={given}").status_code
                if rule.endpoint.endswith(("edit_view", "details_view", "delete_view")):
                    assert code == 404, (rule.rule, given)


@pytest.mark.parametrize("path", ["/archive/{}", "/archive/{}/{}", "/sitemap-posts-{}.xml"])
@pytest.mark.parametrize("number", ["0", "-1", "13", "99999", str(10**30), "2026", "9999", "10000"])
def test_dates_that_no_calendar_has(careful, path, number):
    assert careful().get(path.format(number, number)).status_code in (200, 404)


@pytest.mark.parametrize(
    "query",
    [
        "_method=POST",
        "_method=DELETE",
        "endpoint=x",
        "endpoint=admin.index",
        "url=//evil.example",
        "lang=xx",
        "=",
    ],
)
def test_arguments_that_frameworks_listen_to(careful, query):
    owner = careful("owner")
    for screen in LISTS:
        answer = owner.get(f"/admin/{screen}/?{query}")
        assert answer.status_code == 200
        assert "evil.example" not in answer.headers.get("Location", "")


def test_nobody_is_sent_to_another_site(careful):
    post = PostFactory(status="unpublished")
    editor = careful("editor")
    for url in (
        "//evil.example",
        "https://evil.example/",
        "\\\\evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
    ):
        forms = {
            f"/admin/posts/publication/?id={post.id}": {"transition": "publish", "url": url},
            "/admin/posts/action/": {"action": "unpublish", "rowid": post.id, "url": url, "confirmed": "1"},
        }
        for path, form in forms.items():
            answer = editor.post(f"{path}{'&' if '?' in path else '?'}url={quote(url)}", data=form)
            assert not answer.headers.get("Location", "/").startswith(("//", "http", "\\", "/\\", "java")), (
                url
            )
