"""Nobody's session is opened, and no user loaded, before something asks who is there.

So files and public pages cost no query for the user, and caches may keep them: no `Vary: Cookie`.
"""

import hashlib

from flask import Flask, g
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_login import current_user
from flask_login.utils import _user_context_processor
from flask_security import Security

ONLY_READ = "only_read_session"


def init_app(app: Flask, security: Security) -> None:
    """Take away what looks at the session on every request. Call it when Flask-Security is in place."""
    # Permissions are asked of cms.rules, never of Flask-Principal, so nobody needs its identity.
    security.principal.identity_loaders.clear()
    # No sign-in by token in a header or in the address, and none by a cookie that no row can end.
    security.login_manager.request_loader(lambda request: None)
    app.after_request_funcs[None].remove(security.login_manager._update_remember_cookie)
    app.template_context_processors[None].remove(_user_context_processor)
    app.jinja_env.globals["current_user"] = current_user
    app.session_interface = SessionCookies()


class SessionCookies(SecureCookieSessionInterface):
    """Flask's, signed with SHA-256 rather than SHA-1."""

    digest_method = staticmethod(hashlib.sha256)

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        return not g.get(ONLY_READ) and super().should_set_cookie(app, session)


def only_read_session() -> None:
    """Leave the browser's cookie alone: this answer may come later than one that signs somebody in."""
    setattr(g, ONLY_READ, True)
