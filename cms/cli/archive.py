"""The file that a backup is: a tar with a manifest, in which nothing but known names is believed."""

import json
import os
import shutil
import tarfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

MANIFEST = "manifest.json"
FORMAT = 1
FOLDERS = ("media", "theme")
FILES = ("database.sqlite3", "database.pgdump", "secrets.toml", "config.toml")


class ArchiveError(Exception):
    """The file is not a backup that can be restored; the text says why."""


def pack(file: Path, manifest: Mapping[str, Any], parts: Mapping[str, Path]) -> int:
    """Write the parts (name in the archive → file or folder), readable by the owner alone; the size in bytes.

    The file appears whole or not at all.
    """
    draft = file.with_name(f".{file.name}.partial")
    try:
        _write(draft, {**manifest, "format": FORMAT}, parts, compressed=file.name.endswith((".gz", ".tgz")))
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
    return file.stat().st_size


def unpack(file: Path, into: Path) -> dict[str, Any]:
    """Unpack into an empty folder and return the manifest. Raises ArchiveError."""
    try:
        with tarfile.open(file) as tar:
            for member in tar:
                _unpack_member(tar, member, into)
        manifest = json.loads((into / MANIFEST).read_text(encoding="utf-8"))
    except (tarfile.TarError, EOFError, OSError, ValueError) as error:
        raise ArchiveError(f"{file} is not a whole Masthead backup ({error}).") from error
    if manifest.get("format") != FORMAT:
        raise ArchiveError(f"{file} was made by a newer Masthead; update this one first.")
    return dict(manifest)


def files_under(folder: Path) -> Iterator[Path]:
    """Every file in a folder and below it; none when there is no such folder."""
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())


def _write(path: Path, manifest: Mapping[str, Any], parts: Mapping[str, Path], *, compressed: bool) -> None:
    with (
        os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as raw,
        tarfile.open(fileobj=raw, mode="w:gz" if compressed else "w") as tar,
    ):
        _add_manifest(tar, manifest)
        for name, source in parts.items():
            tar.add(source, arcname=name, filter=_plain)


def _add_manifest(tar: tarfile.TarFile, manifest: Mapping[str, Any]) -> None:
    text = json.dumps(manifest, indent=2).encode()
    member = tarfile.TarInfo(MANIFEST)
    member.size = len(text)
    tar.addfile(member, BytesIO(text))


def _plain(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    return member if member.isfile() or member.isdir() else None


def _unpack_member(tar: tarfile.TarFile, member: tarfile.TarInfo, into: Path) -> None:
    name = PurePosixPath(member.name)
    known = member.name in (MANIFEST, *FILES) or next(iter(name.parts), "") in FOLDERS
    if not known or ".." in name.parts:
        raise ArchiveError(
            f"The backup holds “{member.name}”, which does not belong there; nothing was changed."
        )
    source = tar.extractfile(member) if member.isfile() else None
    if source is None:
        return
    target = into / name
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as copy:
        shutil.copyfileobj(source, copy)
