"""Reading WordPress exports: what they hold, and what is refused."""

import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cms.tools.wordpress_records import Author, Item, Record, Site, Term
from cms.tools.wxr import UnreadableExport, read
from cms.tools.wxr_stream import LenientStream
from tests.wxr import comment, export, item, stream, term


def records(data: bytes) -> list[Record]:
    return list(read(stream(data)))


def only_item(data: bytes) -> Item:
    return next(record for record in records(data) if isinstance(record, Item))


def test_the_site_comes_first_then_authors_then_items() -> None:
    site, author, post = records(export(item(7)))
    assert site == Site("A blog", "https://blog.example", "en-GB")
    assert author == Author("ada", "Ada@Example.com", "Ada &amp; Co.")
    assert isinstance(post, Item)
    assert (post.id, post.type, post.name) == ("7", "post", "post-7")


def test_a_site_without_records_is_still_announced() -> None:
    assert records(export(head="")) == [Site("A blog", "https://blog.example", "en-GB")]


@pytest.mark.parametrize(
    "version",
    [
        "http://wordpress.org/export/1.0/",
        "https://wordpress.org/export/1.1/",
        "https://wordpress.org/export/1.9/",
    ],
)
def test_every_minor_version_is_read(version: str) -> None:
    post = only_item(export(item(1, excerpt="In short"), version=version))
    assert (post.id, post.excerpt) == ("1", "In short")


def test_a_post_carries_its_terms_comments_and_meta() -> None:
    meta = "<wp:postmeta><wp:meta_key>colour</wp:meta_key><wp:meta_value>red</wp:meta_value></wp:postmeta>"
    post = only_item(export(item(1, term("post_tag", "sea", "Sea"), comment(3, parent="2"), meta)))
    assert post.terms == (Term("post_tag", "sea", "Sea"),)
    assert [(each.id, each.parent, each.type) for each in post.comments] == [("3", "2", "comment")]
    assert post.meta == (("colour", "red"),)


def test_site_terms_carry_their_descriptions() -> None:
    category = (
        "<wp:category><wp:category_nicename>news</wp:category_nicename><wp:cat_name>News</wp:cat_name>"
        "<wp:category_description>What is new.</wp:category_description></wp:category>"
    )
    tag = "<wp:tag><wp:tag_slug>sea</wp:tag_slug><wp:tag_name>Sea</wp:tag_name></wp:tag>"
    terms = [record for record in records(export(category, tag)) if isinstance(record, Term)]
    assert terms == [Term("category", "news", "News", "What is new."), Term("post_tag", "sea", "Sea")]


@pytest.mark.parametrize(
    ("fields", "moment"),
    [
        ({"post_date_gmt": "2020-03-01 10:00:00"}, datetime(2020, 3, 1, 10, tzinfo=UTC)),
        (
            {"post_date_gmt": "0000-00-00 00:00:00", "post_date": "2020-03-01 12:00:00"},
            datetime(2020, 3, 1, 12, tzinfo=UTC),
        ),
        ({"post_date_gmt": "0000-00-00 00:00:00", "post_date": "0000-00-00 00:00:00"}, None),
        ({"post_date_gmt": "soon"}, None),
    ],
)
def test_dates_fall_back_until_one_is_readable(fields: dict[str, str], moment: datetime | None) -> None:
    assert only_item(export(item(1, **fields))).at == moment


def test_the_date_of_the_feed_stands_in_for_zeros() -> None:
    date = "<pubDate>Mon, 02 Mar 2020 10:00:00 +0200</pubDate>"
    post = only_item(export(item(1, date, post_date_gmt="0000-00-00 00:00:00")))
    assert post.at == datetime(2020, 3, 2, 8, tzinfo=UTC)


def test_a_feed_date_before_the_first_year_is_none() -> None:
    date = "<pubDate>Mon, 30 Nov -0001 00:00:00 +0000</pubDate>"
    assert only_item(export(item(1, date, post_date_gmt="0000-00-00 00:00:00"))).at is None


def test_control_characters_and_space_before_the_declaration_are_passed_over() -> None:
    data = b"\n\n " + export(item(1, content="a\x0bb\x00c"))
    assert only_item(data).content == "abc"


def test_utf_16_is_read() -> None:
    data = export(item(1, title="Łódź")).decode().replace("UTF-8", "UTF-16").encode("utf-16")
    assert only_item(data).title == "Łódź"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not well-formed"),
        (b"Hello", "not well-formed"),
        (b"\xff\x00\xff", "not well-formed"),
        (export(item(1))[:-20], "not well-formed"),
        (b"<rss><channel><title>A feed</title></channel></rss>", "not a WordPress export"),
        (b"<rss><channel><item/></channel></rss>", "not a WordPress export"),
        (b"<html><body/></html>", "not a WordPress export"),
        (b'<!DOCTYPE rss [<!ENTITY a "b">]><rss>&a;</rss>', "document type declaration"),
        (b'<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss/>', "document type declaration"),
        (b'<?xml version="1.0" encoding="klingon"?><rss/>', "encoding"),
        (b'<?xml version="1.0" encoding="gb18030"?><rss/>', "encoding"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableExport, match=words):
        records(data)


def test_what_stands_before_a_break_is_read() -> None:
    reading = read(stream(export(item(1), item(2))[:-40]))
    assert isinstance(next(reading), Site)
    assert isinstance(next(reading), Author)
    first = next(reading)
    assert isinstance(first, Item)
    assert first.id == "1"
    with pytest.raises(UnreadableExport):
        list(reading)


def test_the_position_is_that_in_the_file() -> None:
    data = export(item(1, content="a\x0bb"))
    source = stream(data)
    list(read(source))
    assert source.position == len(data)


def test_a_real_export_is_read_whole(corpora: Path) -> None:
    path = corpora / "wordpress-theme-test.xml"
    with path.open("rb") as file:
        found = list(read(stream(file.read())))
    kinds = Counter(record.type for record in found if isinstance(record, Item))
    assert kinds == {"post": 58, "page": 21, "attachment": 37, "nav_menu_item": 70}
    assert sum(isinstance(record, Author) for record in found) == 2
    assert all(record.at for record in found if isinstance(record, Item))


def test_a_stream_begins_anew_where_the_file_can() -> None:
    again = stream(b"\n<rss>\x01</rss>")
    assert again.read() == b"<rss></rss>"
    assert again.rewind() and again.position == 0
    assert again.read() == b"<rss></rss>"


def test_a_pipe_cannot_be_read_twice() -> None:
    reading, writing = os.pipe()
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        assert not LenientStream(pipe).rewind()
