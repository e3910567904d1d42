"""Runs the kills in a process of their own: they make an application, and a process has one only."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = Path(__file__).with_name("kills.py")
PATIENCE = 900  # seconds; on a machine that does other things at the same time


@pytest.mark.endurance
@pytest.mark.skipif(sys.platform != "linux", reason="the kills find their victims in /proc")
def test_no_kill_loses_a_save_or_doubles_a_publication():
    alone = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    command = [sys.executable, "-m", "pytest", str(KILLS), "-p", "no:cacheprovider", "-p", "no:xdist"]
    done = subprocess.run(command, env=alone, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
