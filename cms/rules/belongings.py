"""Everything that points at a person, and what becomes of it when they hand over or their account goes.

A new foreign key to the table of people must be entered here: a test looks for those that nobody thought of.
"""

from dataclasses import dataclass
from enum import StrEnum


class Fate(StrEnum):
    """MOVES: to who takes over. STAYS: the record does, and names nobody once the account is deleted.

    GOES: with the account, and stays with an account that is only closed.
    """

    MOVES = "moves"
    STAYS = "stays"
    GOES = "goes"


@dataclass(frozen=True)
class Belonging:
    """A foreign key to the table of people."""

    table: str
    column: str
    fate: Fate
    reason: str

    @property
    def key(self) -> tuple[str, str]:
        return self.table, self.column


_MOVES = (
    ("post", "author_id", "a text always has somebody who answers for it"),
    ("schedule", "by_id", "a plan is carried out in the name of somebody who may still publish"),
    (
        "review_request",
        "reviewer_id",
        "an open review waits for somebody who comes; a settled one is history",
    ),
    (
        "review_request",
        "asked_by_id",
        "who goes on with the text waits for the answer; settled, it is history",
    ),
)
_STAYS = (
    ("revision", "author_id", "who wrote it is history: handing over changes nothing about that"),
    ("comment", "author_id", "it was said by this person and by nobody else"),
    ("note", "author_id", "it was said by this person and by nobody else"),
    ("note", "settled_by_id", "who settled it is history"),
    ("review_request", "settled_by_id", "who gave the verdict is history, and four eyes count on it"),
    ("preview_link", "by_id", "who may edit the text may revoke it, whoever made it"),
    ("event", "actor_id", "the log tells who did it; the number stays under the seal"),
    ("bulk_run", "by_id", "who did it is history"),
    ("access_request", "answered_by_id", "who answered is history"),
    ("departure", "by_id", "whoever arranged it, it goes on"),
    ("invitation", "by_id", "without its inviter an open one lets nobody in; a settled one is history"),
    ("comment_ban", "by_id", "the ban holds, whoever has put it there"),
    ("departure", "target_id", "without a receiver it stops and says so"),
)
_GOES = (
    ("user_role", "user_id", "rights are the account's own"),
    ("login_session", "user_id", "nobody may sign in any more"),
    ("pending_sign_in", "user_id", "nobody may sign in any more"),
    ("authenticator_app", "user_id", "a second factor opens this account alone"),
    ("passkey", "user_id", "a second factor opens this account alone"),
    ("recovery_code", "user_id", "a second factor opens this account alone"),
    ("portrait", "user_id", "the picture shows this person and nobody else"),
    ("presence", "user_id", "nobody sits before the text any more"),
    ("autosave", "author_id", "nobody else ever saw what was typed and not saved"),
    ("access_request", "user_id", "who has no account needs no rights"),
    ("invitation", "claims_id", "there is nothing left to claim"),
    ("invitation", "user_id", "it holds their address; that they came stands in the log"),
    ("comment_ban", "user_id", "nobody can write under this account any more"),
    ("departure", "user_id", "there is nothing left to move"),
)

BELONGINGS = tuple(
    Belonging(*entry[:2], fate, entry[2])
    for fate, entries in ((Fate.MOVES, _MOVES), (Fate.STAYS, _STAYS), (Fate.GOES, _GOES))
    for entry in entries
)
BY_KEY = {belonging.key: belonging for belonging in BELONGINGS}
