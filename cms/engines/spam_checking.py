"""An outside checker of comments, where the operator has named one; without an answer a comment waits.

`COMMENT_CHECKER` is the dotted name of a callable as the Protocol below has it: `package.module:name`.
"""

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import Protocol

from flask import current_app

from cms.rules.spam import HOLD, SPAM, Reason

TIMEOUT = 3.0  # seconds

log = logging.getLogger(__name__)
# Threads of their own: what hangs in one holds no other request up for longer than the timeout.
_threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="comment-checker")


class Opinion(StrEnum):
    HAM = "ham"
    UNSURE = "unsure"
    SPAM = "spam"


@dataclass(frozen=True)
class Submission:
    """What the checker is told. The operator answers for telling it."""

    text: str
    name: str
    email: str
    place: str
    address: str


class Checker(Protocol):
    """Called outside of any transaction, in a thread without a request."""

    def __call__(self, submission: Submission) -> Opinion: ...


_REASONS: dict[Opinion, tuple[Reason, ...]] = {
    Opinion.HAM: (),
    Opinion.UNSURE: ({"rule": "checker_unsure", "points": HOLD, "count": 1},),
    Opinion.SPAM: ({"rule": "checker", "points": SPAM, "count": 1},),
}
_FAILED: Reason = {"rule": "checker_failed", "points": HOLD, "count": 1}


def opinions_on(submission: Submission) -> tuple[Reason, ...]:
    """What the checker says, as reasons; nothing where there is none. Never raises."""
    name = current_app.config.get("COMMENT_CHECKER") or ""
    if not name:
        return ()
    try:
        opinion = _threads.submit(_named(name), submission).result(timeout=TIMEOUT)
        return _REASONS[Opinion(opinion)]
    except Exception as error:  # whatever a checker of somebody else does, the comment is kept and held
        log.error("the comment checker %s failed: %s: %s", name, type(error).__name__, error)
        return (_FAILED,)


def _named(name: str) -> Checker:
    module, _colon, attribute = name.partition(":")
    checker: Checker = getattr(import_module(module), attribute)
    return checker
