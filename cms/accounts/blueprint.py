"""The blueprint of the own account's pages; the modules beside this one hang them on it."""

from flask import Blueprint

accounts = Blueprint("accounts", __name__)
