"""Does the jobs that are due, piece by piece; a kill, a fault or a second worker does no harm."""

import logging

from cms.engines.jobs.kinds import Kind, Kinds
from cms.engines.jobs.queue import claim, settle, try_later
from cms.extensions import db
from cms.models import Job, now

log = logging.getLogger(__name__)
KILLED = "Whoever tried it was killed at it each time."


def do_next(kinds: Kinds) -> bool | None:
    """Do one piece of the job that is due the longest; whether that went well. None when there is none.

    Commits by itself: the claim, then the work together with its outcome. What changes the database alone is
    thus done exactly once; what reaches beyond it may happen twice, never not at all.
    """
    job = claim(kinds, now())
    if job is None:
        return None
    kind = kinds[job.kind]
    if job.attempts > kind.tries:
        _note_failure(job, kind, KILLED)
        return False
    try:
        settle(job, kind, more=kind.do(job.payload))
        db.session.commit()
    except Exception as error:  # whatever fails is tried again; it stands in the log with its traceback
        db.session.rollback()
        log.exception("Job %s (%s) failed", job.id, job.kind)
        _note_failure(job, kind, f"{type(error).__name__}: {error}")
        return False
    return True


def _note_failure(job: Job, kind: Kind, error: str) -> None:
    if not try_later(job, kind, error):
        log.error("Job %s (%s) is given up after %s tries: %s", job.id, job.kind, kind.tries, error)
    db.session.commit()
