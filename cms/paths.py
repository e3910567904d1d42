"""Where the parts of an installation lie, in a checkout and in an installed wheel alike."""

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_IN_WHEEL = _PACKAGE / "_root"

ROOT = _IN_WHEEL if _IN_WHEEL.is_dir() else _PACKAGE.parent
CONFIG = ROOT / "config"
MIGRATIONS = ROOT / "migrations"
TRANSLATIONS = ROOT / "translations"


def instance_path() -> Path:
    """What one installation owns: CMS_INSTANCE, else instance/ in the checkout or working folder."""
    named = os.environ.get("CMS_INSTANCE")
    if named:
        return Path(named).resolve()
    home = Path.cwd() if ROOT == _IN_WHEEL else ROOT
    return home / "instance"
