"""The signed addresses in mails about comments: who holds one has got the mail."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from cms.extensions import db
from cms.models import Comment, GuestComment

CONFIRM, ANSWERS = "comments/confirm", "comments/answers"


def confirmation_url(waiting: GuestComment) -> str:
    """Where the guest lets the comment in. The host of a request can be forged."""
    return _url(CONFIRM, waiting)


def answers_url(comment: Comment) -> str:
    """Where its writer ends the mails about answers."""
    return _url(ANSWERS, comment)


def waiting_of(token: str) -> GuestComment | None:
    """What the link is about; None when we never made it, or when it has served."""
    found = db.session.get(GuestComment, _number(CONFIRM, token))
    return found if found and _names(CONFIRM, token, found) else None


def comment_of(token: str) -> Comment | None:
    """The comment whose writer has this link."""
    found = db.session.get(Comment, _number(ANSWERS, token))
    return found if found and _names(ANSWERS, token, found) else None


def _url(path: str, row: GuestComment | Comment) -> str:
    return f"{current_app.config['SITE_URL']}/{path}/{_signer(path).dumps(_key(row))}"


def _number(path: str, token: str) -> int:
    try:
        number, _moment = _signer(path).loads(token)
    except BadSignature:
        return 0
    return int(number)


def _names(path: str, token: str, row: GuestComment | Comment) -> bool:
    return list(_signer(path).loads(token)) == _key(row)


def _key(row: GuestComment | Comment) -> list[int]:
    """The moment too: SQLite gives the number of what was deleted to the next one."""
    return [row.id, round(row.created_at.timestamp() * 1_000_000)]


def _signer(path: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=path)
