"""An owner invites, the invited accepts from the mail, and an imported author is claimed."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.examination import examined, examined_rtl
from tests.browser.writing import flash
from tests.wxr import AUTHOR, export, item

PASSWORD = "harbour lantern oysters"

# One after the other on one server, so each way has people of its own.
both_ways = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])


@both_ways
def test_who_is_invited_with_a_role_lands_in_the_back_office(visit, server, scripts):
    owner, address = visit("owner", java_script_enabled=scripts), f"nell{scripts}@example.com".lower()
    owner.goto("/admin/users/")
    owner.get_by_role("link", name="Invite people").first.click()
    owner.get_by_label("E-mail addresses").fill(f"Nell Gwyn <{address}>")
    owner.get_by_role("checkbox", name=re.compile("^Author")).check()
    owner.get_by_role("button", name="Send the invitations").click()
    expect(flash(owner)).to_have_text("1 invitation is on its way.")

    guest = visit(java_script_enabled=scripts)
    guest.goto(server.link_mailed_to(address))
    expect(guest.locator("main")).to_contain_text("invites you to")
    expect(guest.get_by_label("Name", exact=True)).to_have_value("Nell Gwyn")
    accept(guest)
    assert guest.goto("/admin/posts/").status == 200
    assert guest.goto("/admin/users/").status == 403

    owner.goto("/admin/invitations/?flt0_state=accepted")
    expect(owner.get_by_role("row", name=address)).to_contain_text("Accepted")


def test_a_link_that_was_taken_back_says_what_to_do(visit, server):
    owner = visit("owner")
    owner.goto("/admin/invitations/new/")
    owner.get_by_label("E-mail addresses").fill("late@example.com")
    owner.get_by_role("checkbox", name=re.compile("^Reader")).check()
    owner.get_by_role("button", name="Send the invitations").click()
    link = server.link_mailed_to("late@example.com")
    owner.get_by_role("row", name="late@example.com").get_by_role("button", name="Revoke").click()
    expect(flash(owner)).to_contain_text("opens nothing any more")
    guest = visit()
    assert guest.goto(link).status == 410
    expect(guest.locator("main")).to_contain_text("Ask who invited you")


def test_an_imported_author_is_claimed(visit, server):
    """The demo has none, so the import brings one."""
    bring_in(server)
    owner = visit("owner")
    owner.goto("/admin/users/?search=Jane")
    expect(owner.locator("tbody tr").first).to_contain_text("Imported, nobody signs in")
    owner.get_by_role("link", name="Jane Doe").click()
    owner.get_by_role("link", name="Invite to claim").click()
    owner.get_by_label(re.compile("E-mail address")).fill("jane.doe@example.com")
    owner.get_by_role("button", name="Send the invitation").click()
    expect(flash(owner)).to_contain_text("jane.doe@example.com")

    jane = visit()
    jane.goto(server.link_mailed_to("jane.doe@example.com"))
    expect(jane.locator("main")).to_contain_text("Jane Doe")
    accept(jane)
    jane.goto("/admin/posts/")
    expect(jane.get_by_role("table", name="Posts")).to_contain_text("From the old blog")
    jane.goto("/authors/jane")
    expect(jane.get_by_role("heading", level=1)).to_contain_text("Jane Doe")
    expect(jane.locator("main")).to_contain_text("From the old blog")


def test_the_pages_of_an_invitation_have_no_faults(visit, server):
    owner = visit("owner")
    owner.goto("/admin/users/new/")
    owner.get_by_label("E-mail address").fill("looked.at@example.com")
    owner.get_by_label("Name", exact=True).fill("Lou Kettle")
    owner.get_by_role("button", name="Add and invite").click()
    expect(owner.locator("main")).to_contain_text("is open until")
    found = examined(owner, "admin: an added person")
    owner.get_by_role("link", name="Send an invitation").click()
    found += examined(owner, "admin: invite an added person")
    owner.goto("/admin/invitations/?search=looked.at")
    found += examined(owner, "admin: invitations")
    owner.get_by_role("link", name="looked.at@example.com").click()
    found += examined(owner, "admin: invitation in detail")
    owner.goto("/admin/invitations/new/")
    owner.get_by_label("E-mail addresses").fill("no address")
    owner.get_by_role("button", name="Send the invitations").click()
    found += examined(owner, "admin: invite people, with faults")
    link = server.link_mailed_to("looked.at@example.com")
    guest, arabic = visit(), visit(locale="ar")
    guest.goto(link)
    found += examined(guest, "invitation")
    arabic.goto(link)
    found += examined_rtl(arabic, "invitation")
    assert [finding for finding in found if not finding.is_clean] == []


def accept(page):
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The password once more").fill(PASSWORD)
    page.get_by_role("button", name="Accept the invitation").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("You are invited")
    expect(page).to_have_url(re.compile(r"//[^/]+/admin/$"))


def bring_in(server):
    author = AUTHOR.replace("ada", "jane").replace("Ada@Example.com", "").replace("Ada &amp; Co.", "Jane Doe")
    path = server.instance / "old-blog.xml"
    path.write_bytes(export(item(1, title="From the old blog", creator="jane"), head=author))
    command = [sys.executable, "-m", "cms.cli", "import", "wordpress", str(path)]
    subprocess.run(command, env=server.environment, cwd=server.instance, check=True, timeout=120)
