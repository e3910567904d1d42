"""Second factors at the door: asked for at sign-in, set up in the own account."""

from flask import Flask, request

from cms.accounts.factors import apps, codes, gate, halfway, passkeys, second, security, signing_in
from cms.accounts.factors.attempts import guard_attempt
from cms.engines.relying_party import works_at

__all__ = ["guard_attempt", "init_app"]

# Each adds its addresses to the pages of accounts.
ROUTES = (apps, codes, passkeys, second, security, signing_in)


def init_app(app: Flask) -> None:
    """Stand where people are signed in, and before what a person without a factor may not open yet."""
    halfway.init_app(app)
    gate.init_app(app)
    app.jinja_env.globals["passkeys_work"] = lambda: works_at(request.host)
