"""For load balancers and operators: whether the process answers, and whether it reaches its database."""

import logging

from flask import Response, jsonify
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from cms.engines.jobs.backlog import is_late
from cms.extensions import db
from cms.models import Role
from cms.site.blueprint import site

log = logging.getLogger(__name__)


@site.get("/healthz")
def healthz() -> Response:
    """The process is alive; asks nothing of the database."""
    return _fresh({"status": "ok"})


@site.get("/readyz")
def readyz() -> Response:
    """The database answers and has its tables: 200, else 503.

    A queue that is late is told but keeps nobody out: these pages don't need the worker.
    """
    try:
        db.session.execute(select(Role.id).limit(1))
        queue = "late" if is_late() else "ok"
    except SQLAlchemyError as error:
        log.error("not ready: %s", error)
        return _fresh({"status": "failing", "database": "failing"}, 503)
    return _fresh({"status": "ok", "database": "ok", "queue": queue})


def _fresh(body: dict[str, str], status: int = 200) -> Response:
    response = jsonify(body)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response
