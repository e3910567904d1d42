"""The blueprint of the own account's pages; the modules beside this one hang them on it."""

from flask import Blueprint, Response

accounts = Blueprint("accounts", __name__)


@accounts.after_request
def keep_private(response: Response) -> Response:
    """No cache keeps what belongs to one person."""
    response.cache_control.private = True
    response.cache_control.no_store = True
    return response
