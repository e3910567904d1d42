"""When the door commits."""

from typing import Any

from flask import after_this_request, has_request_context

from cms.extensions import db


def commit_at_end() -> None:
    """Commit once the answer is ready: pages that only write a log line or a mail never do it themselves."""
    if has_request_context():
        after_this_request(_commit)


def _commit(response: Any) -> Any:
    db.session.commit()
    return response
