"""Second factors in the browser: apps, recovery codes, passkeys of the device and of a security key."""

import itertools
import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.authenticators import App
from tests.browser.conftest import PASSWORD
from tests.browser.examination import examined, examined_rtl

NUMBERS = itertools.count(1)
both_ways = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
PLATFORM = {"transport": "internal", "hasResidentKey": True}
ROAMING = {"transport": "usb", "hasResidentKey": True}
OLD_KEY = {"transport": "usb", "hasResidentKey": False}


@pytest.fixture
def person(server):
    """The address of a new person, who may enter the back office."""
    address = f"factor-{next(NUMBERS)}@example.com"
    given = ["user", "add", address, "--role", "author", "--password", PASSWORD]
    subprocess.run([sys.executable, "-m", "cms.cli", *given], env=server.environment, check=True)
    return address


@pytest.fixture
def home(server):
    """Passkeys belong to a name, so the same server by its name."""
    return server.url.replace("127.0.0.1", "localhost")


def sign_in(page, address, home=""):
    page.goto(f"{home}/login")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def only_when_pressed(page):
    """Take away what the browser offers by itself: a virtual authenticator accepts it at once."""
    page.add_init_script("PublicKeyCredential.isConditionalMediationAvailable = async () => false")


def sign_out(page, home=""):
    page.goto(f"{home}/logout")
    page.get_by_role("button", name="Sign out").click()


def opened(page, words):
    """The small form that opens under these words."""
    fold = page.locator("details.fold").filter(has=page.locator("summary", has_text=words)).first
    fold.locator("summary").click()
    return fold


def add_app(page):
    """Set an app up; the app, and the recovery codes."""
    page.goto("/account/security")
    fold = opened(page, "Add an app")
    fold.get_by_label("Name").fill("Phone")
    fold.get_by_label("Your password").fill(PASSWORD)
    fold.get_by_role("button", name="Add an app").click()
    expect(page.get_by_role("heading", name="Set up the app")).to_be_visible()
    app = App(page.locator(".factor-secret code").inner_text().replace(" ", ""))
    assert page.locator(".factor-picture img").evaluate("image => image.naturalWidth") > 100
    page.get_by_label("Code of the app").fill(app.code())
    page.get_by_role("button", name="The app is set up").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    return app, page.locator(".codes code").all_inner_texts()


@both_ways
def test_sign_in_with_an_app_and_with_a_recovery_code(visit, person, scripts):
    page = visit(java_script_enabled=scripts)
    sign_in(page, person)
    app, codes = add_app(page)
    assert len(codes) == 10
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_text("10 recovery codes are left")).to_be_visible()

    sign_out(page)
    sign_in(page, person)
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    page.goto("/admin/")
    expect(page).to_have_url(re.compile("/login"))
    page.goto("/login/second")
    page.get_by_label("Code of the app").fill("000000")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_label("Code of the app")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Code of the app").fill(app.code(ahead=1))
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(re.compile("/admin/"))

    sign_out(page)
    sign_in(page, person)
    fold = opened(page, "Use a recovery code")
    fold.get_by_label("Recovery code").fill(codes[0].lower())
    fold.get_by_role("button").click()
    expect(page).to_have_url(re.compile("/admin/"))
    page.goto("/account/security")
    expect(page.get_by_text("9 recovery codes are left")).to_be_visible()


def test_codes_are_saved_copied_and_printed(visit, person):
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    sign_in(page, person)
    _app, codes = add_app(page)
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Save as a file").click()
    assert downloading.value.suggested_filename == "recovery-codes.txt"
    saved = downloading.value.path().read_text(encoding="utf-8")
    assert all(code in saved for code in codes)
    assert person in saved
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert codes[9] in page.evaluate("navigator.clipboard.readText()")
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    expect(page.locator(".codes")).to_be_visible()
    expect(page.get_by_role("link", name="Save as a file")).to_be_hidden()


class Authenticator:
    """A virtual authenticator of this page's browser."""

    def __init__(self, page, options):
        self.session = page.context.new_cdp_session(page)
        self.session.send("WebAuthn.enable")
        given = {
            "protocol": "ctap2",
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
            **options,
        }
        self.id = self.session.send("WebAuthn.addVirtualAuthenticator", {"options": given})["authenticatorId"]

    def count(self):
        return len(self.session.send("WebAuthn.getCredentials", {"authenticatorId": self.id})["credentials"])


def add_passkey(page, home, password=PASSWORD):
    page.goto(f"{home}/account/security")
    fold = opened(page, "Add a passkey")
    fold.get_by_label("Name").fill("Key")
    fold.get_by_label("Your password").fill(password)
    fold.get_by_role("button", name="Add a passkey").click()
    return fold


