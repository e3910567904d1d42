"""WordPress exports of a few lines, as files."""

from io import BytesIO
from xml.sax.saxutils import escape

from cms.tools.wxr_stream import LenientStream

EXPORT = "http://wordpress.org/export/1.2/"
AUTHOR = (
    "<wp:author><wp:author_login>ada</wp:author_login><wp:author_email>Ada@Example.com</wp:author_email>"
    "<wp:author_display_name><![CDATA[Ada &amp; Co.]]></wp:author_display_name></wp:author>"
)


def export(*records: str, version: str = EXPORT, head: str = AUTHOR) -> bytes:
    """A whole file around the records."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<rss version="2.0" xmlns:wp="{version}" xmlns:excerpt="{version}excerpt/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<channel><title>A blog</title><language>en-GB</language><wp:wxr_version>1.2</wp:wxr_version>"
        f"<wp:base_blog_url>https://blog.example/</wp:base_blog_url>{head}{''.join(records)}</channel></rss>"
    ).encode()


def item(number: int, *inside: str, **fields: str) -> str:
    """A post, or what `post_type` says; `content` and `excerpt` are the texts, `inside` holds XML."""
    given = {
        "post_type": "post",
        "status": "publish",
        "post_date_gmt": "2020-03-01 10:00:00",
        "post_name": f"post-{number}",
        "comment_status": "open",
        **fields,
    }
    texts = {
        "title": given.pop("title", f"Post {number}"),
        "link": given.pop("link", f"https://blog.example/2020/03/post-{number}/"),
        "dc:creator": given.pop("creator", "ada"),
        "content:encoded": given.pop("content", "Words."),
        "excerpt:encoded": given.pop("excerpt", ""),
        "wp:post_id": str(number),
        **{f"wp:{name}": text for name, text in given.items()},
    }
    return f"<item>{_elements(texts)}{''.join(inside)}</item>"


def comment(number: int, **fields: str) -> str:
    """An approved guest's comment."""
    given = {
        "comment_id": str(number),
        "comment_author": "Guest",
        "comment_author_email": "guest@example.com",
        "comment_author_url": "https://guest.example/",
        "comment_date_gmt": f"2020-03-02 10:00:{number % 60:02}",
        "comment_content": f"Comment {number}",
        "comment_approved": "1",
        "comment_type": "",
        "comment_parent": "0",
        "comment_user_id": "0",
        **{f"comment_{name}": text for name, text in fields.items()},
    }
    return f"<wp:comment>{_elements({f'wp:{name}': text for name, text in given.items()})}</wp:comment>"


def term(taxonomy: str, slug: str, name: str) -> str:
    """A term as a post carries it."""
    return f'<category domain="{taxonomy}" nicename="{slug}">{escape(name)}</category>'


def stream(data: bytes) -> LenientStream:
    return LenientStream(BytesIO(data))


def _elements(texts: dict[str, str]) -> str:
    return "".join(f"<{name}>{escape(text)}</{name}>" for name, text in texts.items())
