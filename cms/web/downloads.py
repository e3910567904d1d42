"""What is held about a person, as a file to keep: the same from every door."""

from flask import Response, stream_with_context

from cms.engines.own_data import archive_of
from cms.models import User, now


def personal_data(user: User) -> Response:
    """The archive, sent while it is read. Its name holds no more than the handle and the day."""
    name = f"{user.handle}-{now():%Y-%m-%d}.zip"
    headers = {"Content-Disposition": f"attachment; filename={name}", "Cache-Control": "no-store"}
    return Response(stream_with_context(archive_of(user)), mimetype="application/zip", headers=headers)
