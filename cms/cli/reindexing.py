"""The command that builds the search index anew, and what an update adds to it by itself."""

import sys
from collections.abc import Iterable

import click
from flask.cli import with_appcontext
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from sqlalchemy import inspect

from cms.engines.search.rebuilding import fill, rebuild, standing
from cms.extensions import db
from cms.models import SearchEntry


@click.command("reindex")
@with_appcontext
def reindex() -> None:
    """Build the search index anew while the site goes on; stopped, it can be run again."""
    if not inspect(db.session.connection()).has_table(SearchEntry.__tablename__):
        raise click.ClickException("The database has no search index yet. Run `cms setup` first.")
    done = _followed(rebuild(), standing().posts)
    click.echo(f"{done:,} posts and pages are in the search index.")


def index_missing() -> None:
    """Add what the index lacks, as after an update or the restoring of an older backup. Commits."""
    found = standing()
    if not found.is_whole:
        _followed(fill(), max(found.posts - found.entries, 0))


def _followed(batches: Iterable[int], total: int) -> int:
    columns = (TextColumn("Indexing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    done = 0
    with Progress(*columns, console=Console(file=sys.stderr)) as progress:
        bar = progress.add_task("", total=total)
        for count in batches:
            done += count
            progress.update(bar, completed=done)
    return done
