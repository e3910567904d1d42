"""A site to be asked: set up with so many posts, and served."""

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from tests.bench.load import Visitor
from tests.bench.servers import ROOT, Server
from tests.databases import database_url

SETUP = ("setup", "--email", "boss@example.org", "--password", "a long and odd password")


def site_with(posts: int, instance: Path) -> dict[str, str]:
    """The environment of a new installation with so many posts."""
    environment = {"CMS_INSTANCE": str(instance), "CMS_DATABASE_URL": database_url(instance, "bench")}
    for words in (
        ("setup", "--email", "boss@example.org", "--password", "a long and odd password"),
        ("seed", "--posts", str(posts)),
    ):
        subprocess.run(
            [sys.executable, "-m", "cms.cli", *words],
            env={**os.environ, **environment},
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            check=True,
        )
    return environment


def served(stack: ExitStack, application: str, **environment: str) -> Visitor:
    """A visitor of a server that stops with the stack."""
    server = Server(application, **environment)
    stack.callback(server.stop)
    visitor = Visitor(server.port)
    stack.callback(visitor.close)
    return visitor
