"""The pictures of people. An address names one picture for ever, so whoever has it need not ask again."""

from flask import Response, abort, session
from sqlalchemy import select

from cms.extensions import db
from cms.models import Portrait
from cms.site.blueprint import site
from cms.web.headers import FOR_EVER


@site.get("/portraits/<int:user_id>/<digest>-<int:size>.webp")
def portrait(user_id: int, digest: str, size: int) -> Response:
    found = select(Portrait.file).where(
        Portrait.user_id == user_id, Portrait.size == size, Portrait.digest == digest
    )
    file = db.session.scalar(found) if max(user_id, size) < 2**31 and digest.isalnum() else None
    if file is None:
        abort(404)
    session.accessed = False  # it is the same for everybody
    return Response(file, mimetype="image/webp", headers={"Cache-Control": FOR_EVER})
