"""The public site, accounts, and what else is asked of no record or of people and roles."""

from cms.rules.permissions import Permission as P
from tests.access.asks import Ask, public, signed_in

SITE = [
    *(
        public(f"site.{name}")
        for name in (
            *("home", "tag", "author", "archive", "year", "month", "search"),
            *("feed", "tag_feed", "author_feed", "sitemap", "sitemap_part", "robots", "healthz", "readyz"),
        )
    ),
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
    public("site.preview_link", allowed="hidden"),
    public("site.write_note_by_link", "POST", allowed="hidden"),
    public("static"),
]

ACCOUNTS = [
    signed_in("accounts.profile"),
    signed_in("accounts.profile", "POST", form={"handle": "somebody-else", "name": "Somebody"}),
    signed_in("accounts.after_sign_in"),
    signed_in("accounts.requests"),
    # Nothing is called so: who may ask for what stands in tests/actions/test_access_requests.py.
    signed_in("accounts.ask", "POST", form={"permission": "world.rule"}, allowed="400"),
    public("accounts.ask_before_sign_out"),
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
