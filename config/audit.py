# ruff: noqa: T201 - a command: what it finds goes to the terminal
"""Searches our code for what is unsafe, and public advisories for the pinned packages; what is found fails.

Where no source of advisories can be reached (no network, or a mirror without any) it says so and passes:
what can't be looked up is no fault of the code. Set CMS_AUDIT_REQUIRED to fail then, too.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PINS = "config/constraints.txt"
SOURCES = ("pypi", "osv")
PATIENCE = 45  # seconds for a source
BANDIT = (
    *(sys.executable, "-m", "bandit", "--quiet", "--configfile", "pyproject.toml"),
    *("--recursive", "--severity-level", "medium", "cms", "config", "wsgi.py"),
)
COMMAND = (
    *(sys.executable, "-m", "pip_audit", "--requirement", PINS, "--no-deps", "--disable-pip"),
    *("--progress-spinner", "off", "--format", "json", "--timeout", "5"),
)


def main() -> int:
    """Both searches; the exit code."""
    return max(search_code(), search_advisories())


def search_code() -> int:
    """Print what bandit finds of medium severity and above; its exit code."""
    ended = subprocess.run(BANDIT, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    if ended.returncode:
        print(ended.stdout or ended.stderr)
    else:
        print("bandit finds nothing of medium severity or above.")
    return ended.returncode


def search_advisories() -> int:
    """Ask the sources in turn until one knows our packages; the exit code."""
    for source in SOURCES:
        told = asked(source)
        looked_up = [package for package in told if "vulns" in package]
        if looked_up:
            return report(looked_up, len(told))
    print("No source of advisories can be reached from here: NOTHING was looked up.")
    return 1 if os.environ.get("CMS_AUDIT_REQUIRED") else 0


def asked(source: str) -> list[dict[str, Any]]:
    """What the source says of each package; nothing when it does not answer."""
    command = [*COMMAND, "--vulnerability-service", source]
    try:
        ended = subprocess.run(  # noqa: S603 - our own words only
            command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        packages: list[dict[str, Any]] = json.loads(ended.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return []
    return packages


def report(looked_up: list[dict[str, Any]], pinned: int) -> int:
    """Print each vulnerability with the release that mends it; 1 when there is one."""
    found = [(package, fault) for package in looked_up for fault in package["vulns"]]
    for package, fault in found:
        mended = ", ".join(fault["fix_versions"]) or "no release yet"
        print(f"{package['name']} {package['version']}: {fault['id']}; mended in {mended}")
    print(f"{len(looked_up)} of {pinned} pinned packages looked up, {len(found)} known vulnerabilities.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
