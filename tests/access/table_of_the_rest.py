"""The public site, accounts, and what else is asked of no record or of people and roles."""

from cms.rules.permissions import Permission as P
from tests.access.asks import HIDDEN, LOGIN, STATE, Ask, public, signed_in
from tests.client import PASSWORD

PROOF = {"password": PASSWORD}

SITE = [
    *(
        public(f"site.{name}")
        for name in (
            *("home", "tag", "author", "archive", "year", "month", "search"),
            *("feed", "tag_feed", "author_feed", "sitemap", "sitemap_part", "robots", "healthz", "readyz"),
        )
    ),
    public("site.search_feed", allowed="422"),  # nothing is searched for
    public("site.post", on="posts", live=True),
    public("site.page", on="pages", live=True),
    public("site.comments", on="posts", live=True),
    signed_in(
        "site.write_comment",
        "POST",
        needs=(P.COMMENT_CREATE,),
        on="posts",
        live=True,
        form={"text": "A thought."},
    ),
    public("site.comment", allowed=HIDDEN),
    # Nothing in the request says that it comes from a page of the site.
    public("site.write_guest_comment", "POST", on="posts", live=True, allowed="forbidden"),
    *(public(f"site.{name}") for name in ("comment_sent", "comment_confirmed", "answers_ended")),
    # By signed links, which are not guessed.
    public("site.confirm_comment", allowed="410"),
    public("site.let_comment_in", "POST", allowed="410"),
    public("site.answers", allowed=HIDDEN),
    public("site.stop_answers", "POST", allowed=HIDDEN),
    # Nobody's own comment has this number: tests/site/test_own_comments.py tries them.
    *(
        signed_in(f"site.{name}", method, allowed=HIDDEN)
        for name, method in (
            ("edit_comment", "GET"),
            ("rewrite_comment", "POST"),
            ("ask_before_withdrawal", "GET"),
            ("withdraw_comment", "POST"),
        )
    ),
    public("site.preview_link", allowed="hidden"),
    public("site.write_note_by_link", "POST", allowed="hidden"),
    public("site.portrait", allowed="hidden"),
    public("static"),
]

ACCOUNTS = [
    signed_in("accounts.profile"),
    signed_in("accounts.profile", "POST", form={"handle": "somebody-else", "name": "Somebody"}),
    signed_in("accounts.after_sign_in"),
    signed_in("accounts.sign_ins"),
    signed_in("accounts.end_sign_in", "POST", form={"others": "1"}),
    *(
        public(f"accounts.{name}", method, allowed="410")
        for name in ("disown_sign_in", "unlock_account", "invitation")
        for method in ("GET", "POST")
    ),
    signed_in("accounts.deletion"),
    signed_in("accounts.ask_for_deletion", "POST", last_owner=STATE),
    # Nobody has asked for it.
    signed_in("accounts.withdraw_deletion", "POST", allowed=STATE),
    signed_in("accounts.comments"),
    signed_in("accounts.requests"),
    signed_in("accounts.own_data"),
    signed_in("accounts.take_own_data", "POST"),
    # Nothing is called so: who may ask for what stands in tests/actions/test_access_requests.py.
    signed_in("accounts.ask", "POST", form={"permission": "world.rule"}, allowed="400"),
    public("accounts.ask_before_sign_out"),
    # Nothing waits for a second factor, and no passkey is sent: both lead to where one signs in.
    public("accounts.second_factor", allowed=LOGIN),
    public("accounts.second_factor", "POST", allowed=LOGIN),
    public("accounts.passkey_challenge", "POST"),
    public("accounts.passkey_sign_in", "POST", allowed=LOGIN),
    signed_in("accounts.security"),
    signed_in("accounts.begin_app", "POST", form=PROOF),
    signed_in("accounts.passkey_options", "POST", form=PROOF),
    # Without the answer of a device, without a factor, or without an app or passkey of one's own.
    signed_in("accounts.add_passkey", "POST", form=PROOF, allowed=STATE),
    signed_in("accounts.renew_codes", "POST", form=PROOF, allowed=STATE),
    signed_in("accounts.app", allowed=HIDDEN),
    *(
        signed_in(f"accounts.{name}", "POST", form=PROOF, allowed=HIDDEN)
        for name in ("app", "app_removal", "passkey_name", "passkey_removal")
    ),
    public("accounts.password_strength", "POST"),
    *(
        public(f"security.{name}", method)
        for name in ("login", "register", "forgot_password", "send_confirmation")
        for method in ("GET", "POST")
    ),
    public("security.logout", "POST"),
    *(
        public(f"security.{name}", method)
        for name in ("confirm_email", "reset_password", "change_email_confirm")
        for method in ("GET", "POST")
    ),
    *(
        signed_in(f"security.{name}", method)
        for name in ("change_password", "change_email")
        for method in ("GET", "POST")
    ),
]

BACK_OFFICE = [
    Ask(endpoint, screen=(P.BACKOFFICE_ENTER,))
    for endpoint in (
        "admin.index",
        "inbox.index",
        "find.index",
        "find.records",
        "shortcuts.index",
        "why.index",
    )
]

ASKS = [*SITE, *ACCOUNTS, *BACK_OFFICE]
