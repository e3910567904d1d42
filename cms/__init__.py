"""Masthead: an admin-centric content management back office."""

from collections.abc import Mapping
from typing import Any

from flask import Flask

from cms import accounts, admin, site, web
from cms.configuration import configure
from cms.engines import database, visits, waking
from cms.engines.search import keeping
from cms.extensions import babel, csrf, db, mail, migrate
from cms.paths import MIGRATIONS, instance_path
from cms.web import uploads, whole_pages


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """The whole application: settings, extensions, then the doors.

    `overrides` stand above the environment; ConfigurationError says which setting can't work.
    """
    app = Flask(__name__, instance_path=str(instance_path()))
    configure(app, overrides)

    db.init_app(app)
    database.init_app(app)
    keeping.begin()
    waking.init_app(app)
    visits.init_app(app)
    migrate.init_app(app, db, directory=str(MIGRATIONS), render_as_batch=True)
    mail.init_app(app)
    uploads.init_app(app)  # before the CSRF protection, which reads the form
    csrf.init_app(app)  # before Flask-Security, which looks for it
    web.init_app(app, babel)

    accounts.init_app(app)
    admin.init_app(app)
    site.init_app(app)
    whole_pages.init_app(app)  # last, for it stands before everything
    return app
