"""The commands backup and restore: everything one installation owns, in one file."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import click

from cms.actions import sessions
from cms.cli.archive import FOLDERS, ArchiveError, files_under, pack, unpack
from cms.cli.dumps import DumpError, dump, dump_name, load
from cms.cli.preparation import checked_settings, loaded_app, migrate_database
from cms.engines.pages.changes import begin_era
from cms.extensions import db
from cms.instance import SECRET_NAMES
from cms.paths import instance_path

_FILE = click.Path(path_type=Path, dir_okay=False, resolve_path=True)


@click.command("backup")
@click.argument("file", type=_FILE)
def backup(file: Path) -> None:
    """Keep database, secrets, settings and media in FILE (.tar or .tar.gz), while the site goes on."""
    address = checked_settings()["SQLALCHEMY_DATABASE_URI"]
    if file.exists():
        raise click.ClickException(f"{file} is there already; choose another name.")
    if not file.parent.is_dir():
        raise click.ClickException(f"There is no folder {file.parent}; make it first.")
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as scratch:
        try:
            parts = {dump_name(address): _dumped(address, Path(scratch)), **_instance_parts()}
            size = pack(file, _manifest(), parts)
        except (DumpError, OSError) as error:
            raise click.ClickException(str(error)) from error
    click.echo(
        f"Kept in {file} ({size / 1e6:.1f} MB). It holds the secrets: keep it where only you can read it."
    )
    if outside := _secrets_outside():
        click.echo(f"Not in it, because the environment sets them: {outside}. Keep these too.")


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True, resolve_path=True))
@click.option("--yes", is_flag=True, help="Replace what is there without asking.")
def restore(file: Path, yes: bool) -> None:
    """Put back what `cms backup` kept in FILE. What the site holds now is replaced: stop it first."""
    instance = instance_path()
    instance.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=instance, prefix=".restore-") as folder:
        scratch = Path(folder)
        try:
            manifest = unpack(file, scratch)
            _require_sound(scratch)
            _restore_all(scratch, instance, manifest, yes)
        except (ArchiveError, DumpError, OSError) as error:
            raise click.ClickException(str(error)) from error


def _dumped(address: str, scratch: Path) -> Path:
    click.echo("Copying the database …")
    return dump(address, scratch)


def _instance_parts() -> dict[str, Path]:
    instance = instance_path()
    for name in FOLDERS:
        if count := sum(1 for _ in files_under(instance / name)):
            click.echo(f"Adding {name}: {count} files")
    names = ("secrets.toml", "config.toml", *FOLDERS)
    return {name: instance / name for name in names if (instance / name).exists()}


def _manifest() -> dict[str, Any]:
    return {"made_at": datetime.now(UTC).isoformat(timespec="seconds"), "version": _release()}


def _release() -> str:
    try:
        return version("masthead")
    except PackageNotFoundError:  # a checkout that runs without being installed
        return "unreleased"


def _secrets_outside() -> str:
    return ", ".join(f"CMS_{name}" for name in SECRET_NAMES if os.environ.get(f"CMS_{name}"))


def _require_sound(scratch: Path) -> None:
    database = scratch / "database.sqlite3"
    if not database.exists():
        return
    try:
        with closing(sqlite3.connect(database)) as connection:
            sound = connection.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.Error as error:
        sound = str(error)
    if sound != "ok":
        raise ArchiveError(f"The database in the backup is damaged ({sound}); nothing was changed.")


def _restore_all(scratch: Path, instance: Path, manifest: Mapping[str, Any], yes: bool) -> None:
    fresh = not (instance / "secrets.toml").exists()
    if fresh:
        # Without secrets and settings no other step could even read where the database is.
        _put_settings(scratch, instance)
    address = checked_settings()["SQLALCHEMY_DATABASE_URI"]
    source = scratch / dump_name(address)
    if not source.exists():
        raise ArchiveError(
            "The backup is of the other kind of database: set CMS_DATABASE_URL to the same kind first."
        )
    made = f"{manifest.get('made_at')} by Masthead {manifest.get('version')}"
    nothing_to_lose = fresh and source.suffix == ".sqlite3"
    if not (nothing_to_lose or yes):
        click.confirm(f"Replace everything in {instance} by the backup of {made}?", abort=True)
    click.echo("Putting the database back …")
    load(address, source)
    _put_settings(scratch, instance)
    _put_folders(scratch, instance)
    migrate_database()
    with loaded_app().app_context():
        sessions.close_all()
        begin_era(db.session)
        db.session.commit()
    click.echo(f"Restored the backup of {made}. Start Masthead again.")
    if outside := _secrets_outside():
        click.echo(
            f"The environment sets {outside}: they must be those of the backup, or nobody can sign in."
        )


def _put_settings(scratch: Path, instance: Path) -> None:
    secrets, settings = scratch / "secrets.toml", scratch / "config.toml"
    if secrets.exists():
        draft = Path(shutil.copy(secrets, scratch / "secrets.draft"))
        draft.chmod(0o600)
        draft.replace(instance / "secrets.toml")
    if settings.exists() and not (instance / "config.toml").exists():
        shutil.copy(settings, instance / "config.toml")


def _put_folders(scratch: Path, instance: Path) -> None:
    for name in FOLDERS:
        for path in files_under(scratch / name):
            target = instance / path.relative_to(scratch)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
