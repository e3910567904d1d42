"""Every type of page keeps to axe's rules and to the content policy: light, dark, on a phone, in Arabic."""

from dataclasses import dataclass

import pytest

from tests.browser.examination import examined, examined_rtl, table_of


@dataclass(frozen=True)
class PageType:
    """`path` may be a link's address found on the page `on`, by its CSS selector."""

    name: str
    path: str
    role: str | None = None
    on: str = ""
    status: int = 200


SITE = [
    PageType("home", "/"),
    PageType("home, second page", "a[rel=next]", on="/"),
    PageType("post with comments", "/posts/why-the-harbour-bell-rings-twice"),
    PageType("post, signed in", "/posts/why-the-harbour-bell-rings-twice", "reader"),
    PageType("thread alone", "/posts/why-the-harbour-bell-rings-twice?thread=1"),
    PageType("comment sent by a guest", "/comments/sent"),
    PageType("page", "/about"),
    PageType("tag", "a[rel=tag]", on="/posts/why-the-harbour-bell-rings-twice"),
    PageType("author", "a[rel=author]", on="/posts/why-the-harbour-bell-rings-twice"),
    PageType("archive", "/archive"),
    PageType("archive of a year", "main a[href^='/archive/']", on="/archive"),
    PageType("search", "/search?q=harbour"),
    PageType("search without a result", "/search?q=xylophonist"),
    PageType("search refused", "/search?q=x", status=400),
    PageType("nothing here", "/no-such-page", status=404),
]
ACCOUNTS = [
    PageType("sign in", "/login"),
    PageType("register", "/register"),
    PageType("reset the password", "/reset"),
    PageType("confirmation again", "/confirm"),
    PageType("invitation that opens nothing", "/invitation/no-such-token", status=410),
    PageType("sign out", "/logout", "reader"),
    PageType("profile", "/account", "reader"),
    PageType("devices", "/account/sessions", "reader"),
    PageType("second factors", "/account/security", "reader"),
    PageType("own comments", "/account/comments", "reader"),
    PageType("what was asked for", "/account/requests", "reader"),
    PageType("own data", "/account/data", "author"),
    PageType("delete the own account", "/account/deletion", "reader"),
    PageType("change the password", "/change", "reader"),
    PageType("change the address", "/change-email", "reader"),
]
POST = "th[scope=row] a"
ADMIN = [
    PageType("admin: overview", "/admin/", "owner"),
    PageType("admin: posts", "/admin/posts/", "owner"),
    PageType("admin: posts, nothing found", "/admin/posts/?search=xylophonist", "owner"),
    PageType("admin: posts, filtered", "/admin/posts/?flt0_status=published&sort=0", "owner"),
    PageType("admin: new post", "/admin/posts/new/", "owner"),
    PageType("admin: edit post", POST, "owner", "/admin/posts/?search=Kedgeree"),
    PageType("admin: post in detail", "a[href*='revision=']", "owner", "edit"),
    PageType("admin: timeline", "a[href*='/timeline/']", "owner", "edit"),
    PageType("admin: history of a post", "a[href*='/history/']", "owner", "edit"),
    PageType("admin: trash asks first", "a[href*='transition=trash']", "owner", "edit"),
    PageType("admin: contributor's posts", "/admin/posts/", "contributor"),
    PageType("admin: pages", "/admin/pages/", "owner"),
    PageType("admin: new page", "/admin/pages/new/", "owner"),
    PageType("admin: comments", "/admin/comments/?flt0_status=all", "moderator"),
    PageType("admin: comment in detail", POST, "moderator", "/admin/comments/?flt0_status=all"),
    PageType("admin: bans", "/admin/comments/bans/", "moderator"),
    PageType("admin: tags", "/admin/tags/", "owner"),
    PageType("admin: new tag", "/admin/tags/new/", "owner"),
    PageType("admin: delete tag asks first", "a[href*='/delete/']", "owner", "/admin/tags/"),
    PageType("admin: redirects", "/admin/redirects/", "owner"),
    PageType("admin: new redirect", "/admin/redirects/new/", "owner"),
    PageType("admin: paste a list of redirects", "/admin/redirects/import/", "owner"),
    PageType("admin: not found", "/admin/missing/", "owner"),
    PageType("admin: people", "/admin/users/", "owner"),
    PageType("admin: person in detail", POST, "owner", "/admin/users/"),
    PageType("admin: locked people", "/admin/users/?flt0_lock=locked", "owner"),
    PageType("admin: new person", "/admin/users/new/", "owner"),
    PageType("admin: deactivate asks first", "a[href*='/deactivation/']", "owner", "/admin/users/"),
    PageType("admin: delete a person asks first", "/admin/users/delete/?id=3", "owner"),
    PageType("admin: hand over asks first", "/admin/users/handover/?id=3", "owner"),
    PageType("admin: invitations", "/admin/invitations/", "owner"),
    PageType("admin: invite people", "/admin/invitations/new/", "owner"),
    PageType("admin: roles", "/admin/roles/", "owner"),
    PageType("admin: role in detail", POST, "owner", "/admin/roles/"),
    PageType("admin: new role", "/admin/roles/new/", "owner"),
    PageType("admin: what roles allow", "/admin/roles/matrix/", "owner"),
    PageType("admin: a role's second factor", "/admin/roles/factor/?id=1", "owner"),
    PageType("admin: who holds a permission", "/admin/roles/holders/?permission=post.create", "owner"),
    PageType("admin: why", "/admin/why/?permission=post.edit&person=author", "owner"),
    PageType("admin: why, for oneself", "/admin/why/?permission=post.delete", "author"),
    PageType("admin: requests", "/admin/requests/", "owner"),
    PageType("admin: refused at the gate", "/admin/", "reader", status=403),
    PageType("admin: events", "/admin/events/", "owner"),
    PageType("admin: event in detail", "a[href*='/admin/events/details/']", "owner", "/admin/events/"),
    PageType("admin: events of one group", "/admin/events/?flt0_group=sign_ins", "owner"),
    PageType("admin: settings", "/admin/settings/", "owner"),
    PageType("admin: history of the settings", "/admin/settings/history/", "owner"),
    PageType("admin: calendar", "/admin/calendar/", "owner"),
    PageType("admin: calendar of a week", "/admin/calendar/?view=week", "owner"),
    PageType("admin: calendar as an agenda", "/admin/calendar/?view=agenda", "owner"),
    PageType("admin: find", "/admin/find/?q=harbour", "owner"),
    PageType("admin: shortcuts", "/admin/shortcuts/", "owner"),
    PageType("admin: inbox", "/admin/inbox/", "owner"),
    PageType("admin: refused", "/admin/settings/", "editor", status=403),
    PageType("admin: no such record", "/admin/posts/edit/?id=999999", "owner", status=404),
]
TYPES = [*SITE, *ACCOUNTS, *ADMIN]


