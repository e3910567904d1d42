"""The access matrix: every address × every role and visitors × own and foreign records × method.

What is expected comes from the rules; what comes is what the application answers. A refused request that
changes something fails, and so does an address that nobody has written into the table.
"""

import os
from itertools import groupby

import pytest

from cms.rules.permissions import can
from tests.access import table_of_people, table_of_texts, table_of_the_rest
from tests.access.addresses import address_of, methods_of, rules
from tests.access.asks import FORBIDDEN, HIDDEN, LOGIN, METHOD, OK, STATE
from tests.access.people import PEOPLE, STRANGER
from tests.access.verdicts import changes, verdict

ASKS = [*table_of_texts.ASKS, *table_of_people.ASKS, *table_of_the_rest.ASKS]
LEAST_CASES = 4_500
CODES = {401: LOGIN, 403: FORBIDDEN, 404: HIDDEN, 405: METHOD, 409: STATE}
WHOLE = os.environ.get("CMS_MATRIX") == "whole"
NEVER = ("PUT", "PATCH", "DELETE")
# One who is sent away, one who is refused and one who is let in: HEAD is answered by what answers GET.
HEADS = ("visitor", "reader", "owner")


def by_address(ask):
    return f"{ask.method} {ask.endpoint}"


GROUPS = {key: list(asks) for key, asks in groupby(sorted(ASKS, key=by_address), by_address)}


@pytest.mark.parametrize("key", GROUPS)
def test_answers_are_what_the_rules_say(world, key):
    paths = paths_of(world.app, GROUPS[key][0])
    assert [fault for case in cases(world, GROUPS[key]) if (fault := fault_of(world, paths, *case))] == []


def test_every_address_stands_in_the_table(app):
    known = {(ask.endpoint, ask.method) for ask in ASKS}
    assert {(rule.endpoint, method) for rule in rules(app) for method in methods_of(rule)} == known


def test_no_address_takes_another_method(world):
    for name in ("visitor", "owner"):
        client = world.client(name)
        for rule in rules(world.app):
            for method in NEVER:
                assert outcome(client.open(address_of(rule), method=method)) in (METHOD, HIDDEN), (
                    rule,
                    method,
                )


def test_the_matrix_is_large(world):
    assert sum(1 for _case in cases(world, ASKS)) >= LEAST_CASES


def cases(world, asks):
    """Each ask by each person; where it is about a record, on the own ones and on a stranger's.

    Of one owner's records that the rules answer alike, the first is tried; all with CMS_MATRIX=whole.
    """
    for ask in asks:
        for name in PEOPLE:
            seen = set()
            for record in records_for(world, ask, name):
                kind = (record and record.owner, *expected_of(world, ask, name, record))
                if WHOLE or kind not in seen:
                    yield ask, name, record
                seen.add(kind)


def expected_of(world, ask, name, record):
    """The class of answer that the rules want, and whether anything may change."""
    person = world.people[name]
    visible = record is not None and record.id in world.visible[name][ask.on]
    expected = verdict(ask, person, record, visible)
    return expected, changes(ask, person, record, visible) if ask.bulk else expected == OK


def records_for(world, ask, name):
    if not ask.on:
        return [None]
    records = [record for record in world.records[ask.on] if record.owner in ("", name, STRANGER)]
    # Who is stopped before any record is looked at is tried on the first and the last.
    return records if may_enter(world.people[name], ask) else [records[0], records[-1]]


def may_enter(person, ask):
    return not ask.closed or all(can(person, permission) for permission in ask.screen)


def paths_of(app, ask):
    found = [rule for rule in rules(app) if rule.endpoint == ask.endpoint and ask.method in methods_of(rule)]
    assert found, f"there is no {ask.title}: take it out of the table"
    return found


def fault_of(world, paths, ask, name, record):
    """What is wrong with the answer, or nothing."""
    expected, may_change = expected_of(world, ask, name, record)
    with world.undone():
        answer = request(world, paths[0], ask, name, record)
        got, touched = outcome(answer), ask.method == "POST" and world.is_changed()
    story = f"{ask.title} by {name}" + (f" on {record.label}" if record else "")
    if got != expected:
        return f"{story}: {expected} expected, {got} ({answer.status_code}) came"
    if touched and not may_change:
        return f"{story}: {got}, but something was changed"
    if ask.bulk and may_change and expected == OK and not touched:
        return f"{story}: allowed, but nothing was changed"
    return None


def request(world, rule, ask, name, record):
    client = world.client(name)
    path = address_of(rule, **world.parts(ask, record))
    query = {**ask.query, **({"id": record.id} if record and not ask.bulk else {})}
    data = ask.sent(record) if ask.method == "POST" else None
    with client.open(path, method=ask.method, query_string=query, data=data) as answer:
        if ask.method == "GET" and name in HEADS:
            with client.head(path, query_string=query) as head:
                assert head.status_code == answer.status_code, f"HEAD differs: {ask.title} by {name}"
        return answer


def outcome(answer):
    """The class of an answer."""
    code = answer.status_code
    if code in (302, 303) and answer.headers["Location"].startswith("/login"):
        return LOGIN
    return OK if code < 400 else CODES.get(code, str(code))
