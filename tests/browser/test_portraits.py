"""A picture is put on and readers see it; what is held is taken away in a file that opens."""

from zipfile import ZipFile

from tests.pictures import picture

NATURAL = "image => image.decode().then(() => image.naturalWidth)"


def test_a_picture_put_on_is_seen_by_readers_and_removed_again(visit, tmp_path):
    author, reader = visit("author"), visit()
    file = tmp_path / "me.png"
    file.write_bytes(picture())
    author.goto("/account")
    author.get_by_label("Picture").set_input_files(file)
    author.get_by_role("button", name="Save").click()
    author.get_by_role("status").filter(has_text="saved").wait_for()
    page = f"/authors/{author.get_by_label('Handle').input_value()}"
    reader.goto(page)
    shown = reader.locator("img.face")
    assert shown.evaluate(NATURAL) == 320
    assert shown.get_attribute("alt") == ""
    reader.locator("article a").first.click()
    assert reader.locator(".byline img.face").evaluate(NATURAL) == 96
    author.get_by_role("button", name="Remove the picture").click()
    author.get_by_role("status").filter(has_text="saved").wait_for()
    reader.goto(page)
    assert reader.locator("img.face").count() == 0
    assert reader.locator("span.face").is_visible()


def test_what_is_held_is_taken_away_in_a_file_that_opens(visit, tmp_path):
    author = visit("author")
    author.goto("/account/data")
    with author.expect_download() as awaited:
        author.get_by_role("button", name="Download everything").click()
    file = tmp_path / awaited.value.suggested_filename
    awaited.value.save_as(file)
    with ZipFile(file) as archive:
        assert archive.testzip() is None
        texts = "".join(archive.read(name).decode() for name in archive.namelist() if "texts/" in name)
    assert "Kedgeree" in texts  # their own
    assert "Why the harbour bell rings twice" not in texts  # somebody else's
