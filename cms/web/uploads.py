"""The few addresses that take files, and in which fields; they alone may be sent more than a form needs."""

from flask import Flask, request

# A picture past its own limit still comes in, so that the form can say so with all that was typed.
MOST_SENT = 16 * 1024 * 1024  # bytes
FILES = {"accounts.profile": frozenset({"picture"}), "users.portrait_view": frozenset({"picture"})}
NONE: frozenset[str] = frozenset()


def init_app(app: Flask) -> None:
    """Make room before anything reads the form."""
    app.before_request(make_room)


def make_room() -> None:
    """Texts stay as bounded as everywhere: files go to the disk while they come in, texts don't."""
    if takes_files() and request.mimetype == "multipart/form-data":
        request.max_content_length = MOST_SENT


def takes_files() -> bool:
    """Whether this request may bring a file."""
    return request.endpoint in FILES


def accepted_files() -> frozenset[str]:
    """The fields in which this request may bring files."""
    return FILES.get(request.endpoint or "", NONE)
