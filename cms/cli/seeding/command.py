"""The command: how many, how far, and where it stopped last time."""

import shutil
from pathlib import Path

import click
from flask.cli import with_appcontext
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import IntegrityError

from cms.cli.seeding.cast import seeded_cast
from cms.cli.seeding.planned import planned_post
from cms.cli.seeding.rows import Cast, write_posts
from cms.engines.pages.changes import touch
from cms.engines.pages.keys import EVERYTHING
from cms.extensions import db
from cms.models import Comment, Event, Post, PostTag, Revision, SearchEntry

BATCH = 1_000  # posts a transaction
MOST = 5_000_000
HIGHEST_SEED = 2**31 - 1
BYTES_A_POST = 22_000  # with its revision, comments and indexes, roughly
VERB = "post.seed"
FILLED = (Post, Revision, PostTag, Comment, SearchEntry)


@click.command("seed")
@click.option("--posts", required=True, type=int, help="How many posts there shall be of this seed.")
@click.option("--seed", "number", default=1, show_default=True, type=int, help="Which content.")
@with_appcontext
def seed(posts: int, number: int) -> None:
    """Add bulk content for measuring; the same seed makes the same content.

    Run again with the same seed, it adds only what is missing up to --posts; an interrupted run continues.
    """
    _check(posts, number)
    done = _written(number)
    if done >= posts:
        click.echo(f"Seed {number} has written {done:,} posts already; nothing was added.")
        return
    _write(number, done, posts)
    click.echo(f"Seed {number}: {posts - done:,} posts added, {posts:,} in all.")


def _check(posts: int, number: int) -> None:
    if posts < 1:
        raise click.ClickException("--posts must be 1 or more: it says how many posts there shall be.")
    if posts > MOST:
        raise click.ClickException(f"--posts is too high: {MOST:,} is the most.")
    if not 0 <= number <= HIGHEST_SEED:
        raise click.ClickException(f"--seed must be a number from 0 to {HIGHEST_SEED}.")
    if not inspect(db.session.connection()).has_table(Post.__tablename__):
        raise click.ClickException("The database has no tables yet. Run `cms setup` first.")
    _check_room(posts)


def _check_room(posts: int) -> None:
    url = db.session.connection().engine.url
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return
    needed, free = posts * BYTES_A_POST, shutil.disk_usage(Path(url.database).parent).free
    if needed > free:
        raise click.ClickException(
            f"{posts:,} posts need about {needed / 1e9:.1f} GB and the disk has {free / 1e9:.1f} GB left."
        )


def _written(number: int) -> int:
    """How many posts of the seed there are, according to the event log."""
    notes = db.session.scalars(select(Event.after).where(Event.verb == VERB).order_by(Event.id.desc()))
    return next((int(note["posts"]) for note in notes if note["seed"] == number), 0)


def _write(number: int, done: int, posts: int) -> None:
    cast = seeded_cast()
    db.session.commit()
    known: set[str] = set()
    columns = (TextColumn("Writing posts"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns) as progress:
        bar = progress.add_task("", total=posts, completed=done)
        for start in range(done, posts, BATCH):
            stop = min(start + BATCH, posts)
            _write_batch(number, range(start, stop), cast, known)
            progress.update(bar, completed=stop)
    _analyse()


def _write_batch(number: int, places: range, cast: Cast, known: set[str]) -> None:
    """One transaction, with the note that lets the next run continue behind it."""
    planned = [planned_post(number, place) for place in places]
    try:
        write_posts(db.session.connection(), cast, planned, known)
    except IntegrityError as error:
        db.session.rollback()
        raise click.ClickException(
            f"Posts {places.start + 1:,} to {places.stop:,} of seed {number} are there already in part. "
            "If another run is writing them, wait until it is done; else choose another --seed."
        ) from error
    db.session.add(
        Event(
            actor_label="cms seed",
            verb=VERB,
            noun=Post.__tablename__,
            record_label=f"seed {number}, posts {places.start + 1} to {places.stop}",
            after={"seed": number, "posts": places.stop},
        )
    )
    touch(db.session, EVERYTHING)
    db.session.commit()


def _analyse() -> None:
    """Tell the database how much there is now, so that it plans its queries by it."""
    for table in (*(model.__tablename__ for model in FILLED), "search_index"):
        db.session.execute(text(f'ANALYZE "{table}"'))
    db.session.commit()
