"""The form of a post, as people fill it in: with the rich editor, its HTML view or the plain field."""


def write(page, title, body="<p>The tide came in at noon.</p>", button="Save draft"):
    """A new post by the form; the page is its form afterwards."""
    page.goto("/admin/posts/new/")
    page.get_by_label("Title").fill(title)
    write_html(page, body)
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_url("**/edit/**")


def write_html(page, body):
    """The text as HTML; without scripts the field is there at once."""
    field = page.get_by_label("Text", exact=True)
    if not field.is_visible():
        page.get_by_role("button", name="Edit as HTML").click()
    field.fill(body)


def surface(page):
    """Where rich text is edited."""
    return page.get_by_role("textbox", name="Text, as readers see it")
