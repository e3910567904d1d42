"""Who else has a post open, told beside its form: never a lock, and never to who may not edit the post."""

import re
from datetime import datetime
from typing import Any, NamedTuple

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from flask_babel import format_time
from flask_babel import gettext as _
from sqlalchemy import select

from cms.admin.base import actor
from cms.admin.base.moments import moment_text, zone
from cms.admin.posts.previewing import PostPreviewsView
from cms.engines.presence import Present, be_gone, be_present, present
from cms.extensions import db
from cms.models import Post, Revision, User, now

_TAB = re.compile(r"[\w-]{1,40}", re.ASCII)


class Neighbour(NamedTuple):
    """Somebody who is there too, as the form tells it."""

    initials: str
    sentence: str
    typing: bool


class PostPresenceView(PostPreviewsView):
    """A window reports itself, is answered with who else is there, and takes its leave."""

    @expose("/presence/", methods=("POST",))
    def presence_view(self) -> ResponseReturnValue:
        post = self.wanted()
        self.require("edit", post)
        tab = request.form.get("tab", "")
        if not _TAB.fullmatch(tab):
            return make_response("", 422)
        if "leaving" in request.form:
            be_gone(post, actor(), tab)
            db.session.commit()
            return make_response("", 204)
        be_present(post, actor(), tab, typing=request.form.get("typing") == "1")
        company = _company(post, present(post, besides=tab), base=_base(post))
        db.session.commit()
        return render_template("admin/posts/_company.html", view=self, post=post, **company)


def company_of(post: Post) -> dict[str, Any]:
    """Who else is there as the form is opened. Which of the own windows is new, only the browser knows."""
    return _company(post, [one for one in present(post) if one.user_id != actor().id], base=post.version)


def _company(post: Post, there: list[Present], *, base: int) -> dict[str, Any]:
    return {"neighbours": [_neighbour(one) for one in there], "saved_since": _saved_since(post, base)}


def _neighbour(one: Present) -> Neighbour:
    if one.user_id == actor().id:
        sentence = _("You have this open in another window too (since %(time)s).", time=_clock(one.since))
    else:
        sentence = _("%(name)s has this open too (since %(time)s).", name=one.name, time=_clock(one.since))
    return Neighbour(initials_of(one.name), sentence, one.typing)


def _saved_since(post: Post, base: int) -> str:
    """That somebody saved after the revision `base`, or nothing."""
    if post.version <= base:
        return ""
    number = post.version
    wrote = select(User.id, User.name, User.handle).join(Revision, Revision.author_id == User.id)
    wrote = wrote.where(Revision.post_id == post.id, Revision.number == number)
    key, name, handle = db.session.execute(wrote).tuples().first() or (None, "", "")
    if key == actor().id:
        return _(
            "You have saved revision %(number)d in another window since you opened this: both will be united "
            "when you save.",
            number=number,
        )
    return _(
        "%(name)s has saved revision %(number)d since you opened this: your changes will be united when you "
        "save.",
        name=name or handle or _("Somebody"),
        number=number,
    )


def initials_of(name: str) -> str:
    """The first letters of the first and the last word."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def _clock(at: datetime) -> str:
    """The time; with its day too when that is another one."""
    same_day = at.astimezone(zone()).date() == now().astimezone(zone()).date()
    return format_time(at, "short") if same_day else moment_text(at)


def _base(post: Post) -> int:
    """The revision that the window was opened with."""
    text = request.form.get("base", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else post.version
