"""What the site's owner can choose, as data; the settings screen and its checks derive from this table."""

from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


@dataclass(frozen=True)
class SettingSpec:
    """`kind` says how it is typed and checked; `low`, `high` bound number or length, `choices` a choice.

    A person is kept by their number, None for nobody, so that no name stays when they leave.
    """

    name: str
    kind: str
    default: Any
    label: LazyString
    help: LazyString
    low: int = 0
    high: int = 200
    choices: tuple[tuple[str, LazyString], ...] = ()


SETTINGS = (
    SettingSpec(
        "site_name", "text", "Masthead", _l("Site name"), _l("Stands at the top of every page."), 1, 80
    ),
    SettingSpec(
        "tagline",
        "text",
        "",
        _l("Tagline"),
        _l("One line under the name, and the site's description."),
        0,
        160,
    ),
    SettingSpec(
        "site_locale",
        "locale",
        "en",
        _l("Language of the site"),
        _l("What visitors read when their browser asks for no other language we have."),
    ),
    SettingSpec(
        "site_timezone",
        "timezone",
        "UTC",
        _l("Time zone of the site"),
        _l("Dates on the public pages are in this zone."),
    ),
    SettingSpec(
        "posts_per_page",
        "number",
        10,
        _l("Posts a page"),
        _l("How many posts the home page and the other lists show at once."),
        1,
        50,
    ),
    SettingSpec(
        "registration_open",
        "flag",
        True,
        _l("Anyone may register"),
        _l("New people become readers: they can comment, nothing more."),
    ),
    SettingSpec(
        "comments_open",
        "flag",
        True,
        _l("Comments are open"),
        _l("When off, nobody can write new comments; the old ones stay."),
    ),
    SettingSpec(
        "hold_first_comment",
        "flag",
        True,
        _l("Hold a new commenter's first comment"),
        _l("It appears once a moderator has approved it; later ones appear at once."),
    ),
    SettingSpec(
        "guest_comments",
        "choice",
        "off",
        _l("Comments without an account"),
        _l("Guests give a name and an address; the comment comes in once they press a button in a mail."),
        choices=(("off", _l("Nobody")), ("verified", _l("Guests who confirm their e-mail address"))),
    ),
    SettingSpec(
        "comment_days",
        "number",
        0,
        _l("Days until comments close"),
        _l("After so many days nobody can write new comments under a post. 0: never."),
        0,
        36500,
    ),
    SettingSpec(
        "blocked_words",
        "lines",
        "",
        _l("Blocked words"),
        _l("One a line; a star at an end stands for any letters. Comments that say one are held."),
        0,
        10_000,
    ),
    SettingSpec(
        "blocked_addresses",
        "lines",
        "",
        _l("Blocked e-mail addresses"),
        _l("One a line; @example.com means all of them there. Their comments are put with the spam."),
        0,
        10_000,
    ),
    SettingSpec(
        "blocked_networks",
        "networks",
        "",
        _l("Blocked networks"),
        _l("One a line, as 192.0.2.0/24 or 2001:db8::/32. Comments from there are put with the spam."),
        0,
        10_000,
    ),
    SettingSpec(
        "four_eyes",
        "flag",
        False,
        _l("Four eyes"),
        _l("When on, a text is published only after somebody other than its writer has approved it."),
    ),
    SettingSpec(
        "trash_days",
        "number",
        30,
        _l("Days in the trash"),
        _l("After so many days in the trash, posts and pages are deleted for good. 0: never."),
        0,
        3650,
    ),
    SettingSpec(
        "sign_in_days",
        "number",
        90,
        _l("Days until people sign in again"),
        _l("However often they come: after so many days a device must sign in anew."),
        1,
        365,
    ),
    SettingSpec(
        "idle_days",
        "number",
        14,
        _l("Days a device may be idle"),
        _l("Not used for so long, it is signed out. Where staying signed in was not ticked, after a day."),
        1,
        365,
    ),
    SettingSpec(
        "invitation_days",
        "number",
        7,
        _l("Days an invitation is open"),
        _l("After so many days its link lets nobody in any more; it can be sent again."),
        1,
        90,
    ),
    SettingSpec(
        "event_days",
        "number",
        0,
        _l("Days in the event log"),
        _l("Events older than so many days are removed for good; what stays is proven still. 0: never."),
        0,
        36500,
    ),
    SettingSpec(
        "deletion_days",
        "number",
        14,
        _l("Days until an account is deleted"),
        _l("Who deletes their own account can take it back for so many days."),
        1,
        90,
    ),
    SettingSpec(
        "deletion_to",
        "person",
        None,
        _l("Who gets what they wrote"),
        _l("Handle or e-mail address of who takes over then. Empty: it stays, and loses the name."),
        0,
        255,
    ),
    SettingSpec(
        "footer_text", "long_text", "", _l("Footer"), _l("A line or two at the bottom of every page."), 0, 500
    ),
)
BY_NAME = {spec.name: spec for spec in SETTINGS}
