"""The installation's own folder: its settings file and its secrets."""

import contextlib
import os
import secrets
import tomllib
from pathlib import Path

SECRET_NAMES = ("SECRET_KEY", "PASSWORD_SALT")


def read_settings(instance: Path) -> dict[str, object]:
    """What instance/config.toml says, with upper-case names; empty when there is none."""
    return _read_toml(instance / "config.toml")


def read_secrets(instance: Path) -> dict[str, object]:
    """What instance/secrets.toml says; empty when there is none."""
    return _read_toml(instance / "secrets.toml")


def ensure_secrets(instance: Path) -> Path:
    """Generate the secrets once, readable by their owner alone; an existing file stays as it is."""
    instance.mkdir(parents=True, exist_ok=True)
    path = instance / "secrets.toml"
    if path.exists():
        return path
    draft = instance / f".secrets.{os.getpid()}"
    lines = "".join(f'{name.lower()} = "{secrets.token_urlsafe(48)}"\n' for name in SECRET_NAMES)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(lines)
    # A link is made whole or not at all: two processes that start together share one set.
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
    return path


def remember_mode(instance: Path, mode: str) -> None:
    """Write the instance's mode into a new config.toml; an existing file is the owner's and stays."""
    instance.mkdir(parents=True, exist_ok=True)
    path = instance / "config.toml"
    if not path.exists():
        path.write_text(f'# development | production\nenv = "{mode}"\n', encoding="utf-8")


def _read_toml(path: Path) -> dict[str, object]:
    if not path.exists():
        return {}
    return {name.upper(): value for name, value in tomllib.loads(path.read_text(encoding="utf-8")).items()}
