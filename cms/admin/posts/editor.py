"""What the rich editor on the form of a post says, in the person's language."""

from collections.abc import Callable

from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

Words = dict[str, str | dict[str, str]]
_MOST_TRIED = 200  # every plural form of every language has an example below


def editor_words() -> Words:
    """Labels by the names that the editor knows them by."""
    return {**_buttons(), **_table_buttons(), **_questions(), **_find(), **_notices(), **_counted()}


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
        "taskList": _("Task list"),
        "blockquote": _("Quote"),
        "codeBlock": _("Code block"),
        "horizontalRule": _("Dividing line"),
        "image": _("Picture"),
        "embed": _("Film, sound or map of another site"),
        "footnote": _("Footnote"),
        "table": _("Table"),
        "htmlBlock": _("HTML of your own"),
        "direction": _("Turn the direction of the text"),
        "undo": _("Undo"),
        "redo": _("Redo"),
        "html": _("Edit as HTML"),
        "fullScreen": _("Full screen"),
    }


def _table_buttons() -> dict[str, str]:
    return {
        "rowBefore": _("Add a row above"),
        "rowAfter": _("Add a row below"),
        "rowGone": _("Delete the row"),
        "columnBefore": _("Add a column before"),
        "columnAfter": _("Add a column after"),
        "columnGone": _("Delete the column"),
        "headerRow": _("First row heads the columns"),
        "headerColumn": _("First column heads the rows"),
        "tableCaption": _("Caption of the table"),
        "tableGone": _("Delete the table"),
    }


def _questions() -> dict[str, str]:
    return {
        "address": _("Address, or words of a title"),
        "alt": _("What it shows, for those who cannot see it"),
        "caption": _("Caption"),
        "language": _("Programming language"),
        "languagePlain": _("None: plain text"),
        "suggestions": _("Posts and pages"),
        "embedAddress": _("Address of its page"),
        "embedTitle": _("Title, for those who don't see or play it"),
        "embedHosts": _(
            "It can come from %(hosts)s. Readers see a card; nothing loads until they ask.", hosts="{hosts}"
        ),
        "embedRefused": _(
            "This address isn't that of a page of one of these sites. Anything else can be a link."
        ),
        "htmlSource": _("HTML; what is not permitted is dropped when you save"),
        "htmlInLine": _("Within a line only HTML of a line can stand, without paragraphs or other blocks."),
        "apply": _("Apply"),
        "remove": _("Remove"),
        "cancel": _("Cancel"),
    }


def _notices() -> dict[str, str]:
    return {
        "surface": _("Text, as readers see it"),
        "hint": _("Alt and F10 lead to the formatting, Escape leads back."),
        "slash": _("What to put here"),
        "taskDone": _("Done"),
        "opens": _("Enter opens it."),
        "losses": _(
            "This text holds what the rich editor cannot keep in the parts that you edit with it. "
            "It is shown as HTML, where nothing is lost. What would go:"
        ),
        **_losses(),
    }


def _find() -> dict[str, str]:
    return {
        "find": _("Find and replace"),
        "findWords": _("Find"),
        "findFresh": _("Replace by"),
        "findExact": _("Match capital letters"),
        "findBefore": _("Previous"),
        "findNext": _("Next"),
        "findReplace": _("Replace"),
        "findReplaceAll": _("Replace all"),
        "findCount": _("%(at)s of %(count)s", at="{at}", count="{count}"),
        "findNone": _("Nothing found"),
        "findReplaced": _("Replaced: %(count)s", count="{count}"),
        "close": _("Close"),
    }


def _counted() -> dict[str, dict[str, str]]:
    """A sentence for each plural form of the language, by its name in CLDR, as browsers know it."""
    examples = {_plural_name(number): number for number in range(_MOST_TRIED, -1, -1)}

    def forms(sentence_for: Callable[[int], str]) -> dict[str, str]:
        return {name: sentence_for(number) for name, number in examples.items()}

    return {
        "words": forms(lambda number: ngettext("%(n)s word", "%(n)s words", number, n="{n}")),
        "minutes": forms(
            lambda number: ngettext("%(n)s minute to read", "%(n)s minutes to read", number, n="{n}")
        ),
    }


def _plural_name(number: int) -> str:
    locale = get_locale()
    return str(locale.plural_form(number)) if locale else "other"


def _losses() -> dict[str, str]:
    """Sentences in which the editor puts the names into the braces."""
    name, element = "{name}", "{element}"
    return {
        "loses_attribute": _(
            "The attribute %(name)s of the element %(element)s.", name=name, element=element
        ),
        "loses_element": _("The element %(name)s; its text stays.", name=name),
        "loses_comment": _("The comment “%(name)s”.", name=name),
        "loses_words": _("The words “%(name)s”, or where they stand.", name=name),
        "loses_order": _("The order in which elements stand in each other."),
    }
