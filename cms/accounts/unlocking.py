"""The link in the mail about a locked account: one press lets its owner try again, in this browser too."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cms.accounts.blueprint import accounts
from cms.actions.unlocking import person_named, unlock
from cms.extensions import db
from cms.web import devices


@accounts.route("/unlock/<token>", methods=["GET", "POST"])
def unlock_account(token: str) -> ResponseReturnValue:
    """GET shows the button, POST takes the lock off: programs that read mails press nothing."""
    person = person_named(token)
    if person is None:
        abort(
            410,
            _("This link is old or was used already. Sign in, or set a new password."),
        )
    if request.method == "GET":
        words = {
            "title": _("Unlock your account"),
            "sentence": _("One press, and you can sign in again at once."),
            "button": _("Unlock my account"),
        }
        return render_template("accounts/confirm.html", **words)
    unlock(person, by=person)
    devices.remember(person.email)
    db.session.commit()
    flash(_("Your account is unlocked. Sign in."), "success")
    return redirect(url_for("security.login"))
