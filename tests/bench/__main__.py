# ruff: noqa: T201 - a command: what it measures goes to the terminal
"""`python -m tests.bench [--posts 1000] [--rounds 7] [--seconds 1]`: requests a second, as ratios in one run.

Each round asks every server for every page, one after the other, so that whatever else the machine does meets
all of them alike; the table shows medians of the rounds. On SQLite, or on the server that
CMS_TEST_DATABASE_URL names.
"""

import argparse
import json
import statistics
import tempfile
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path

from tests.bench.load import Visitor
from tests.bench.sites import served, site_with
from tests.instances import new_instance

BROWSER = {"Accept-Encoding": "gzip, deflate, br", "Accept-Language": "en"}
# What gunicorn adds to every answer by itself.
GUNICORNS = {"server", "date", "connection", "transfer-encoding"}
GOALS = {"cached": 0.80, "304": 0.90, "uncached": 0.10}


def main() -> None:
    """Set a site up, measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=1.0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        environment = site_with(given.posts, new_instance(Path(folder) / "instance"))
        site = served(stack, "wsgi:app", **environment)
        anew = served(stack, "wsgi:app", **environment, CMS_CACHE_URL="off")
        pages = pages_of(site)
        answers = Path(folder) / "answers.json"
        answers.write_text(json.dumps(answers_of(site, pages)), encoding="utf-8")
        bare = served(stack, "tests.bench.bare:app", BENCH_ANSWERS=str(answers))
        rates = measured(pages, {"site": site, "anew": anew, "bare": bare}, given.rounds, given.seconds)
    kind = environment["CMS_DATABASE_URL"].partition(":")[0]
    print(f"{given.posts:,} posts on {kind}; medians of {given.rounds} rounds of {given.seconds:g} s")
    print(told(pages, rates))


def pages_of(site: Visitor) -> dict[str, str]:
    """Names and paths; the post and the tag are the first that the home page links to."""
    home = site.ask("/")[2].decode()
    post = home.split('href="/posts/', 1)[1].split('"', 1)[0]
    tag = site.ask(f"/posts/{post}")[2].decode().split('href="/tags/', 1)[1].split('"', 1)[0]
    return {
        "home": "/",
        "post": f"/posts/{post}",
        "tag": f"/tags/{tag}",
        "feed": "/feed.atom",
        "sitemap": "/sitemap.xml",
    }


def answers_of(site: Visitor, pages: dict[str, str]) -> dict[str, object]:
    """What the bare application answers: the same bytes under the same headers."""
    answers = {}
    for path in pages.values():
        site.ask(path, BROWSER)
        whole = site.ask(path, BROWSER)
        known = site.ask(path, BROWSER | {"If-None-Match": dict(whole[1])["ETag"]})
        for name, (status, headers, body) in {path: whole, f"{path} known": known}.items():
            kept = [pair for pair in headers if pair[0].lower() not in GUNICORNS]
            answers[name] = {"status": status, "headers": kept, "body": body.decode("latin-1")}
    return answers


def measured(
    pages: dict[str, str], servers: dict[str, Visitor], rounds: int, seconds: float
) -> dict[tuple[str, str], float]:
    """Requests a second by page and way, the medians of interleaved rounds."""
    found = defaultdict(list)
    for _round in range(rounds):
        for name, path in pages.items():
            known = BROWSER | {"If-None-Match": dict(servers["site"].ask(path, BROWSER)[1])["ETag"]}
            for way, server, headers in (
                ("bare", "bare", BROWSER),
                ("cached", "site", BROWSER),
                ("bare 304", "bare", known),
                ("304", "site", known),
                ("uncached", "anew", BROWSER),
            ):
                found[name, way].append(servers[server].rate(path, headers, seconds))
    return {which: statistics.median(rates) for which, rates in found.items()}


def told(pages: dict[str, str], rates: dict[tuple[str, str], float]) -> str:
    """A row a page: the bare application's requests a second, and the site's as a ratio to them."""
    lines = [f"{'page':10}{'bare/s':>9}" + "".join(f"{way:>18}" for way in GOALS)]
    for name in pages:
        cells = []
        for way in GOALS:
            base = rates[name, "bare 304" if way == "304" else "bare"]
            cells.append(f"{rates[name, way]:9.0f}/s {rates[name, way] / base:7.2f}")
        lines.append(f"{name:10}{rates[name, 'bare']:9.0f}" + "".join(f"{cell:>18}" for cell in cells))
    lines.append(
        "goals     " + " " * 9 + "".join(f"{'≥ ' + format(goal, '.2f'):>18}" for goal in GOALS.values())
    )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
