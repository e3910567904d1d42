"""What the worker has to do: for each duty when the next piece is due, and how a piece is done."""

import logging

from cms.actions import due
from cms.actions.jobs import KINDS
from cms.cli.rounds import Chore
from cms.engines import outbox
from cms.engines.jobs.queue import keep, next_moment
from cms.engines.jobs.working import do_next
from cms.engines.waking.notes import Duty
from cms.extensions import db
from cms.models import now

MAILS_AT_ONCE = 5  # between two looks whether the worker shall stop

log = logging.getLogger(__name__)


def send_mail() -> int | None:
    """Send the mails that wait longest, a few at most; None when none left."""
    return outbox.deliver_due(MAILS_AT_ONCE) or None


def carry_out_plan() -> int | None:
    """Carry out the plan that is due the longest, in a transaction of its own: 1, or 0 when it failed."""
    row = due.next_due(now())
    if row is None:
        db.session.commit()
        return None
    number = row.id
    try:
        done = due.carry_out(row)
        db.session.commit()
    except Exception:  # one that stumbles must not hold up the others
        db.session.rollback()
        log.exception("Plan %s could not be carried out; it waits", number)
        due.postpone(number, now())
        db.session.commit()
        return 0
    return int(done)


def do_job() -> int | None:
    """Do a piece of the job that is due the longest: 1, or 0 when it failed."""
    done = do_next(KINDS)
    return None if done is None else int(done)


def stand_by() -> None:
    """Give each job that comes again its row."""
    keep(KINDS)
    db.session.commit()


def chores() -> tuple[Chore, ...]:
    """The chores of one worker, anew."""
    return (
        Chore(Duty.SCHEDULES, due.next_moment, carry_out_plan),
        Chore(Duty.MAIL, outbox.next_moment, send_mail),
        Chore(Duty.JOBS, lambda: next_moment(KINDS), do_job),
    )
