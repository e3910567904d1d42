"""XML built as a tree, so that no title or body can break out of its element."""

from xml.etree import ElementTree

from cms.tools.html import without_controls

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"
MEDIA = "http://search.yahoo.com/mrss/"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

for prefix, namespace in {"atom": ATOM, "content": CONTENT, "dc": DC, "media": MEDIA}.items():
    ElementTree.register_namespace(prefix, namespace)


def added(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    """A new element within its parent. Characters that no XML can hold are left out."""
    clean = {key: without_controls(value) for key, value in attributes.items()}
    node = ElementTree.SubElement(parent, name, clean)
    node.text = without_controls(text) or None
    return node


def document(root: ElementTree.Element) -> bytes:
    """The whole document in UTF-8."""
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written
