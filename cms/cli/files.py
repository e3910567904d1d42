"""Files that commands write: whole or not at all, and for their owner's eyes alone."""

import os
from collections.abc import Iterable
from pathlib import Path

import click


def write_privately(file: Path, pieces: Iterable[bytes]) -> int:
    """Write a file that must not be there yet, with mode 600; its size in bytes.

    Whatever goes wrong leaves nothing behind. What the system refuses ends the command with a sentence.
    """
    draft = file.with_name(f".{file.name}.partial")
    try:
        require_free(file)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as raw:
            raw.writelines(pieces)
        draft.replace(file)
    except OSError as error:
        raise click.ClickException(f"{file} could not be written: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)
    return file.stat().st_size


def require_free(file: Path) -> None:
    """End the command where a file stands already, or where there is no folder for it."""
    if file.exists():
        raise click.ClickException(f"{file} is there already; choose another name.")
    if not file.parent.is_dir():
        raise click.ClickException(f"There is no folder {file.parent}; make it first.")
