"""The base of all model screens; nothing else in the back office fights Flask-Admin.

A screen is a SafeModelView with `permits`, `titles`, its columns, its form and the verbs
create(), update(), delete(), each of which calls one action.
"""

from cms.admin.base.actor import actor
from cms.admin.base.arguments import ListArguments
from cms.admin.base.bulk import BulkAct
from cms.admin.base.buttons import Button, Tab
from cms.admin.base.filters import ChoiceFilter, DayFilter, ListFilter
from cms.admin.base.forms import AdminForm, AtMost, Given
from cms.admin.base.guard import GuardedView, way_back
from cms.admin.base.listing import Page
from cms.admin.base.lookup import LookupView as SafeModelView
from cms.admin.base.scope import Permits
from cms.admin.base.titles import Titles

__all__ = [
    "AdminForm",
    "AtMost",
    "BulkAct",
    "Button",
    "ChoiceFilter",
    "DayFilter",
    "Given",
    "GuardedView",
    "ListArguments",
    "ListFilter",
    "Page",
    "Permits",
    "SafeModelView",
    "Tab",
    "Titles",
    "actor",
    "way_back",
]
