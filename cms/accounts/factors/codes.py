"""Recovery codes: made anew, and shown the one time that anybody can read them."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import auth_required

from cms.accounts.factors.halfway import renew
from cms.accounts.factors.security import attempt, person
from cms.accounts.sections import own_page
from cms.accounts.views import accounts
from cms.actions.factors.codes import renew_codes as renewed
from cms.engines.settings import setting
from cms.models import User, now
from cms.web.logins import current_login


@accounts.post("/account/security/codes")
@auth_required("session")
def renew_codes() -> ResponseReturnValue:
    def act(user: User) -> ResponseReturnValue:
        codes = renewed(user, by=user, keep=current_login())
        renew(user)
        return codes_page(codes, _("These are your new codes. Those of before no longer work."))

    return attempt("codes", act)


def codes_page(codes: list[str], sentence: str) -> str:
    """The codes to print, copy or keep as a file."""
    head = _("Recovery codes of %(person)s at %(site)s", person=person().email, site=setting("site_name"))
    text = "\n".join([head, f"{now():%Y-%m-%d}", "", *codes, ""])
    return own_page("accounts/factors/codes.html", codes=codes, text=text, sentence=sentence)
