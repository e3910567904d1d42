"""Nobody's session is opened, and no user loaded, before something asks who is there.

So files and public pages cost no query for the user, and caches may keep them: no `Vary: Cookie`.
"""

from flask import Flask, Response
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_login import current_user
from flask_login.utils import _user_context_processor
from flask_security import Security


def init_app(app: Flask, security: Security) -> None:
    """Take away what looks at the session on every request. Call it when Flask-Security is in place."""
    # Permissions are asked of cms.rules, never of Flask-Principal, so nobody needs its identity.
    security.principal.identity_loaders.clear()
    # No sign-in by token in a header or in the address.
    security.login_manager.request_loader(lambda request: None)
    app.after_request_funcs[None].remove(security.login_manager._update_remember_cookie)
    app.template_context_processors[None].remove(_user_context_processor)
    app.jinja_env.globals["current_user"] = current_user
    app.session_interface = LazySessions()


class LazySessions(SecureCookieSessionInterface):
    """Renews the remember cookie only where the session was looked at."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if session.accessed:
            app.login_manager._update_remember_cookie(response)  # type: ignore[attr-defined]  # Flask-Login's
        super().save_session(app, session, response)
