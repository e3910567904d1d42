"""`cms import`: bring in what was written elsewhere."""

import sys
from pathlib import Path
from typing import BinaryIO

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text
from sqlalchemy import inspect

from cms.actions.importing import Count, Report, import_wordpress
from cms.extensions import db
from cms.models import ImportRecord
from cms.rules.permissions import SYSTEM
from cms.tools.wxr import UnreadableExport
from cms.tools.wxr_stream import LenientStream

KINDS = {
    "post": _l("Posts"),
    "page": _l("Pages"),
    "comment": _l("Comments"),
    "user": _l("People"),
    "tag": _l("Tags"),
    "redirect": _l("Redirects"),
    "term": _l("Other terms"),
    "attachment": _l("Media files"),
    "nav_menu_item": _l("Menu entries"),
}
PIPE_WIDTH = 120  # columns, where the output is no terminal that could tell


@click.group("import")
def importing() -> None:
    """Bring in what was written elsewhere."""


@importing.command("wordpress")
@click.argument("file", type=click.Path(path_type=Path))
@with_appcontext
def wordpress(file: Path) -> None:
    """Import a WordPress export (an XML file).

    Run it again with the same or a newer export: only what is missing comes in, and nothing is overwritten.
    """
    _require_tables()
    report = Report()
    try:
        with file.open("rb") as opened:
            _import(opened, file.stat().st_size, report)
    except OSError as error:
        raise click.ClickException(_unopened(file, error)) from error
    except UnreadableExport as error:
        _show(report)
        raise click.ClickException(str(error)) from error
    _show(report)


def _require_tables() -> None:
    if not inspect(db.session.connection()).has_table(ImportRecord.__tablename__):
        raise click.ClickException(_("The database has no tables yet. Run `cms setup` first."))
    db.session.rollback()


def _import(opened: BinaryIO, size: int, report: Report) -> None:
    stream = LenientStream(opened)
    columns = (TextColumn(_("Importing")), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bar = progress.add_task("", total=size)

        def commit() -> None:
            db.session.commit()
            progress.update(bar, completed=stream.position)

        import_wordpress(stream, report, by=SYSTEM, commit=commit)
        progress.update(bar, completed=size)


def _unopened(file: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return _("There is no file %(file)s. Give the path of a WordPress export.", file=file)
    return _("%(file)s can't be read: %(reason)s.", file=file, reason=error.strerror or type(error).__name__)


def _show(report: Report) -> None:
    if not report.counts:
        return
    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else PIPE_WIDTH)
    table = Table(box=None, pad_edge=False)
    table.add_column(_("Kind"), no_wrap=True)
    for heading in (_("Found"), _("Imported"), _("Already there")):
        table.add_column(heading, justify="right")
    table.add_column(_("Skipped, and why"))
    for kind in sorted(report.counts, key=_place):
        table.add_row(*_row(kind, report.counts[kind]))
    console.print(table)


def _place(kind: str) -> tuple[int, str]:
    known = list(KINDS)
    return (known.index(kind) if kind in known else len(known), kind)


def _row(kind: str, count: Count) -> tuple[Text, str, str, str, Text]:
    # As Text, since what stands in a file is not this console's markup.
    skipped = "\n".join(f"{times}: {reason}" for reason, times in sorted(count.skipped.items()))
    name = Text(str(KINDS.get(kind, kind)))
    return name, str(count.found), str(count.imported), str(count.present), Text(skipped)