@pytest.fixture(scope="module")
def findings(request):
    """Everything found, kept as a table beside pytest's other caches."""
    found = []
    yield found
    if found:
        (request.config.cache.mkdir("browser") / "pages.txt").write_text(table_of(found), encoding="utf-8")


@pytest.mark.parametrize("type_", TYPES, ids=lambda type_: type_.name)
def test_a_page_type_has_no_faults(kept_window, findings, type_):
    page = kept_window(type_.role)
    go(page, type_)
    found = examined(page, type_.name)
    arabic = kept_window(type_.role, "ar")
    arabic.goto(page.url)
    found += examined_rtl(arabic, type_.name)
    findings += found
    assert [finding for finding in found if not finding.is_clean] == []
    assert kept_window.complaints == []


def test_a_form_with_faults_and_a_conflict_have_none_themselves(visit, findings):
    page = visit("editor")
    page.goto("/admin/posts/new/")
    page.evaluate("document.querySelector('form.desk').noValidate = true")
    page.get_by_role("button", name="Save draft").click()
    found = examined(page, "admin: form with faults")
    go(page, next(type_ for type_ in ADMIN if type_.name == "admin: edit post"))
    page.evaluate("document.querySelector('[name=base]').value = 0")
    page.get_by_label("Title").fill("Written by two")
    page.get_by_role("button", name="Save").first.click()
    page.get_by_role("heading", name="You both changed the same words").wait_for()
    found += examined(page, "admin: two versions")
    findings += found
    assert [finding for finding in found if not finding.is_clean] == []


def go(page, type_):
    """Open the page; what is found by a link is opened by its address."""
    path = type_.path
    if type_.on == "edit":
        go(page, next(other for other in ADMIN if other.name == "admin: edit post"))
    elif type_.on:
        page.goto(type_.on)
    if type_.on:
        path = page.locator(type_.path).first.get_attribute("href")
    answer = page.goto(path)
    assert answer.status == type_.status


def test_the_examination_sees_what_is_wrong(kept_window):
    page = kept_window()
    page.goto("/")
    planted = '<img src="/static/icons/site.svg"><p style="color: red">Red.</p><p class="planted">Wide.</p>'
    page.evaluate("markup => document.body.insertAdjacentHTML('beforeend', markup)", planted)
    page.evaluate("document.querySelector('.planted').attributeStyleMap.set('width', '5000px')")
    light, *_others = examined(page, "home, spoilt")
    assert any("image-alt" in violation for violation in light.violations)
    assert any("style-src" in violation for violation in light.policy)
    assert light.overflow > 0
    kept_window.complaints.clear()
