"""The back office: Flask-Admin's machinery behind our own gate, words and looks."""

from flask import Flask, Response, request
from flask_admin import Admin
from flask_admin.theme import Theme

from cms.admin.base.moments import moment_text
from cms.admin.base.offers import read_category
from cms.admin.calendar import CalendarView
from cms.admin.comments import CommentsView
from cms.admin.events import EventsView
from cms.admin.events.history import log_url
from cms.admin.inbox import InboxView
from cms.admin.invitations import InvitationsView
from cms.admin.missing import MissingView
from cms.admin.overview import OverviewView
from cms.admin.palette import FindView
from cms.admin.palette.commands import command_groups
from cms.admin.posts import PagesView, PostsView
from cms.admin.redirects import RedirectsView
from cms.admin.requests import RequestsView
from cms.admin.roles import RolesView
from cms.admin.settings import SettingsView
from cms.admin.shortcuts import ShortcutsView
from cms.admin.shortcuts.catalogue import shortcut_sheets
from cms.admin.tags import TagsView
from cms.admin.users import UsersView
from cms.admin.viewing import ViewingView
from cms.admin.why import WhyView
from cms.models import Comment, Event, Invitation, MissingAddress, Post, Redirect, Role, Tag, User
from cms.rules.factors import owes_factor

SCREENS = (
    (PostsView, Post, "posts"),
    (PagesView, Post, "pages"),
    (CommentsView, Comment, "comments"),
    (TagsView, Tag, "tags"),
    (RedirectsView, Redirect, "redirects"),
    (MissingView, MissingAddress, "missing"),
    (UsersView, User, "users"),
    (InvitationsView, Invitation, "invitations"),
    (RolesView, Role, "roles"),
    (EventsView, Event, "events"),
)


def init_app(app: Flask) -> None:
    """Hang the back office under /admin/: the overview, the calendar, then one screen a noun."""
    # The folder of a theme that isn't there: no template of Flask-Admin's own can be reached.
    theme = Theme(folder="own", base_template="admin/layout.html")
    admin = Admin(app, name="Masthead", url="/admin", index_view=OverviewView(), theme=theme)
    admin.add_view(InboxView())
    admin.add_view(CalendarView())
    for screen, noun, endpoint in SCREENS:
        admin.add_view(screen.of(noun, endpoint))
    for view in (RequestsView(), WhyView(), ViewingView(), SettingsView(), FindView(), ShortcutsView()):
        admin.add_view(view)
    app.jinja_env.globals["log_url"] = log_url
    app.jinja_env.globals["moment_text"] = moment_text
    app.jinja_env.globals["owes_factor"] = owes_factor
    app.jinja_env.globals["read_category"] = read_category
    app.jinja_env.globals.update(command_groups=command_groups, shortcut_sheets=shortcut_sheets)
    app.after_request(keep_private)


def keep_private(response: Response) -> Response:
    """Let no proxy keep a page of the back office, nor a browser show it again unasked."""
    if request.path.startswith("/admin") and "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "private, no-cache"
    return response
