"""Addresses of our style sheets and scripts; they change with the content, so browsers may keep them."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from flask import Flask, current_app, g, url_for


def init_app(app: Flask) -> None:
    """Give templates asset_url() and built_url()."""
    app.jinja_env.globals["asset_url"] = asset_url
    app.jinja_env.globals["built_url"] = built_url


def asset_url(name: str) -> str:
    """The address of a file in static/, with its fingerprint. A missing file raises FileNotFoundError."""
    # A page names the sheet of icons dozens of times: each file is looked at once an answer.
    known: dict[str, str] = g.setdefault("asset_urls", {})
    if name not in known:
        path = Path(str(current_app.static_folder)) / name
        known[name] = url_for("static", filename=name, v=_fingerprint(path, path.stat().st_mtime_ns))
    return known[name]


def built_url(name: str) -> str | None:
    """The address of a bundle, whose name carries its fingerprint; None where nothing was built.

    The screens work without the bundle, so that a checkout can be served without building it.
    """
    manifest = Path(str(current_app.static_folder)) / "build" / "manifest.json"
    if not manifest.exists():
        return None
    built = _manifest(manifest, manifest.stat().st_mtime_ns)
    return asset_url(f"build/{built[name]}")


@lru_cache(maxsize=4)
def _manifest(path: Path, modified: int) -> dict[str, str]:
    names: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return names


@lru_cache(maxsize=512)
def _fingerprint(path: Path, modified: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
