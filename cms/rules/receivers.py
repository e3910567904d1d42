"""Who can take over what somebody else leaves behind."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from cms.models import Role, User
from cms.rules.catalogue import Permission
from cms.rules.decisions import Decision
from cms.rules.holdings import granted_by, reach

# Whoever has one of them can go on with a text that became their own.
HOLDING = (Permission.POST_EDIT, Permission.POST_EDIT_OWN)


def may_receive(receiver: User, source: User | None = None, roles: Iterable[Role] = ()) -> Decision:
    """Whether the one can answer for the texts of the other, or of anybody, from now on, and why not.

    `roles`: those that the one is about to get.
    """
    name = {"name": receiver.display_name}
    if source is not None and receiver.id == source.id:
        return Decision(False, _l("Choose somebody else: these texts are %(name)s’s already.", **name))
    if not receiver.active:
        return Decision(
            False, _l("The account of %(name)s is closed. Choose somebody who is active.", **name)
        )
    if receiver.leaves_at is not None:
        return Decision(False, _l("%(name)s is about to leave too. Choose somebody who stays.", **name))
    held = reach(receiver).union(*(granted_by(role) for role in roles))
    if held.isdisjoint(HOLDING):
        return Decision(
            False,
            _l("No role of %(name)s allows posts of their own. Give them one, or choose another.", **name),
        )
    return Decision(True, "")
