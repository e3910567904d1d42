"""The command: once, and never in production."""

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import inspect

from cms.cli.demo import entries
from cms.cli.demo.loading import PASSWORD, is_loaded, load
from cms.extensions import db
from cms.models import User


@click.command("demo")
@with_appcontext
def demo() -> None:
    """Add demo people and a small-town paper of their writing; a second run changes nothing."""
    if current_app.config["MODE"] == "production":
        raise click.ClickException(
            "Everybody knows the password of the demo people, so production refuses them."
        )
    if not inspect(db.session.connection()).has_table(User.__tablename__):
        raise click.ClickException("The database has no tables yet. Run `cms setup` first.")
    if is_loaded():
        click.echo("The demo is there already; nothing was changed.")
        return
    made = load()
    db.session.commit()
    click.echo(f"The demo is ready: {len(made.posts)} posts and pages, {len(made.comments)} comments.")
    click.echo(f"Sign in as {entries.people()[0].email}, password {PASSWORD}.")
