"""The form of a post and of a page, and what it says as Content."""

from dataclasses import replace
from typing import Any

from flask_admin.helpers import get_form_data
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
)

from cms.actions.content import LONGEST_BODY, LONGEST_SUMMARY, LONGEST_TITLE, Content, content_of
from cms.admin.base import AdminForm, AtMost, Given
from cms.admin.base.forms import lines_unified
from cms.admin.base.moments import moment_from, zone
from cms.models import CommentPolicy, Revision
from cms.tools.slugs import LONGEST

POLICIES = ((CommentPolicy.OPEN.value, _l("Open")), (CommentPolicy.CLOSED.value, _l("Closed")))


class Moment(DateTimeLocalField):
    """A day and time in the person's zone; `data` is in UTC."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        self.data = moment_from(text) if text else None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.astimezone(zone()).strftime("%Y-%m-%dT%H:%M") if self.data else ""


class BaseVersion(HiddenField):
    """The number of the revision that was edited; a form sent without it counts as older than any."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = valuelist[0] if valuelist else ""
        self.data = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class PageForm(AdminForm):
    title = StringField(_l("Title"), [Given(_l("Give it a title.")), AtMost(LONGEST_TITLE)])
    summary = TextAreaField(
        _l("Summary"),
        [AtMost(LONGEST_SUMMARY)],
        filters=[lines_unified],
        description=_l("One or two sentences for lists, search engines and feeds."),
    )
    body = TextAreaField(
        _l("Text"),
        [AtMost(LONGEST_BODY)],
        filters=[lines_unified],
        description=_l("HTML. What readers' browsers can't show safely is taken out when you save."),
    )
    slug = StringField(_l("Address"), [AtMost(LONGEST)])
    author = SelectField(_l("Author"), coerce=int, validate_choice=True)
    comment_policy = SelectField(_l("Comments"), choices=POLICIES, default=CommentPolicy.CLOSED.value)
    note = StringField(
        _l("Note on this change"),
        [AtMost(500)],
        description=_l("Stands in the list of revisions. Whoever reviews the text reads it too."),
    )
    reviewer = SelectField(_l("Reviewer"), coerce=int)
    at = Moment(_l("Publish at"))
    until = Moment(_l("Take offline at"))
    override = StringField(
        _l("Reason to publish all the same"), [AtMost(500)], description=_l("Stands in the event log.")
    )
    base = BaseVersion()


class PostForm(PageForm):
    tags = StringField(_l("Tags"), description=_l("With commas between. New ones are created."))
    pinned = BooleanField(_l("Pin to the top of the home page"))
    comment_policy = SelectField(_l("Comments"), choices=POLICIES, default=CommentPolicy.OPEN.value)


def filled(form_class: type[AdminForm], newest: Revision | None, **more: Any) -> Any:
    """The form with what was sent, else with the newest revision."""
    if newest is None:
        return form_class(get_form_data(), data=more)
    content = content_of(newest)
    data = {**vars(content), "tags": ", ".join(content.tags), "base": newest.number, **more}
    return form_class(get_form_data(), data=data)


def content_from(form: Any, newest: Revision | None = None) -> Content:
    """What was typed; what the form has no field for stays as it was."""
    before = content_of(newest) if newest else Content(title="")
    given: dict[str, Any] = {name: form[name].data or "" for name in ("title", "slug", "summary", "body")}
    if "tags" in form:
        given |= {"tags": tuple(split_tags(form.tags.data)), "pinned": bool(form.pinned.data)}
    return replace(before, comment_policy=CommentPolicy(form.comment_policy.data), **given)


def split_tags(text: str | None) -> list[str]:
    """Names between commas, of any script."""
    for comma in ("،", "、", "，", ";"):
        text = (text or "").replace(comma, ",")
    return [name.strip() for name in (text or "").split(",") if name.strip()]
