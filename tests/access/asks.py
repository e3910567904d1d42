"""What can be asked of the application, and which permissions the rules want for it.

Every endpoint and method stands here: a new one that doesn't fails the matrix.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cms.rules.permissions import Permission as P

OK, LOGIN, FORBIDDEN, HIDDEN, METHOD, STATE = "ok", "login", "forbidden", "hidden", "method", "state"


@dataclass(frozen=True)
class Ask:
    """`screen` opens the screen; `needs` is asked of the record, all of it; `asked` whatever the record.

    `every` is asked of all records together: who may do it to own ones alone may not.
    `on` names the records it is tried on; `states` those from which it is possible, else 409.
    `allowed` is the answer to those who may; `last_owner`: the one to the last owner where that is another.
    `live`: the address is public and shows what is published alone.
    """

    endpoint: str
    method: str = "GET"
    name: str = ""
    screen: tuple[P, ...] = ()
    needs: tuple[P, ...] = ()
    asked: tuple[P, ...] = ()
    every: tuple[P, ...] = ()
    on: str = ""
    states: frozenset[Any] | None = None
    state: str = "status"
    form: Mapping[str, Any] | Callable[[Any], Mapping[str, Any]] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    bulk: bool = False
    allowed: str = OK
    last_owner: str = ""
    closed: bool = True
    live: bool = False

    @property
    def title(self) -> str:
        return " ".join(filter(None, (self.method, self.endpoint, self.name)))

    def sent(self, record: Any) -> Mapping[str, Any]:
        """The form, for this record."""
        return self.form(record) if callable(self.form) else self.form


def public(endpoint: str, method: str = "GET", **more: Any) -> Ask:
    """What everybody gets alike."""
    return Ask(endpoint, method, closed=False, **more)


def signed_in(endpoint: str, method: str = "GET", **more: Any) -> Ask:
    """What everybody gets who is signed in."""
    return Ask(endpoint, method, **more)


def of_screen(name: str, view: P, **acts: Any) -> list[Ask]:
    """The addresses that every model screen has. What has no permission is a 404 to all who may enter."""
    screen = (P.BACKOFFICE_ENTER, view)

    def ask(endpoint: str, method: str, act: str, **more: Any) -> Ask:
        needs = acts.get(act)
        absent = {"allowed": HIDDEN} if needs is None else {"needs": (needs,)}
        return Ask(f"{name}.{endpoint}", method, screen=screen, **{**absent, **more})

    history = Ask(f"{name}.history_view", screen=screen, asked=(P.EVENT_VIEW,), on=name)
    typed = acts.get("typed", {})
    gone = acts.get("gone")
    return [
        Ask(f"{name}.index_view", screen=screen),
        Ask(f"{name}.details_view", screen=screen, on=name),
        # No bulk run has this number; who may undo what stands in tests/admin/base/test_undo.py.
        Ask(f"{name}.undo_view", "POST", screen=screen, form={"id": 2**31 - 1}, allowed=HIDDEN),
        ask("export", "GET", "export"),
        ask("create_view", "GET", "create"),
        ask("create_view", "POST", "create", form=typed),
        ask("edit_view", "GET", "edit", on=name),
        ask("edit_view", "POST", "edit", on=name, form=acts.get("changed", typed)),
        ask("delete_view", "GET", "delete", on=name, states=gone),
        ask("delete_view", "POST", "delete", on=name, states=gone),
        *([] if name == "events" else [history]),
    ]
