"""Signing a device out from another one."""

from tests.browser.conftest import sign_in


def test_a_device_is_signed_out_from_another_one(visit):
    here, lost = (
        visit(),
        visit(user_agent="Mozilla/5.0 (Android 14; Mobile; rv:133.0) Gecko/133.0 Firefox/133.0"),
    )
    for page in (here, lost):
        sign_in(page, "moderator@example.com")
    here.goto("/account/sessions")
    here.get_by_role("button", name="Firefox Mobile, Android").click()
    assert here.get_by_role("status").inner_text() == "Firefox Mobile, Android is signed out."
    lost.goto("/account")
    assert "/login" in lost.url
    here.goto("/account")
    assert here.get_by_role("heading", name="Your account").is_visible()


def test_an_owner_signs_somebodys_device_out(visit):
    theirs, owner = visit(), visit("owner")
    sign_in(theirs, "author@example.com")
    owner.goto("/admin/users/?search=author@example.com")
    owner.locator("th[scope=row] a").click()
    devices = owner.get_by_role("region", name="Devices")
    devices.get_by_role("button", name="Sign out").first.click()
    owner.get_by_role("status").filter(has_text="signed out").wait_for()
    theirs.goto("/admin/")
    assert "/login" in theirs.url
