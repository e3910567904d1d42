"""Refusals are logged, in a transaction of their own: that of the request was undone."""

import logging

from flask import request
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError

from cms.actions.access import note_refusal
from cms.actions.errors import Sentence
from cms.engines.database import writing_anyway
from cms.extensions import db
from cms.models import User

log = logging.getLogger(__name__)


def log_refusal(reason: Sentence) -> None:
    """Note that this request was refused. Undoes what it had begun; a busy database only costs the note."""
    try:
        with writing_anyway():
            person = db.session.get(User, getattr(current_user, "id", None) or 0)
            if person is not None:
                place = request.endpoint or request.path
                note_refusal(place, str(reason), by=person, method=request.method, path=request.path)
    except SQLAlchemyError as error:
        log.warning("a refusal could not be logged: %s", error)
