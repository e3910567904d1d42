"""People, roles, the event log and the settings: what can be asked of their screens."""

from dataclasses import replace

from cms.rules.permissions import Permission as P
from tests.access.asks import HIDDEN, Ask, of_screen
from tests.access.records import ASLEEP, BLANK, WRITER
from tests.access.table_of_texts import bulk
from tests.factories import role_named

PEOPLE = (P.BACKOFFICE_ENTER, P.USER_VIEW)
ROLES = (P.BACKOFFICE_ENTER, P.ROLE_VIEW)
EVENTS = (P.BACKOFFICE_ENTER, P.EVENT_VIEW)
SETTINGS = (P.BACKOFFICE_ENTER, P.SETTING_VIEW)
CHOSEN = {
    "site_name": "Typed",
    "site_locale": "en",
    "site_timezone": "UTC",
    "posts_per_page": "5",
    "trash_days": "30",
    "sign_in_days": "90",
    "idle_days": "14",
    "event_days": "0",
    "invitation_days": "7",
    "deletion_days": "14",
    "comments_open": "y",
    "guest_comments": "off",
    "comment_days": "0",
}


def renamed(record):
    return {"email": record.email, "handle": record.handle, "name": "Renamed"}


def account(endpoint, method, permission, states):
    return Ask(f"users.{endpoint}", method, screen=PEOPLE, needs=(permission,), on="users", states=states)


def chosen(act):
    """A bulk act that hands everything to somebody."""
    return lambda record: {"action": act, "rowid": record.id, "confirmed": "1", "text": heir_of(record)}


def heir_of(record):
    return "stranger" if record.handle != "stranger" else "heir"


def screen_less_deletion(*given, **acts):
    """Deletion asks more of accounts than of other records."""
    return [ask for ask in of_screen(*given, **acts) if ask.endpoint != "users.delete_view"]


# All but the last active owner.
ANYBODY = frozenset({WRITER, BLANK, ASLEEP})

ACCOUNTS = [
    *screen_less_deletion(
        "users",
        P.USER_VIEW,
        create=P.USER_CREATE,
        edit=P.USER_EDIT,
        export=P.EXPORT,
        typed={"email": "typed@example.com", "name": "Typed"},
        changed=renamed,
    ),
    account("delete_view", "GET", P.USER_DELETE, ANYBODY),
    account("delete_view", "POST", P.USER_DELETE, frozenset({BLANK})),
    replace(
        account("delete_view", "POST", P.USER_DELETE, ANYBODY), name="nameless", form={"what": "anonymise"}
    ),
    *(
        Ask(
            "users.handover_view",
            method,
            screen=PEOPLE,
            every=(P.POST_EDIT,),
            needs=(P.USER_DEACTIVATE,),
            on="users",
            form=lambda record: {"to": heir_of(record)},
        )
        for method in ("GET", "POST")
    ),
    account("deactivation_view", "GET", P.USER_DEACTIVATE, None),
    account("deactivation_view", "POST", P.USER_DEACTIVATE, frozenset({WRITER, BLANK})),
    account("portrait_view", "GET", P.USER_EDIT, None),
    # Nobody here has a picture to remove; what is put on is tried in tests/admin/test_portraits.py.
    Ask(
        "users.portrait_view",
        "POST",
        screen=PEOPLE,
        needs=(P.USER_EDIT,),
        on="users",
        states=frozenset(),
        form={"remove_picture": "1"},
    ),
    account("reactivation_view", "POST", P.USER_DEACTIVATE, frozenset({ASLEEP})),
    # Nobody's account is locked here; taking a lock off is tried in tests/accounts/test_throttle.py.
    Ask(
        "users.unlocking_view",
        "POST",
        screen=PEOPLE,
        needs=(P.USER_DEACTIVATE,),
        on="users",
        states=frozenset(),
    ),
    account("sessions_view", "POST", P.USER_DEACTIVATE, None),
    Ask(
        "users.personal_data_view", "POST", screen=PEOPLE, needs=(P.USER_EDIT,), asked=(P.EXPORT,), on="users"
    ),
    # The mail goes to the person alone, so it is no act on somebody who may do more.
    *(
        Ask(
            "users.invitation_view",
            method,
            screen=PEOPLE,
            asked=(P.USER_CREATE,),
            on="users",
            states=frozenset({BLANK}),
        )
        for method in ("GET", "POST")
    ),
    *(
        Ask(
            "users.factors_view",
            method,
            screen=PEOPLE,
            needs=(P.USER_RESET_FACTORS,),
            on="users",
            states=frozenset({True}),
            state="has_factor",
        )
        for method in ("GET", "POST")
    ),
    bulk("users", "deactivate", PEOPLE, P.USER_DEACTIVATE, frozenset({WRITER, BLANK})),
    replace(
        bulk("users", "deactivate_to", PEOPLE, P.USER_DEACTIVATE, frozenset({WRITER, BLANK})),
        every=(P.POST_EDIT,),
        form=chosen("deactivate_to"),
    ),
    replace(
        bulk("users", "delete_to", PEOPLE, P.USER_DELETE, ANYBODY),
        every=(P.POST_EDIT,),
        form=chosen("delete_to"),
    ),
    bulk("users", "delete_nameless", PEOPLE, P.USER_DELETE, ANYBODY),
    bulk("users", "reactivate", PEOPLE, P.USER_DEACTIVATE, frozenset({ASLEEP})),
    Ask("users.ajax_lookup", screen=PEOPLE, needs=(P.USER_CREATE,), allowed=HIDDEN),
]

