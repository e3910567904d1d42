"""The command that looks for what is broken."""

import sys

import click
from flask import current_app
from flask.cli import with_appcontext
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cms.cli.checkups import Finding, State, examine

MARKS = {State.GOOD: ("ok", "green"), State.WATCH: ("watch", "yellow"), State.BROKEN: ("broken", "red bold")}


@click.command("doctor")
@with_appcontext
def doctor() -> None:
    """Look for what is broken, and say what to do; exit 1 when something is."""
    findings = examine(current_app)
    Console(file=sys.stdout, width=None if sys.stdout.isatty() else 160).print(_table(findings))
    broken = sum(finding.state == State.BROKEN for finding in findings.values())
    if broken:
        raise click.ClickException(f"{broken} of {len(findings)} checks failed; the table says what to do.")
    click.echo("Nothing is broken.")


def _table(findings: dict[str, Finding]) -> Table:
    table = Table("What", "How it is", "Why", box=None, pad_edge=False)
    for name, finding in findings.items():
        word, style = MARKS[finding.state]
        table.add_row(name, Text(word, style=style), Text(finding.sentence))
    return table
