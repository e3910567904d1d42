"""Requests that nobody foresaw: the matrix's own forms and arguments, mixed up, with hostile values."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from hypothesis import strategies as st
from werkzeug.routing import AnyConverter

from tests.access.addresses import PARTS, address_of, methods_of, rules

FORM, DOCUMENT = "application/x-www-form-urlencoded", "application/json"
# What any page might listen to, beside the names in the tables of the matrix.
ARGUMENTS = (
    *("id", "page", "page_size", "sort", "desc", "search", "q", "query", "name", "limit", "url", "next"),
    *("revision", "mine", "theirs", "base", "version", "from", "to", "view", "month", "day", "before"),
    *(
        "comments",
        "thread",
        "reply_to",
        "transition",
        "at",
        "until",
        "act",
        "action",
        "rowid",
        "confirmed",
        "tab",
    ),
    *("flt0_status", "flt1_author", "flt2_tag", "flt3_from", "flt4_role", "flt5_actor", "flt6_record"),
    *("email", "password", "new_password", "password_confirm", "handle", "locale", "timezone", "roles"),
)
HOSTILE = (
    *("", " ", "-1", "0", str(10**30), "1.5", "NaN", "null", "٣", "1e9", "true", "[]", "{}"),
    *("a\x00b", "\ud800", "\ufffe", "‮evil", "é" * 300, "x" * 5_000, "%", "%00", "..", "../../etc/passwd"),
    *("'; DROP TABLE post; --", "' OR 1=1 --", "%' OR title LIKE '%", "{{ 7*7 }}", "${7*7}", "=cmd|' /C'!A0"),
    *("<script>alert(1)</script>", "javascript:alert(1)", "//evil.example", "\\\\evil.example", "\r\nX: 1"),
    *("2026-13-45", "9999-12-31T23:59", "0001-01-01", "all", "published", "unpublish", "delete", "owner"),
)


@dataclass(frozen=True)
class Asked:
    """One request, the same whoever sends it."""

    path: str
    method: str
    query: list[tuple[str, str]] = field(default_factory=list)
    form: list[tuple[str, str]] = field(default_factory=list)
    accept: str = "text/html"
    kind: str = FORM

    def sent_by(self, client: Any) -> Any:
        query = urlencode([(name, value.encode("utf-8", "surrogatepass")) for name, value in self.query])
        given: dict[str, Any] = {"headers": {"Accept": self.accept}, "buffered": True}
        if self.method != "GET" and self.kind == DOCUMENT:
            given["json"] = dict(self.form)
        elif self.method != "GET":
            pairs = [(name, value.encode("utf-8", "surrogatepass")) for name, value in self.form]
            given |= {"data": urlencode(pairs), "content_type": FORM}
        joint = "&" if "?" in self.path else "?"
        return client.open(f"{self.path}{joint}{query}", method=self.method, **given)


def targets(app: Any) -> list[tuple[str, str]]:
    """Every endpoint with each of its methods."""
    return sorted({(rule.endpoint, method) for rule in rules(app) for method in methods_of(rule)})


def requests(app: Any, endpoint: str, method: str, samples: list[dict[str, Any]], ids: list[Any]) -> Any:
    """Requests to one address: what the tables send there, with some of it left out, swapped and added."""
    paths = [rule for rule in rules(app) if rule.endpoint == endpoint and method in methods_of(rule)]
    values = st.one_of(st.sampled_from(HOSTILE), st.sampled_from(list(map(str, ids))), st.text(max_size=40))
    names = st.sampled_from(sorted({*ARGUMENTS, *(name for sample in samples for name in sample)}))
    pairs = st.lists(st.tuples(names, values), max_size=5)
    known = st.sampled_from(samples or [{}]).flatmap(_thinned)
    record = st.one_of(st.sampled_from(ids), st.sampled_from(HOSTILE[2:13]))

    def made(rule: Any, id_: Any, parts: Any, given: Any, **rest: Any) -> Asked:
        query, form, sample = rest["query"], rest["form"], list(given.items())
        return Asked(
            _path(rule, id_, parts),
            method,
            [("id", str(id_)), *query] + (sample if method == "GET" else []),
            [*form, *sample],
            rest["accept"],
            rest["kind"],
        )

    return st.builds(
        made,
        st.sampled_from(paths),
        record,
        st.sampled_from(["no-such", "hidden-draft", "tide", "stranger", "%", "a%00b", "x" * 300]),
        known,
        query=pairs,
        form=pairs,
        accept=st.sampled_from(["text/html", DOCUMENT]),
        kind=st.sampled_from([FORM, FORM, DOCUMENT]),
    )


def _thinned(sample: dict[str, Any]) -> Any:
    """The sample, or part of it; each value may be a hostile one."""
    fields = {
        name: st.one_of(st.just(str(value)), st.just(str(value)), st.sampled_from(HOSTILE))
        for name, value in sample.items()
    }
    return st.fixed_dictionaries({}, optional=fields)


def _path(rule: Any, id_: Any, text: str) -> str:
    """The address; a number where it wants one, the text where it takes any. Of a few words one is right."""
    free = [name for name in rule.arguments if not isinstance(rule._converters.get(name), AnyConverter)]
    parts = {name: text for name in free if isinstance(PARTS[name], str) and text[0] not in "%a"}
    if "id" in rule.arguments and isinstance(id_, int):
        parts["id"] = id_
    return address_of(rule, **{name: value for name, value in parts.items() if name != "filename"})
