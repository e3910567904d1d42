"""The form of a post, as people fill it in: with the rich editor, its HTML view or the plain field."""


def write(page, title, body="<p>The tide came in at noon.</p>", button="Save draft"):
    """A new post by the form; the page is its form afterwards."""
    page.goto("/admin/posts/new/")
    page.get_by_label("Title").fill(title)
    write_html(page, body)
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_url("**/edit/**")


def find(page, title):
    """The post's form, by the list's search box."""
    page.goto("/admin/posts/")
    page.get_by_role("searchbox").fill(title)
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("link", name=title, exact=True).click()


def write_html(page, body):
    """The text as HTML; without scripts the field is there at once."""
    field = page.get_by_label("Text", exact=True)
    if not field.is_visible():
        page.get_by_role("button", name="Edit as HTML").click()
    field.fill(body)


def flash(page):
    """What the page says of the request before it."""
    return page.locator(".flash[role=status]:not([data-draft-offer])")


def surface(page):
    """Where rich text is edited."""
    return page.get_by_role("textbox", name="Text, as readers see it")


def text_field(page):
    """The field that is sent, shown or not."""
    return page.locator("textarea[name=body]")


def go_behind(line):
    """Put the cursor behind the last character of this line of the surface."""
    line.evaluate("""node => {
      node.closest("[contenteditable=true]").focus();
      const range = document.createRange();
      range.selectNodeContents(node);
      range.collapse(false);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
    }""")


def paste(page, **given):
    """Paste into the surface as a browser does: `paste(page, html="<p>…", text="…")`."""
    types = {{"html": "text/html", "text": "text/plain"}[name]: value for name, value in given.items()}
    surface(page).evaluate(
        """(node, given) => {
          const clipboardData = new DataTransfer();
          for (const [type, value] of Object.entries(given)) clipboardData.setData(type, value);
          const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
          node.dispatchEvent(event);
        }""",
        types,
    )
