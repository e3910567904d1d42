# ruff: noqa: T201 - a command: what it finds goes to the terminal
"""`python -m tests.access.broken`: breaks three rules one by one and sees that the matrix notices each."""

import os
import re
import subprocess
import sys

from tests.access.breaking import BREAKS

MATRIX = "tests/access/test_matrix.py"
FAILED = re.compile(r"(\d+) failed")


def main() -> int:
    """1 when the matrix stays green with a rule broken."""
    found = {name: failures_with(name) for name in BREAKS}
    for name, count in found.items():
        print(
            f"{BREAKS[name].__doc__} {count} groups of cases turn red."
            if count
            else f"{name}: NOTICED BY NONE"
        )
    return 0 if all(found.values()) else 1


def failures_with(name: str) -> int:
    """How many groups of the matrix fail while this rule is broken."""
    command = [sys.executable, "-m", "pytest", "-p", "tests.access.breaking", "--tb=no", "-n", "2", MATRIX]
    environment = {**os.environ, "CMS_BROKEN_RULE": name, "CMS_ENV": "testing"}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    counted = FAILED.search(ended.stdout)
    if ended.returncode not in (0, 1):
        raise SystemExit(f"The matrix could not run with {name}:\n{ended.stdout}{ended.stderr}")
    if (counted is not None) != (ended.returncode == 1):
        raise SystemExit(f"What pytest said with {name} was not understood:\n{ended.stdout}")
    return int(counted.group(1)) if counted else 0


if __name__ == "__main__":
    sys.exit(main())
