"""The meter of passwords: it speaks while one types, and without scripts a button asks for the same."""

from playwright.sync_api import expect

WEAK, GOOD = "password123", "harbour lantern oysters"


def test_the_meter_speaks_while_a_password_is_typed(visit):
    page = visit()
    page.goto("/register")
    expect(page.get_by_role("button", name="Check how good it is")).to_be_hidden()
    field, told = page.get_by_label("Password", exact=True), page.get_by_role("status")
    field.fill(WEAK)
    expect(told).to_contain_text("Very easy to guess. It is among the passwords that are guessed first")
    field.fill(GOOD)
    expect(told).to_have_text("Very hard to guess.")
    expect(page.locator("meter")).to_be_visible()
    assert page.locator("meter").evaluate("meter => meter.value") == 4
    field.fill("")
    expect(told).to_have_text("")


def test_the_meter_hears_of_the_name_beside_it_and_of_no_present_password(visit):
    page = visit("reader")
    page.goto("/change")
    page.get_by_label("Present password").fill("masthead-demo")
    with page.expect_request("**/password-strength") as asked:
        page.get_by_label("New password", exact=True).fill(GOOD)
    assert "masthead-demo" not in asked.value.post_data


def test_without_scripts_a_button_opens_the_answer_beside_the_form(visit):
    page = visit(java_script_enabled=False)
    page.goto("/register")
    page.get_by_label("Password", exact=True).fill(WEAK)
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Check how good it is").click()
    expect(opened.value.get_by_text("Very easy to guess")).to_be_visible()
    expect(page.get_by_label("Password", exact=True)).to_have_value(WEAK)
