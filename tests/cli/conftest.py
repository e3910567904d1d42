"""Commands inside the test's transaction, and commands as processes with an instance of their own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.instances import new_instance

PASSWORD = "a long and odd password"
Command = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def invoke(app: Any, db: Any) -> Any:
    """Run a command object in this process: invoke(command, "argument", …, input=…)."""
    runner = app.test_cli_runner()
    return lambda command, *arguments, **rest: runner.invoke(command, arguments, **rest)


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    """The folder of a new installation for development."""
    return new_instance(tmp_path / "instance")


@pytest.fixture
def cms(instance: Path) -> Command:
    """Run `cms …` as a person does, on the new installation: cms("doctor", CMS_ENV="production")."""
    return partial(run_cms, instance)


@pytest.fixture
def site(owned_site: Path, instance: Path) -> Path:
    """The same installation, set up with an owner."""
    return shutil.copytree(owned_site, instance, dirs_exist_ok=True)


@pytest.fixture
def demo_site(filled_site: Path, instance: Path) -> Path:
    """The same installation, set up with the demo."""
    return shutil.copytree(filled_site, instance, dirs_exist_ok=True)


@pytest.fixture(scope="session")
def owned_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = new_instance(tmp_path_factory.mktemp("owned") / "instance")
    assert run_cms(folder, "setup", "--email", "boss@example.org", "--password", PASSWORD).returncode == 0
    return folder


@pytest.fixture(scope="session")
def filled_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = new_instance(tmp_path_factory.mktemp("filled") / "instance")
    assert run_cms(folder, "setup").returncode == 0
    return folder


def own_environment(instance: Path, **variables: str) -> dict[str, str]:
    """This process's environment with nothing in it that is about another installation."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CMS_")}
    return {**clean, "CMS_INSTANCE": str(instance), **variables}


def run_cms(
    instance: Path, *words: str, given: str = "", **variables: str
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "cms.cli", *words],
        env=own_environment(instance, **variables),
        input=given,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