@pytest.mark.parametrize("kind", [PLATFORM, ROAMING], ids=["platform", "roaming"])
def test_sign_in_with_a_passkey_as_second_and_as_only_factor(visit, person, home, kind):
    page = visit()
    only_when_pressed(page)
    sign_in(page, person, home)
    authenticator = Authenticator(page, kind)
    add_passkey(page, home)
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    assert authenticator.count() == 1

    sign_out(page, home)
    sign_in(page, person, home)
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(re.compile("/admin/"))

    sign_out(page, home)
    page.goto(f"{home}/login")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(re.compile("/admin/"))


def test_a_key_that_keeps_no_accounts_is_a_second_factor(visit, person, home):
    page = visit()
    sign_in(page, person, home)
    Authenticator(page, OLD_KEY)
    add_passkey(page, home)
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    sign_out(page, home)
    sign_in(page, person, home)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(re.compile("/admin/"))


def test_a_wrong_password_is_told_before_the_device_is_asked(visit, person, home):
    page = visit()
    sign_in(page, person, home)
    authenticator = Authenticator(page, PLATFORM)
    fold = add_passkey(page, home, "not the password")
    expect(fold.get_by_role("alert")).to_contain_text("not your password")
    assert authenticator.count() == 0
    fold.get_by_label("Your password").fill(PASSWORD)
    fold.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()


def test_a_device_with_a_passkey_makes_no_second_one(visit, person, home):
    page = visit()
    sign_in(page, person, home)
    Authenticator(page, PLATFORM)
    add_passkey(page, home)
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    fold = add_passkey(page, home)
    expect(fold.get_by_role("alert")).to_contain_text("has a passkey for this account already")


def test_the_browser_offers_passkeys_in_the_field_for_the_address(visit, person, home):
    page = visit()
    sign_in(page, person, home)
    Authenticator(page, PLATFORM)
    add_passkey(page, home)
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    sign_out(page, home)
    page.goto(f"{home}/login")
    expect(page).to_have_url(re.compile("/admin/"))


def test_pages_of_second_factors_have_no_faults(visit, person, home):
    page, arabic = visit(), visit(locale="ar")
    only_when_pressed(page)
    sign_in(page, person, home)
    found = examined(page, "account: security")
    Authenticator(page, PLATFORM)
    add_passkey(page, home)
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    found += examined(page, "account: recovery codes")
    page.goto(f"{home}/account/security")
    for summary in page.locator("details.fold summary").all():
        summary.click()
    found += examined(page, "account: security, all open")
    fold = opened(page, "Add an app")
    if not fold.get_by_label("Your password").is_visible():
        fold = opened(page, "Add an app")
    fold.get_by_label("Your password").fill(PASSWORD)
    fold.get_by_role("button", name="Add an app").click()
    expect(page.get_by_role("heading", name="Set up the app")).to_be_visible()
    found += examined(page, "account: set up an app")
    page.get_by_label("Code of the app").fill("1")
    page.get_by_role("button", name="The app is set up").click()
    found += examined(page, "account: wrong first code")
    arabic.context.add_cookies(page.context.cookies())
    arabic.goto(f"{home}/account/security")
    found += examined_rtl(arabic, "account: security")
    page.context.clear_cookies()
    sign_in(page, person, home)
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    found += examined(page, "second step")
    arabic.context.clear_cookies()
    arabic.context.add_cookies(page.context.cookies())
    arabic.goto(f"{home}/login/second")
    found += examined_rtl(arabic, "second step")
    assert [finding for finding in found if not finding.is_clean] == []


def test_screens_of_owners_have_no_faults(visit, person, home):
    page, owner = visit(), visit("owner")
    sign_in(page, person)
    add_app(page)
    owner.goto(f"/admin/users/?search={person}&flt0_factor=yes")
    owner.locator("th[scope=row] a").first.click()
    found = examined(owner, "admin: person with factors")
    owner.get_by_role("link", name="Reset the second factors").click()
    found += examined(owner, "admin: reset asks first")
    owner.get_by_label("Reason").fill("Phone lost")
    owner.get_by_role("button", name="Reset the second factors").click()
    expect(owner.get_by_text("they got a mail")).to_be_visible()
    owner.goto("/admin/roles/")
    owner.locator("th[scope=row] a", has_text="Moderator").click()
    owner.get_by_role("link", name="Change whether a second factor").click()
    found += examined(owner, "admin: a role's second factor")
    owner.get_by_label("Everybody with this role").check()
    owner.get_by_label("Days of grace").fill("30")
    owner.get_by_role("button", name="Save").click()
    expect(owner.get_by_text("with 30 days of grace")).to_be_visible()
    found += examined(owner, "admin: role that asks for a factor")
    moderator = visit("moderator")
    moderator.goto("/admin/")
    expect(moderator.get_by_text("Set it up until")).to_be_visible()
    found += examined(moderator, "admin: notice of a factor owed")
    owner.get_by_role("link", name="Change whether a second factor").click()
    owner.get_by_label("Everybody with this role").uncheck()
    owner.get_by_role("button", name="Save").click()
    expect(owner.get_by_text("The password is enough")).to_be_visible()
    assert [finding for finding in found if not finding.is_clean] == []
