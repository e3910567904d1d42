"""Chromium, a server of its own, and pages that keep a record of what the browser complained of."""

import os
import shutil

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.server import Server

PASSWORD = "masthead-demo"
# Two cores, two workers, and slow hashes: what would take a second alone may take ten.
expect.set_options(timeout=15_000)
# The first is the same browser without its own windows, which nobody sees here: a quarter less work.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--no-proxy-server"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
NOTE_VIOLATIONS = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`);
});
"""


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in str(item.path).replace(os.sep, "/"):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    """The browser, or a skip where there is none; CI must have it."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        reason = "Chromium is not installed (apt install chromium-headless-shell)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory, worker_id):
    server = Server(tmp_path_factory.mktemp("served"), worker_id)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def signed_in(chromium, server):
    """What keeps a demo person signed in: `signed_in("editor")`; each signs in by the form, once."""
    states = {None: None}

    def state_of(role):
        if role not in states:
            context = chromium.new_context(base_url=server.url)
            page = context.new_page()
            sign_in(page, f"{role}@example.com")
            states[role] = context.storage_state()
            context.close()
        return states[role]

    return state_of


class Windows:
    """Pages of people's own windows, and what the browser complained of on them."""

    def __init__(self, chromium, server, signed_in):
        self.chromium, self.url, self.signed_in = chromium, server.url, signed_in
        self.contexts, self.complaints = [], []

    def __call__(self, role=None, **options):
        given = {"locale": "en-GB", "reduced_motion": "reduce", **options}
        context = self.chromium.new_context(base_url=self.url, storage_state=self.signed_in(role), **given)
        context.set_default_timeout(15_000)
        context.add_init_script(NOTE_VIOLATIONS)
        context.on("weberror", lambda error: self.complaints.append(f"script: {error.error}"))
        context.on("console", lambda message: self.complaints.extend(complaints_in(message)))
        self.contexts.append(context)
        return context.new_page()

    def close(self):
        for context in self.contexts:
            context.close()


@pytest.fixture
def visit(chromium, server, signed_in):
    """`visit("editor", locale="ar")`: a page of a person's own window; without a role, a visitor's.

    At the end of the test no page may have complained of a script or of the content policy.
    """
    windows = Windows(chromium, server, signed_in)
    yield windows
    windows.close()
    assert windows.complaints == []


@pytest.fixture(scope="module")
def kept_window(chromium, server, signed_in):
    """The same for a whole module: one window for each role and language, opened once."""
    windows, pages = Windows(chromium, server, signed_in), {}

    def page_of(role=None, locale="en-GB"):
        if (role, locale) not in pages:
            pages[role, locale] = windows(role, locale=locale)
        return pages[role, locale]

    page_of.complaints = windows.complaints
    yield page_of
    windows.close()


def complaints_in(message):
    """What the console tells of the content policy; pages that answer 4xx stand there too, and may."""
    return [message.text] if "Content Security Policy" in message.text else []


def sign_in(page, address, password=PASSWORD):
    page.goto("/login")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/login" not in url)
