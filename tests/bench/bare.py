"""The least that gunicorn can serve: the very answers of the site, out of a dictionary."""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ANSWERS = {
    name: (kept["status"], [tuple(pair) for pair in kept["headers"]], kept["body"].encode("latin-1"))
    for name, kept in json.loads(Path(os.environ["BENCH_ANSWERS"]).read_text(encoding="utf-8")).items()
}


def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """The answer of this path; of a conditional request, the one to who has the page."""
    known = " known" if "HTTP_IF_NONE_MATCH" in environ else ""
    status, headers, body = ANSWERS[environ["PATH_INFO"] + known]
    start_response(status, headers)
    return [body]
