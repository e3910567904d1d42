"""The signed addresses in mails about comments: who holds one has got the mail."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from cms.extensions import db
from cms.models import Comment, GuestComment
from cms.tools.numbers import LARGEST_KEY

CONFIRM, ANSWERS = "comments/confirm", "comments/answers"
NOTHING = (0, 0)


def confirmation_url(waiting: GuestComment) -> str:
    """Where the guest lets the comment in. The host of a request can be forged."""
    return _url(CONFIRM, waiting)


def answers_url(comment: Comment) -> str:
    """Where its writer ends the mails about answers."""
    return _url(ANSWERS, comment)


def waiting_of(token: str) -> GuestComment | None:
    """What the link is about; None when we never made it, or when it has served."""
    number, moment = _read(CONFIRM, token)
    found = db.session.get(GuestComment, number)
    return found if found and _key(found) == [number, moment] else None


def comment_of(token: str) -> Comment | None:
    """The comment whose writer has this link."""
    number, moment = _read(ANSWERS, token)
    found = db.session.get(Comment, number)
    return found if found and _key(found) == [number, moment] else None


def _url(path: str, row: GuestComment | Comment) -> str:
    return f"{current_app.config['SITE_URL']}/{path}/{_signer(path).dumps(_key(row))}"


def _read(path: str, token: str) -> tuple[int, int]:
    """Number and moment; of what we never made, those of nothing."""
    try:
        held = _signer(path).loads(token)
    except BadSignature:
        return NOTHING
    is_key = isinstance(held, list) and len(held) == 2 and all(type(each) is int for each in held)
    return (held[0], held[1]) if is_key and 0 < held[0] <= LARGEST_KEY else NOTHING


def _key(row: GuestComment | Comment) -> list[int]:
    """The moment too: SQLite gives the number of what was deleted to the next one."""
    return [row.id, round(row.created_at.timestamp() * 1_000_000)]


def _signer(path: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=path)
