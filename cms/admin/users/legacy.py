"""What hangs on a person, in words: what can be taken over, and what stays when the account goes."""

from flask_babel import format_decimal, ngettext

from cms.engines.reading.legacy import MOST_COUNTED, Legacy


def amounts(legacy: Legacy) -> list[str]:
    """A line for each thing that can move."""
    shown = {name: _shown(count) for name, count in vars(legacy).items()}
    lines = {
        "posts": ngettext("%(count)s post", "%(count)s posts", legacy.posts, count=shown["posts"]),
        "pages": ngettext("%(count)s page", "%(count)s pages", legacy.pages, count=shown["pages"]),
        "live": ngettext(
            "%(count)s of these texts is published",
            "%(count)s of these texts are published",
            legacy.live,
            count=shown["live"],
        ),
        "plans": ngettext(
            "%(count)s plan to publish or to take offline",
            "%(count)s plans to publish or to take offline",
            legacy.plans,
            count=shown["plans"],
        ),
        "reviews": ngettext(
            "%(count)s review that others wait for",
            "%(count)s reviews that others wait for",
            legacy.reviews,
            count=shown["reviews"],
        ),
    }
    return _those_that_are(legacy, lines)


def leavings(legacy: Legacy) -> list[str]:
    """A line for each thing that stays without a name, or goes, when the account is deleted."""
    shown = {name: _shown(count) for name, count in vars(legacy).items()}
    lines = {
        "comments": ngettext(
            "%(count)s comment stays, without the name",
            "%(count)s comments stay, without the name",
            legacy.comments,
            count=shown["comments"],
        ),
        "revisions": ngettext(
            "%(count)s revision stays in the history of its text, without the name",
            "%(count)s revisions stay in the history of their texts, without the name",
            legacy.revisions,
            count=shown["revisions"],
        ),
        "links": ngettext(
            "%(count)s preview link goes on opening its text until it ends",
            "%(count)s preview links go on opening their texts until they end",
            legacy.links,
            count=shown["links"],
        ),
        "unsaved": ngettext(
            "%(count)s text that was typed and never saved is lost",
            "%(count)s texts that were typed and never saved are lost",
            legacy.unsaved,
            count=shown["unsaved"],
        ),
    }
    return _those_that_are(legacy, lines)


def _those_that_are(legacy: Legacy, lines: dict[str, str]) -> list[str]:
    return [line for name, line in lines.items() if getattr(legacy, name)]


def _shown(count: int) -> str:
    return format_decimal(min(count, MOST_COUNTED)) + ("+" if count > MOST_COUNTED else "")
