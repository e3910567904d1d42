"""The porch that all doors share: headers, errors, locale, arguments, assets."""

from flask import Flask
from flask_babel import Babel

from cms.web import assets, errors, faces, headers, locale, public, signing, viewing


def init_app(app: Flask, babel: Babel) -> None:
    """Put the shared behaviour in place before the doors are hung."""
    signing.init_app(app)
    headers.init_app(app)
    locale.init_app(app, babel)
    assets.init_app(app)
    faces.init_app(app)
    errors.init_app(app)
    public.init_app(app)
    viewing.init_app(app)
