"""The folder of an installation that a test sets up with commands, as people do."""

from pathlib import Path

SETTINGS = """\
env = "development"

[security_password_hash_passlib_options]
bcrypt__rounds = 4  # quick: no test waits for what only somebody who guesses should wait for
"""


def new_instance(folder: Path) -> Path:
    """Make the folder, if it is not there, with the settings of a development installation."""
    folder.mkdir(exist_ok=True)
    (folder / "config.toml").write_text(SETTINGS, encoding="utf-8")
    return folder
