"""How long a form was open: a signed moment stands in it, bound to what the form is for."""

from datetime import timedelta

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer

from cms.models import now


def stamp(purpose: str) -> str:
    """What stands in the form."""
    return str(_signer().dumps(purpose))


def age_of(stamped: str, purpose: str) -> timedelta | None:
    """How long ago it was stamped; None when it wasn't by us, or for something else."""
    try:
        found, at = _signer().loads(stamped, return_timestamp=True)
    except BadSignature:
        return None
    return max(now() - at, timedelta(0)) if found == purpose else None


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="form-age")
