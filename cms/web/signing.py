"""What is signed here, is signed with SHA-256."""

import hashlib

from flask import Flask
from itsdangerous import Signer


def init_app(app: Flask) -> None:
    """Change itsdangerous' default: Flask-WTF's form tokens and Flask-Security's links have no setting.

    It holds for the whole process, which is one application.
    """
    Signer.default_digest_method = staticmethod(hashlib.sha256)
