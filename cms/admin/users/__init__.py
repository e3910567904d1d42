"""The people screens: who has an account, what they may do, what they did."""

from collections.abc import Sequence
from typing import Any

from flask import flash
from flask_babel import lazy_gettext as _l

from cms.actions.inviting.sending import invite
from cms.actions.staff import (
    add_person,
    assign_roles,
    edit_person,
)
from cms.admin.base import BulkAct, Button, ChoiceFilter, ListArguments, Page, Permits, Tab, Titles, actor
from cms.admin.roles.queries import all_roles
from cms.admin.roles.words import role_label
from cms.admin.users.bulk import bulk_acts
from cms.admin.users.claiming import invited_sentence
from cms.admin.users.factors import FACTOR_FILTER
from cms.admin.users.form import PersonForm, person_form, role_choices, wanted_roles
from cms.admin.users.locked import LOCK_FILTER, LOCKED, may_unlock, unlock_buttons, visible_locks
from cms.admin.users.panels import panels_of
from cms.admin.users.portraits import PortraitView
from cms.admin.users.profile import count_of_posts
from cms.admin.users.standing import (
    FORMER,
    STATES,
    TONES,
    explanation,
    has_asked_to_leave,
    in_state,
    state_of,
)
from cms.models import Role, User
from cms.rules.permissions import Permission


class UsersView(PortraitView):
    permits = Permits(
        view=Permission.USER_VIEW,
        create=Permission.USER_CREATE,
        edit=Permission.USER_EDIT,
        delete=Permission.USER_DELETE,
    )
    titles = Titles(
        many=_l("People"),
        one=_l("Person"),
        new=_l("Add a person"),
        empty=_l("Nobody has an account yet."),
        search=_l("Search people by name, handle or e-mail address"),
    )
    icon = "people"
    form = PersonForm
    column_list = ("name", "handle", "email", "roles", "created_at")
    column_export_list = ("id", "name", "handle", "email", "roles", "active", "confirmed_at", "created_at")
    column_labels = {
        "id": _l("Number"),
        "name": _l("Name"),
        "handle": _l("Handle"),
        "email": _l("E-mail address"),
        "roles": _l("Roles"),
        "active": _l("Active"),
        "confirmed_at": _l("Address confirmed"),
        "created_at": _l("Since"),
    }
    column_sortable_list = ("name", "handle", "email", "created_at")
    default_order = ("name", False)
    search_columns = (User.name, User.handle, User.email)
    list_filters = (
        ChoiceFilter(
            "role",
            _l("Role"),
            lambda name: User.roles.any(Role.name == name),
            lambda: [(role.name, role_label(role)) for role in all_roles()],
        ),
        ChoiceFilter("active", _l("Account"), in_state, STATES.items),
        LOCK_FILTER,
        FACTOR_FILTER,
        ChoiceFilter("leaving", _l("Deletion"), has_asked_to_leave, lambda: [("asked", _l("Asked for"))]),
    )
    list_template = "admin/users/list.html"
    create_template = "admin/users/form.html"
    edit_template = "admin/users/form.html"
    details_template = "admin/users/details.html"

    def create_form(self, obj: Any = None) -> PersonForm:
        return person_form(None)

    def edit_form(self, obj: Any = None) -> PersonForm:
        return person_form(obj)

    def form_context(self, form: Any, record: User | None) -> dict[str, Any]:
        return {"role_choices": role_choices(record)}

    def create(self, form: Any) -> User:
        person = add_person(form.identity(), wanted_roles(None) or (), by=actor())
        invite(person.email, name=person.name, claims=person, by=actor())
        return person

    def create_model(self, form: Any) -> Any:
        person = super().create_model(form)
        if person is not None:
            flash(invited_sentence(person.email), "success")
        return person

    def update(self, form: Any, record: User) -> None:
        edit_person(record, form.identity(), by=actor())
        roles = wanted_roles(record)
        if roles is not None:
            assign_roles(record, roles, by=actor())

    def get_save_return_url(self, model: Any, is_created: bool = False) -> str:
        return self.get_url(".details_view", id=model.id)

    def list_context(self, page: Page) -> dict[str, Any]:
        # What else can be done with an account stands on the person's own screen.
        locks = visible_locks(page.rows)

        def row_buttons(person: User) -> list[Button]:
            return [*unlock_buttons(person, locks), *self.standing_buttons(person)]

        own = {"row_buttons": row_buttons, "locks": locks, "may_invite": self.can_create}
        return {**super().list_context(page), **_WORDS, **own}

    def details_context(self, record: User) -> dict[str, Any]:
        return {
            **super().details_context(record),
            **_WORDS,
            "explanation": explanation(record),
            "panels": panels_of(record),
            "posts": count_of_posts(record),
        }

    def row_url(self, record: User) -> str:
        return self.get_url("users.details_view", id=record.id)

    def tabs(self, arguments: ListArguments) -> list[Tab]:
        present = {key: arguments.filters[key] for key in TABBED if key in arguments.filters}
        others = {key: value for key, value in arguments.filters.items() if key not in TABBED}
        states = [(label, {"active": state}) for state, label in STATES.items() if state != FORMER]
        locked = [(_l("Locked"), {"lock": LOCKED})] if may_unlock() else []
        return [
            Tab(label, self.list_url(arguments.but(filters={**others, **chosen})), present == chosen)
            for label, chosen in ((_l("All"), {}), *states, *locked)
        ]

    def bulk_acts(self) -> Sequence[BulkAct]:
        return bulk_acts()


TABBED = ("active", "lock")  # filters that are tabs too
_WORDS = {"state_of": state_of, "states": STATES, "tones": TONES, "role_label": role_label}
