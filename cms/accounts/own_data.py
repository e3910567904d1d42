"""What is held about oneself: how much of what, and all of it as one file."""

from flask import make_response
from flask.typing import ResponseReturnValue
from flask_login import current_user

from cms.accounts.blueprint import accounts
from cms.accounts.sections import own_page
from cms.actions.own_data import release_data
from cms.engines.own_data import MOST_COUNTED, PARTS, counts_of
from cms.extensions import db
from cms.rules.throttling import Purpose
from cms.web.downloads import personal_data
from cms.web.throttling import attempt


@accounts.get("/account/data")
def own_data() -> ResponseReturnValue:
    """How much there is of each kind."""
    return _page()


@accounts.post("/account/data")
def take_own_data() -> ResponseReturnValue:
    """The archive; a few times a day, for it costs as much as the person has written."""
    tried = attempt(Purpose.OWN_DATA, current_user.email)
    if tried.held:
        return make_response(_page(tried.sentence), 429, tried.headers)
    person = current_user._get_current_object()
    release_data(person, by=person)
    db.session.commit()
    return personal_data(person, private=True)


def _page(sentence: str = "") -> str:
    counted = counts_of(current_user._get_current_object())
    held = [(part.label, counted[part.name]) for part in PARTS if part.name in counted]
    return own_page("accounts/own_data.html", held=held, most=MOST_COUNTED, sentence=sentence)
