# ruff: noqa: T201 - a command: what it counts goes to the terminal
"""`python -m tests.bench.staleness [--edits 1000]`: does any process ever show an old page.

Four processes of gunicorn over one database, as two nodes with two workers each. After each edit every one
of them is asked at once for every page that shows the text, and for one that doesn't, which must have stayed
where it was kept.
"""

import argparse
import os
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from cms import create_app
from cms.actions import publishing, saving
from cms.actions.content import content_of
from cms.extensions import db
from cms.models import Post
from cms.rules.permissions import SYSTEM
from tests.bench.load import Visitor
from tests.bench.sites import served, site_with
from tests.instances import new_instance

PROCESSES = 4


def main(edits: int) -> None:
    """Set a site up, edit and look, and print what was found."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        nodes = [new_instance(Path(folder) / f"node-{number}") for number in range(2)]
        environment = site_with(20, nodes[0])
        (nodes[1] / "secrets.toml").write_bytes((nodes[0] / "secrets.toml").read_bytes())
        places = [{**environment, "CMS_INSTANCE": str(nodes[number % 2])} for number in range(PROCESSES)]
        visitors = [served(stack, "wsgi:app", **place) for place in places]
        os.environ.update(environment)
        found = counted(visitors, edits)
    kind = environment["CMS_DATABASE_URL"].partition(":")[0]
    print(f"{edits} edits on {kind}, each followed at once by {PROCESSES} processes:")
    print(f"  {found['stale']} stale of {found['asked']} answers about what was edited")
    print(f"  {found['kept']} kept of {found['others']} answers about what was not")


def counted(visitors: list[Visitor], edits: int) -> Counter[str]:
    """Stale answers, and pages of other texts that were still kept."""
    app = create_app()
    found: Counter[str] = Counter()
    with app.app_context(), ThreadPoolExecutor(PROCESSES) as pool:
        edited, other = [post.id for post in db.session.scalars(Post.live().limit(2))]
        paths = [db.session.get_one(Post, number).path for number in (edited, other)]
        db.session.commit()
        for number in range(edits):
            title = f"Edit number {number}"
            edit(edited, title)
            for seen in pool.map(partial(look, *paths, title), visitors):
                found += seen
    return found


def edit(post_id: int, title: str) -> None:
    """Save and publish another title; committed when this returns."""
    post = db.session.get_one(Post, post_id)
    content = replace(content_of(saving.newest_revision(post)), title=title)
    saving.save(post, content, by=SYSTEM, base=post.version)
    publishing.publish(post, by=SYSTEM, checklist=False)
    db.session.commit()


def look(shown: str, other: str, title: str, visitor: Visitor) -> Counter[str]:
    """What one process answers right after the edit."""
    found: Counter[str] = Counter()
    for path in (shown, "/", "/feed.atom"):
        found["asked"] += 1
        found["stale"] += title not in visitor.ask(path)[2].decode()
    headers: dict[str, Any] = dict(visitor.ask(other)[1])
    found["others"] += 1
    found["kept"] += headers.get("Cache-Status") == "masthead; hit"
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench.staleness", description=__doc__)
    parser.add_argument("--edits", type=int, default=1000)
    main(parser.parse_args().edits)
