"""The commands that do what is due: worker, which goes on, and publish-due, once."""

import logging
from collections.abc import Callable

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from cms.cli import chores
from cms.cli.preparation import check_servable
from cms.cli.rounds import Rounds
from cms.cli.signals import StopSignal
from cms.engines.jobs.presence import BEAT, appear, leave
from cms.engines.waking.alarm import Alarm
from cms.extensions import db

GRACE = 25.0  # seconds to finish what is begun: less than the supervisor and systemd give

log = logging.getLogger(__name__)


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Send waiting mail, carry out due schedules, do the jobs: at once when woken, in time by itself."""
    check_servable()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s worker %(levelname)s %(message)s")
    logging.getLogger("huey").setLevel(logging.WARNING)
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # the proxy's own
    chores.stand_by()
    rounds = Rounds(chores.chores(), app)
    with StopSignal() as stop:
        _say(appear)
        rounds.start()
        log.info("The worker is at work.")
        try:
            _watch(rounds, app.extensions["alarm"], stop)
        finally:
            rounds.stop(GRACE)
            app.extensions["alarm"].close()
            _say(leave)


@click.command("publish-due")
@with_appcontext
def publish_due() -> None:
    """Do once what is due: schedules, mail, jobs. For a site without a worker, once a minute by cron."""
    chores.stand_by()
    click.echo(f"Schedules carried out: {_count(chores.carry_out_plan)}")
    click.echo(f"Mails sent: {_count(chores.send_mail)}")
    click.echo(f"Jobs done: {_count(chores.do_job)}")


def _watch(rounds: Rounds, alarm: Alarm, stop: StopSignal) -> None:
    """Listen, and say now and then that all goes on, until the stop."""
    ear = None
    while not stop.given():
        if ear is None:
            ear = alarm.listen(rounds.wake)
        else:
            ear.check_worker_health()
        if not rounds.all_go_on():
            raise click.ClickException("A thread of the worker has died; its reason stands above.")
        stop.wait(BEAT.total_seconds())
        _say(appear)
    if ear is not None:
        ear.stop(graceful=True)


def _say(word: Callable[[], None]) -> None:
    """Tell the database that this worker is there, or goes; it works all the same when that fails."""
    try:
        word()
    except SQLAlchemyError as error:
        db.session.rollback()
        log.error("The worker could not say that it is at work: %s", error)


def _count(do: Callable[[], int | None]) -> int:
    done = 0
    while (piece := do()) is not None:
        done += piece
    return done
