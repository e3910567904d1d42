"""What the rich editor on the form of a post says, in the person's language."""

from flask_babel import gettext as _


def editor_words() -> dict[str, str]:
    """Labels by the names that the editor knows them by."""
    return {**_buttons(), **_questions(), **_notices()}


def _buttons() -> dict[str, str]:
    return {
        "toolbar": _("Formatting"),
        "bold": _("Bold"),
        "italic": _("Italic"),
        "strike": _("Struck out"),
        "code": _("Code"),
        "link": _("Link"),
        "heading2": _("Heading 2"),
        "heading3": _("Heading 3"),
        "heading4": _("Heading 4"),
        "bulletList": _("List"),
        "orderedList": _("Numbered list"),
        "blockquote": _("Quote"),
        "codeBlock": _("Code block"),
        "horizontalRule": _("Dividing line"),
        "image": _("Picture"),
        "table": _("Table"),
        "rowAfter": _("Add a row below"),
        "columnAfter": _("Add a column after"),
        "rowGone": _("Delete the row"),
        "columnGone": _("Delete the column"),
        "direction": _("Turn the direction of the text"),
        "undo": _("Undo"),
        "redo": _("Redo"),
        "html": _("Edit as HTML"),
        "fullScreen": _("Full screen"),
    }


def _questions() -> dict[str, str]:
    return {
        "address": _("Address, or words of a title"),
        "alt": _("What it shows, for those who cannot see it"),
        "caption": _("Caption"),
        "language": _("Programming language"),
        "apply": _("Apply"),
        "remove": _("Remove"),
        "cancel": _("Cancel"),
    }


def _notices() -> dict[str, str]:
    return {
        "surface": _("Text, as readers see it"),
        "words": _("Words"),
        "minutes": _("Minutes to read"),
        "losses": _(
            "This text holds what the rich editor cannot keep in the parts that you edit with it. "
            "It is shown as HTML, where nothing is lost. What would go:"
        ),
    }
