"""Changes that are not of words, told in words."""

from collections.abc import Callable, Iterable
from itertools import groupby

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from cms.tools.diffing import Change, Kind, Run, Shape, State, Token

STATES = {
    State.CHANGED: _l("Edited"),
    State.ADDED: _l("Added"),
    State.REMOVED: _l("Removed"),
    State.MOVED_AWAY: _l("Moved away"),
    State.MOVED_HERE: _l("Moved here"),
}
KINDS = {
    Kind.PARAGRAPH: _l("paragraph"),
    Kind.HEADING: _l("heading"),
    Kind.ITEM: _l("list item"),
    Kind.TERM: _l("term"),
    Kind.DEFINITION: _l("definition"),
    Kind.ROW: _l("table row"),
    Kind.CODE: _l("code"),
    Kind.CAPTION: _l("caption"),
    Kind.RULE: _l("line across"),
}
MEDIA = {"picture": _l("Picture"), "video": _l("Video"), "audio": _l("Audio")}
# A formatting that begins, and one that ends.
_SWITCHED = {
    "bold": (_l("now bold"), _l("no longer bold")),
    "italic": (_l("now italic"), _l("no longer italic")),
    "code": (_l("now code"), _l("no longer code")),
    "struck": (_l("now struck out"), _l("no longer struck out")),
    "underlined": (_l("now underlined"), _l("no longer underlined")),
    "lowered": (_l("now lowered"), _l("no longer lowered")),
    "raised": (_l("now raised"), _l("no longer raised")),
    "marked": (_l("now marked"), _l("no longer marked")),
    "small": (_l("now small"), _l("no longer small")),
    "big": (_l("now big"), _l("no longer big")),
    "quoted": (_l("now in quotation marks"), _l("no longer in quotation marks")),
    "numbered": (_l("now numbered"), _l("no longer numbered")),
    "quotation": (_l("now within a quotation"), _l("no longer within a quotation")),
}


def told(change: Change) -> str:
    """What differs, as a phrase."""
    if change.what in _TELLING:
        return _TELLING[change.what](change)
    if change.what in _SWITCHED:
        return str(_SWITCHED[change.what][change.after is None])
    return _("formatted differently")


def _link(change: Change) -> str:
    if change.after is None:
        return _("no longer a link to %(address)s", address=change.before)
    if change.before is None:
        return _("now a link to %(address)s", address=change.after)
    return _("link goes to %(after)s, before to %(before)s", after=change.after, before=change.before)


def _alt(change: Change) -> str:
    before, after = (_quoted(said) for said in (change.before, change.after))
    return _("described as %(after)s, before as %(before)s", after=after, before=before)


def _explained(change: Change) -> str:
    before, after = (_quoted(said) for said in (change.before, change.after))
    return _("explained as %(after)s, before as %(before)s", after=after, before=before)


def _quoted(said: str | None) -> str:
    return _("“%(words)s”", words=said) if said else _("nothing")


def _kind(change: Change) -> str:
    before, after = (str(KINDS[Kind(kind)]) for kind in (change.before or "", change.after or ""))
    return _("%(before)s → %(after)s", before=before, after=after)


def _heading(change: Change) -> str:
    return _("heading level %(before)s → %(after)s", before=change.before, after=change.after)


def _item(change: Change) -> str:
    return _("list level %(before)s → %(after)s", before=change.before, after=change.after)


_TELLING: dict[str, Callable[[Change], str]] = {
    "link": _link,
    "alt": _alt,
    "explained": _explained,
    "kind": _kind,
    "level of heading": _heading,
    "level of item": _item,
}


def runs_of(tokens: Iterable[Token]) -> list[Run]:
    """Neighbouring words of one formatting as one run."""
    runs = (run for token in tokens for run in token.runs)
    return [
        run
        for (marks, media), group in groupby(runs, lambda run: (run.marks, run.media))
        for run in (group if media else [Run("".join(it.text for it in group), marks)])
    ]


def looks_of(run: Run) -> str:
    """The classes of a run, one for each formatting."""
    return " ".join(sorted(f"is-{mark.name}" for mark in run.marks))


def look_of(shape: Shape) -> str:
    """The classes of a block."""
    level = [f"level-{min(shape.level, 6)}"] if shape.level else []
    numbered, quoted = ["numbered"] * shape.numbered, ["quoted"] * bool(shape.quoted)
    return " ".join([f"as-{shape.kind}", *level, *numbered, *quoted])
