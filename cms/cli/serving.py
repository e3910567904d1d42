"""The commands that serve the site: run, web."""

import errno
import os
import socket
import sys
from functools import partial

import click

from cms.cli.answering import Announcement
from cms.cli.preparation import check_servable, checked_settings, point_links, prepare, take_development
from cms.cli.signals import StopSignal
from cms.cli.supervision import Supervisor
from cms.paths import CONFIG

WORKER = (sys.executable, "-m", "cms.cli", "worker")

_host = click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
_port = click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port.")
_workers = click.option(
    "--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Web worker processes."
)


@click.command("run")
@_host
@_port
@_workers
@click.option("--development", is_flag=True, help="A new instance is for trying out, with demo content.")
def run(host: str, port: int, workers: int, development: bool) -> None:
    """Serve the site: web server and worker together, until Ctrl+C."""
    if development:
        take_development()
    point_links(host, port)
    greeting = prepare() if checked_settings()["MODE"] == "development" else []
    check_servable()
    _refuse_taken_port(host, port)
    announcement = Announcement(host, port, greeting, click.echo)
    with StopSignal() as stop:
        supervisor = Supervisor(_gunicorn(host, port, workers), WORKER, partial(click.echo, err=True), stop)
        code = supervisor.run(announcement.look)
    sys.exit(code)


@click.command("web")
@_host
@_port
@_workers
def web(host: str, port: int, workers: int) -> None:
    """Serve the pages alone; this process becomes gunicorn's."""
    checked_settings()
    check_servable()
    _refuse_taken_port(host, port)
    sys.stdout.flush()
    os.execv(sys.executable, _gunicorn(host, port, workers))  # noqa: S606 - our own command


def _gunicorn(host: str, port: int, workers: int) -> list[str]:
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return [
        *(sys.executable, "-m", "gunicorn", "--config", f"file:{CONFIG / 'gunicorn.py'}"),
        *("--no-control-socket", "--bind", address, "--workers", str(workers)),
        "cms:create_app()",
    ]


def _refuse_taken_port(host: str, port: int) -> None:
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise click.ClickException(_why_not(error, host, port)) from error


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use; choose another with `make run PORT=9000` or `cms run --port 9000`."
    if error.errno == errno.EACCES:
        return f"Port {port} is reserved for the system; choose one above 1023."
    return f"Can't listen on {host}, port {port}: {error.strerror}."
