"""The address is announced once, when the site answers."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from cms.cli.answering import Announcement


class Refusing(BaseHTTPRequestHandler):
    """Answers as a production site does whose host name is another: an answer all the same."""

    def do_GET(self) -> None:
        self.send_response(400)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *words: object) -> None:
        return


@pytest.fixture
def port() -> Iterator[int]:
    with HTTPServer(("127.0.0.1", 0), Refusing) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def test_it_speaks_once_and_ends_with_the_lines_given(port):
    said: list[str] = []
    announcement = Announcement("127.0.0.1", port, ["Sign in as owner@example.com"], said.append)

    announcement.look()
    announcement.look()

    assert f"http://127.0.0.1:{port}/" in said[0]
    assert said.count("Sign in as owner@example.com") == 1


def test_a_server_on_every_address_is_named_by_one_that_a_browser_takes(port):
    said: list[str] = []
    Announcement("0.0.0.0", port, [], said.append).look()  # noqa: S104 - asked, not bound
    assert f"http://127.0.0.1:{port}/admin/" in said[1]


def test_nothing_is_said_while_nobody_answers(free_port):
    said: list[str] = []
    Announcement("127.0.0.1", free_port, [], said.append).look()
    assert said == []


@pytest.fixture
def free_port() -> int:
    with HTTPServer(("127.0.0.1", 0), Refusing) as server:
        return server.server_address[1]
