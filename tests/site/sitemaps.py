"""The rules of sitemaps.org's schemas, as far as they bind us."""

import re
from datetime import datetime
from xml.etree import ElementTree

NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ROOTS = {f"{NS}urlset": f"{NS}url", f"{NS}sitemapindex": f"{NS}sitemap"}
MOST = 50_000
# RFC 3986 without what it allows in no place of a path; the schema wants an xsd:anyURI of 12 to 2,048.
URI = re.compile(r"https?://[\w.:-]+(?:/(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-F]{2})*)?")


def valid(document):
    """The addresses and moments of a sitemap or an index, once everything about it is as it must be."""
    root = ElementTree.fromstring(document)  # noqa: S314 - our own
    entries = list(root)
    assert 1 <= len(entries) <= MOST
    assert {entry.tag for entry in entries} == {ROOTS[root.tag]}
    return [(address_of(entry), moment_of(entry)) for entry in entries]


def address_of(entry):
    assert [child.tag for child in entry] in ([f"{NS}loc"], [f"{NS}loc", f"{NS}lastmod"])
    address = entry.findtext(f"{NS}loc")
    assert 12 <= len(address) <= 2048
    assert URI.fullmatch(address), address
    return address


def moment_of(entry):
    text = entry.findtext(f"{NS}lastmod")
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    assert moment.utcoffset() is not None
    return moment
