# ruff: noqa: T201 - a command: what it counts goes to the terminal
"""`python -m tests.bench.leaks [--requests 5000]`: is anybody shown what was made for somebody else?

A visitor, a reader and an editor ask one process for the same pages, by turns that chance decides.
"""

import argparse
import os
import random
import tempfile
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from cms import create_app
from cms.extensions import db
from cms.models import Post, now
from tests.bench.load import Visitor
from tests.bench.sites import served, site_with
from tests.client import cookie_of
from tests.factories import UserFactory
from tests.instances import new_instance

PEOPLE = {"reader": "Rita the Reader", "editor": "Edda the Editor"}


def main(requests: int) -> None:
    """Set a site up, ask, and print what was found."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        environment = site_with(20, new_instance(Path(folder) / "instance"))
        visitor = served(stack, "wsgi:app", **environment)
        os.environ.update(environment)
        cookies, paths = prepared()
        found = counted(visitor, cookies, paths, requests)
    print(f"{requests} requests by turns of a visitor, a reader and an editor:")
    for name in ("foreign name", "cookie in a kept answer", "kept for a member", "wrong page"):
        print(f"  {found[name]:5} × {name}")
    print(f"  {found['hit']:5} answers were kept ones, {found['members']} were made for members")


def prepared() -> tuple[dict[str, str], list[str]]:
    """The cookie of each person, and the addresses that are asked for."""
    app = create_app()
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    cookies = {"visitor": ""}
    for role, name in PEOPLE.items():
        with app.app_context():
            user = UserFactory(role=role, name=name, confirmed_at=now())
            db.session.flush()
            db.session.expunge(user)
            db.session.commit()
        held = {**cookie_of(user, app), "_fresh": True}
        cookies[role] = f"{app.config['SESSION_COOKIE_NAME']}={serializer.dumps(held)}"
    with app.app_context():
        posts = [post.path for post in db.session.scalars(Post.live().limit(6))]
    return cookies, ["/", "/?page=2", "/archive", *posts]


def counted(visitor: Visitor, cookies: dict[str, str], paths: list[str], requests: int) -> Counter[str]:
    """What was wrong with the answers, and how many there were of each kind."""
    chance, found = random.Random(3), Counter[str]()  # noqa: S311 - chance, not a secret
    for _one in range(requests):
        who, path = chance.choice(list(cookies)), chance.choice(paths)
        _status, headers, body = visitor.ask(path, {"Cookie": cookies[who]} if cookies[who] else {})
        found += judged(who, path, dict(headers), body.decode())
    return found


def judged(who: str, path: str, headers: dict[str, str], text: str) -> Counter[str]:
    """What is wrong with one answer."""
    hit = headers.get("Cache-Status") == "masthead; hit"
    others = [name for role, name in PEOPLE.items() if role != who]
    return Counter(
        {
            "foreign name": any(name in text for name in others),
            "cookie in a kept answer": "Cache-Status" in headers and "Set-Cookie" in headers,
            "kept for a member": who != "visitor" and "no-store" not in headers.get("Cache-Control", ""),
            "wrong page": who in PEOPLE and PEOPLE[who] not in text,
            "hit": hit,
            "members": who != "visitor",
        }
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench.leaks", description=__doc__)
    parser.add_argument("--requests", type=int, default=5000)
    main(parser.parse_args().requests)
