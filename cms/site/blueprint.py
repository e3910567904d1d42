"""The blueprint that every public address hangs on."""

from flask import Blueprint

site = Blueprint("site", __name__)
