"""The signed addresses in mails about comments: who holds one has got the mail."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from cms.extensions import db
from cms.models import Comment, GuestComment

CONFIRM, ANSWERS = "comments/confirm", "comments/answers"


def confirmation_url(waiting: GuestComment) -> str:
    """Where the guest lets the comment in. The host of a request can be forged."""
    return _url(CONFIRM, waiting.id)


def answers_url(comment: Comment) -> str:
    """Where its writer ends the mails about answers."""
    return _url(ANSWERS, comment.id)


def waiting_of(token: str) -> GuestComment | None:
    """What the link is about; None when we never made it, or when it has served."""
    key = _read(CONFIRM, token)
    return db.session.get(GuestComment, key) if key else None


def comment_of(token: str) -> Comment | None:
    """The comment whose writer has this link."""
    key = _read(ANSWERS, token)
    return db.session.get(Comment, key) if key else None


def _url(path: str, number: int) -> str:
    return f"{current_app.config['SITE_URL']}/{path}/{_signer(path).dumps(number)}"


def _read(path: str, token: str) -> int | None:
    try:
        number = _signer(path).loads(token)
    except BadSignature:
        return None
    return number if isinstance(number, int) else None


def _signer(path: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=path)
