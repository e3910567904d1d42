"""Commands inside the test's transaction, and commands as processes with an instance of their own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def invoke(app: Any, db: Any) -> Any:
    """Run a command object in this process: invoke(command, "argument", …, input=…)."""
    runner = app.test_cli_runner()
    return lambda command, *arguments, **rest: runner.invoke(command, arguments, **rest)


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    """The folder of a new installation for development."""
    folder = tmp_path / "instance"
    folder.mkdir()
    (folder / "config.toml").write_text('env = "development"\n')
    return folder


@pytest.fixture
def cms(instance: Path) -> Command:
    """Run `cms …` as a person does, on the new installation."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CMS_")}
    environment["CMS_INSTANCE"] = str(instance)

    def run(*words: str, given: str = "", **variables: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "cms.cli", *words]
        return subprocess.run(
            command,
            env={**environment, **variables},
            input=given,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run
