"""What is held about a person, as a file to keep: the same from every door."""

from flask import Response, stream_with_context

from cms.engines.own_data import archive_of
from cms.models import User, now


def personal_data(user: User, *, private: bool = False) -> Response:
    """The archive, sent while it is read; commit before. `private`: the person takes it themselves."""
    name = f"{user.handle}-{now():%Y-%m-%d}.zip"
    headers = {"Content-Disposition": f"attachment; filename={name}", "Cache-Control": "no-store"}
    return Response(
        stream_with_context(archive_of(user, private=private)), mimetype="application/zip", headers=headers
    )
