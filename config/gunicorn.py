"""How gunicorn serves the site; `cms web` and `cms run` add the address and the number of workers."""

import gc
import re
from typing import Any
from urllib.parse import quote

from gunicorn.glogging import Logger

bind = "127.0.0.1:8000"
workers = 2
worker_class = "gthread"
threads = 4
timeout = 60  # seconds a worker may be silent before it is replaced
graceful_timeout = 20  # seconds that running requests get when the server stops
keepalive = 5
max_requests = 20_000  # a worker is renewed now and then, so that a slow leak never matters
max_requests_jitter = 2_000
# Each worker loads the application itself: `kill -HUP` then brings a new release in without a pause.
preload_app = False
# The socket would stand in the home folder, where a second site takes it over.
control_socket_disable = True
limit_request_line = 8190
limit_request_fields = 100

accesslog = "-"
errorlog = "-"
loglevel = "info"
# Neither query strings nor referrers: both carry what people searched for and, at worst, a link's secret.
access_log_format = '%(h)s %(t)s "%(m)s %(U)s" %(s)s %(b)s %(M)sms'

# A signed link (reset, confirm, preview): three parts with dots between, or one long random part.
_SIGNED = r"[\w-]{4,}\.[\w-]{4,}\.[\w-]{16,}"
_RANDOM = r"(?=[\w-]*\d)(?=[\w-]*[A-Z])[\w-]{32,}"
_SECRET_PART = re.compile(rf"(?<=/)(?:{_SIGNED}|{_RANDOM})(?=/|$)")


def post_worker_init(worker: Any) -> None:
    """What is loaded by now stays: the garbage collector need not look through it during requests."""
    gc.collect()
    gc.freeze()


class DiscreetLogger(Logger):  # type: ignore[misc]  # gunicorn ships no types
    """An access log that can be shown to others: no link's secret, no line forged by a crafted address."""

    def atoms(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> dict[str, Any]:
        atoms: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        atoms["U"] = discreet(environ.get("PATH_INFO", ""))
        return atoms


def discreet(path: str) -> str:
    """The path as the log may show it: secrets hidden, control characters and quotes escaped."""
    return quote(_SECRET_PART.sub("***", path), safe="/:@!$&'()*+,;=~")


logger_class = DiscreetLogger
