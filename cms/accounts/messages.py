"""What Flask-Security says to people, in our words and therefore in our catalogues."""


def N_(text: str) -> str:
    """Mark a text for the catalogues; it is translated where it is said."""
    return text


MESSAGES: dict[str, tuple[str, str]] = {
    "API_ERROR": (N_("That can't be read. Correct it and try again."), "error"),
    "GENERIC_AUTHN_FAILED": (
        N_(
            "That did not work. Check the e-mail address and the password. "
            "If you have just registered, first follow the link in our mail."
        ),
        "error",
    ),
    "UNAUTHORIZED": (N_("You may not do this. Ask an owner of the site if you think you should."), "error"),
    "UNAUTHENTICATED": (N_("Sign in to see this page."), "info"),
    "CONFIRM_REGISTRATION": (
        N_("Thank you. We have sent a mail to %(email)s. Follow the link in it, then sign in here."),
        "success",
    ),
    "EMAIL_CONFIRMED": (N_("Thank you, your address is confirmed. You can sign in now."), "success"),
    "ALREADY_CONFIRMED": (N_("This address is confirmed already. You can sign in."), "info"),
    "INVALID_CONFIRMATION_TOKEN": (N_("This link is not valid. Let us send you a new one."), "error"),
    "EMAIL_ALREADY_ASSOCIATED": (N_("This address can't be used."), "error"),
    "RETYPE_PASSWORD_MISMATCH": (N_("The two passwords are not the same. Type both again."), "error"),
    "INVALID_REDIRECT": (N_("The page to go to is not on this site."), "error"),
    "PASSWORD_RESET_REQUEST": (
        N_(
            "If %(email)s belongs to an account here, a mail with a link to set a new password is on its way."
        ),
        "info",
    ),
    "PASSWORD_RESET_EXPIRED": (N_("This link has expired. Let us send you a new one."), "error"),
    "INVALID_RESET_PASSWORD_TOKEN": (N_("This link is not valid. Let us send you a new one."), "error"),
    "CONFIRMATION_REQUIRED": (N_("First follow the link in the mail that we have sent you."), "error"),
    "CONFIRMATION_REQUEST": (
        N_("If %(email)s waits to be confirmed, a mail with a new link is on its way."),
        "info",
    ),
    "CONFIRMATION_EXPIRED": (N_("This link has expired. Let us send you a new one."), "error"),
    "DISABLED_ACCOUNT": (N_("This account is not active. Ask an owner of the site."), "error"),
    "EMAIL_NOT_PROVIDED": (N_("Type your e-mail address."), "error"),
    "INVALID_EMAIL_ADDRESS": (N_("This is not an e-mail address. Check it for typing errors."), "error"),
    "PASSWORD_NOT_PROVIDED": (N_("Type a password."), "error"),
    "USER_DOES_NOT_EXIST": (N_("That did not work. Check the e-mail address."), "error"),
    "INVALID_PASSWORD": (N_("That is not your password. Type it again."), "error"),
    "PASSWORD_RESET_NO_LOGIN": (N_("Your new password is set. Sign in with it."), "success"),
    "PASSWORD_IS_THE_SAME": (N_("Choose a password other than the one you have."), "error"),
    "PASSWORD_CHANGE": (N_("Your password is changed. All your other devices are signed out."), "success"),
    "ANONYMOUS_USER_REQUIRED": (N_("You are signed in already. Sign out first."), "error"),
    "CHANGE_EMAIL_EXPIRED": (N_("This link has expired. Ask for the change again."), "error"),
    "CHANGE_EMAIL_CONFIRMED": (N_("Your new address is confirmed. Sign in with it from now on."), "success"),
    "CHANGE_EMAIL_SENT": (
        N_("We have sent a mail to %(email)s. The address changes once you follow the link in it."),
        "success",
    ),
}

# The subject of each mail, by its template.
SUBJECTS: dict[str, str] = {
    "mail/welcome": N_("%(site)s: confirm your address"),
    "mail/welcome_existing": N_("%(site)s: you have an account already"),
    "mail/confirmation": N_("%(site)s: confirm your address"),
    "mail/reset": N_("%(site)s: set a new password"),
    "mail/reset_done": N_("%(site)s: your password was reset"),
    "mail/password_changed": N_("%(site)s: your password was changed"),
    "mail/new_address": N_("%(site)s: confirm your new address"),
    "mail/address_changed": N_("%(site)s: your address was changed"),
    "mail/locked": N_("%(site)s: your account is locked for a while"),
    "mail/new_device": N_("%(site)s: a new device signed in to your account"),
}
