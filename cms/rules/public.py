"""The addresses that need no sign-in. All others are closed to visitors, also what nobody thought of yet."""

_SITE = (
    *("home", "post", "page", "tag", "author", "archive", "year", "month", "search", "comments"),
    *("feed", "tag_feed", "author_feed", "search_feed", "sitemap", "sitemap_part"),
    *("robots", "healthz", "readyz"),
    *("preview_link", "write_note_by_link"),  # the signed token in the address is proof enough
    "portrait",
    "comment",
    *("write_guest_comment", "comment_sent", "comment_confirmed"),
    *("confirm_comment", "let_comment_in", "answers", "stop_answers", "answers_ended"),  # by signed links
    "write_comment",  # leads visitors to the sign-in page, and from there back to what they wanted to answer
)
_ACCOUNTS = (
    *("ask_before_sign_out", "password_strength"),
    *("disown_sign_in", "unlock_account", "invitation"),  # by the signed links of mails
    *("second_factor", "passkey_challenge", "passkey_sign_in"),  # nobody is signed in yet
)
_SECURITY = (
    *(
        "login",
        "logout",
        "register",
        "confirm_email",
        "send_confirmation",
        "forgot_password",
        "reset_password",
    ),
    "change_email_confirm",  # the link in the mail is proof enough
)

PUBLIC_ENDPOINTS = frozenset(
    {
        "static",
        *(f"site.{name}" for name in _SITE),
        *(f"accounts.{name}" for name in _ACCOUNTS),
        *(f"security.{name}" for name in _SECURITY),
    }
)