INVITING = (P.BACKOFFICE_ENTER, P.USER_CREATE)


def invitation(endpoint, *needs):
    return Ask(f"invitations.{endpoint}", "POST", screen=INVITING, needs=needs, on="invitations")


INVITATIONS = [
    *(
        ask
        for ask in of_screen("invitations", P.USER_CREATE, create=P.USER_CREATE, export=P.EXPORT)
        if ask.title != "POST invitations.create_view"
    ),
    Ask(
        "invitations.create_view",
        "POST",
        screen=INVITING,
        needs=(P.ROLE_ASSIGN,),
        form={"addresses": "typed@example.com", "roles": "reader"},
    ),
    invitation("sending_view", P.ROLE_ASSIGN),
    invitation("revocation_view"),
    bulk("invitations", "resend", INVITING, P.ROLE_ASSIGN, None),
    bulk("invitations", "revoke", INVITING, P.USER_CREATE, None),
    Ask("invitations.ajax_lookup", screen=INVITING, allowed=HIDDEN),
]

ROLE_SCREENS = [
    *of_screen(
        "roles",
        P.ROLE_VIEW,
        create=P.ROLE_CREATE,
        edit=P.ROLE_EDIT,
        delete=P.ROLE_DELETE,
        typed={"name": "typed", "description": "Typed.", "like": ""},
        changed=lambda record: {"name": record.name, "description": "Typed."},
    ),
    Ask("roles.matrix_view", screen=ROLES),
    Ask("roles.matrix_view", "POST", screen=ROLES, needs=(P.ROLE_EDIT,)),
    Ask("roles.factor_view", screen=ROLES, needs=(P.ROLE_REQUIRE_FACTOR,), on="roles"),
    Ask(
        "roles.factor_view",
        "POST",
        screen=ROLES,
        needs=(P.ROLE_REQUIRE_FACTOR,),
        on="roles",
        form={"required": "y", "days": "90"},
    ),
    Ask("roles.holders_view", screen=ROLES, needs=(P.USER_VIEW,), query={"permission": "post.edit"}),
    Ask("roles.action_view", "POST", screen=ROLES, allowed="400"),
    Ask("roles.ajax_lookup", screen=ROLES, needs=(P.ROLE_CREATE,), allowed=HIDDEN),
]

LOG = [
    *of_screen("events", P.EVENT_VIEW, export=P.EXPORT),
    Ask("events.action_view", "POST", screen=EVENTS, allowed="400"),
    Ask("events.ajax_lookup", screen=EVENTS, allowed="forbidden"),
]

CHOICES = [
    Ask("settings.history", screen=SETTINGS, needs=(P.EVENT_VIEW,)),
    Ask("settings.index", screen=SETTINGS),
    Ask("settings.index", "POST", screen=SETTINGS, needs=(P.SETTING_EDIT,), form=CHOSEN),
]

REQUESTS = (P.BACKOFFICE_ENTER, P.ROLE_ASSIGN)


def answer(endpoint, form):
    return Ask(
        f"requests.{endpoint}", "POST", screen=REQUESTS, needs=(P.ROLE_ASSIGN,), on="requests", form=form
    )


VIEWING = [
    Ask("viewing.index", screen=(P.BACKOFFICE_ENTER, P.USER_VIEW_AS)),
    Ask(
        "viewing.start",
        "POST",
        screen=(P.BACKOFFICE_ENTER, P.USER_VIEW_AS),
        needs=(P.USER_VIEW_AS,),
        on="roles",
        form={"noun": "role"},
    ),
    Ask("viewing.stop", "POST", screen=(P.BACKOFFICE_ENTER,)),
]

ANSWERS = [
    Ask("requests.index", screen=REQUESTS),
    answer("grant", lambda record: {"role": role_named("moderator").id}),
    answer("decline", {"answer": "Not now."}),
]

ASKS = [*ACCOUNTS, *INVITATIONS, *ROLE_SCREENS, *LOG, *CHOICES, *ANSWERS, *VIEWING]
