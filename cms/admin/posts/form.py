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

from cms.actions.autosaving import Sitting
from cms.actions.content import (
    LONGEST_ADDRESS,
    LONGEST_BODY,
    LONGEST_CAPTION,
    LONGEST_META,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    TEXTS,
    Content,
    content_of,
)
from cms.actions.errors import Invalid
from cms.admin.base import AdminForm, AtMost, Given
from cms.admin.base.forms import lines_unified
from cms.admin.base.moments import moment_from, zone
from cms.models import Autosave, CommentPolicy, Revision
from cms.tools.sittings import is_sitting, new_sitting
from cms.tools.slugs import LONGEST

POLICIES = (
    (CommentPolicy.OPEN.value, _l("Open")),
    (CommentPolicy.MEMBERS.value, _l("Members only")),
    (CommentPolicy.CLOSED.value, _l("Closed")),
)


class Moment(DateTimeLocalField):
    """A day and time in the person's zone; `data` is in UTC."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        self.data = moment_from(text) if text else None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.astimezone(zone()).strftime("%Y-%m-%dT%H:%M") if self.data else ""


class Number(HiddenField):
    """A number; what is none counts as 0."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = valuelist[0] if valuelist else ""
        self.data = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class Token(HiddenField):
    """Of the sitting; what can't be one is replaced."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        given = valuelist[0] if valuelist else ""
        self.data = given if is_sitting(given) else new_sitting()


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
    lead_image = StringField(
        _l("Picture"),
        [AtMost(LONGEST_ADDRESS)],
        description=_l("Its address: it begins with https://, or is a path on this site."),
    )
    lead_image_alt = StringField(
        _l("Alternative text"),
        [AtMost(LONGEST_CAPTION)],
        description=_l("What the picture shows, for those who can't see it."),
    )
    lead_image_caption = StringField(
        _l("Caption"),
        [AtMost(LONGEST_CAPTION)],
        description=_l("Stands beneath it, with its source."),
    )
    meta_title = StringField(
        _l("Heading in search results"), [AtMost(LONGEST_TITLE)], description=_l("Empty: the title above.")
    )
    meta_description = TextAreaField(
        _l("Description in search results"),
        [AtMost(LONGEST_META)],
        filters=[lines_unified],
        description=_l("Empty: the summary, or how the text begins."),
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
    # The number of the revision that was edited; a form sent without it counts as older than any.
    base = Number(default=0)
    # Who was the author when the form was opened.
    author_was = Number(default=0)
    sitting = Token(default=new_sitting)
    turn = Number(default=0)
    continued = Number(default=0)


class PostForm(PageForm):
    tags = StringField(_l("Tags"), description=_l("With commas between. New ones are created."))
    pinned = BooleanField(_l("Pin to the top of the home page"))
    comment_policy = SelectField(_l("Comments"), choices=POLICIES, default=CommentPolicy.OPEN.value)


def filled(
    form_class: type[AdminForm], newest: Revision | None, kept: Autosave | None = None, **more: Any
) -> Any:
    """The form with what was sent, else with what was kept by itself, else with the newest revision."""
    return form_class(get_form_data(), data={**_held(newest, kept), **more})


def _held(newest: Revision | None, kept: Autosave | None) -> dict[str, Any]:
    held = kept or newest
    if held is None:
        return {}
    content = content_of(held)
    base = held.base if isinstance(held, Autosave) else held.number
    return {
        **vars(content),
        "tags": ", ".join(content.tags),
        "base": base,
        "continued": kept.id if kept else 0,
    }


def keep_author(form: Any, present: int) -> None:
    """Unless somebody else was chosen: who has become the author since the form was opened stays it."""
    if form.author.data == form.author_was.data:
        form.author.data = present
    form.author_was.data = present


def sitting_of(form: Any) -> Sitting:
    """Which sitting the form was sent from."""
    return Sitting(form.sitting.data, form.turn.data, form.continued.data)


def begin_anew(form: Any, newest: Revision) -> None:
    """What was sent is saved as this revision: whatever is typed from now on is of another sitting."""
    form.base.data, form.sitting.data = newest.number, new_sitting()
    form.turn.data = form.continued.data = 0
    form.slug.data = form.slug.data or newest.slug


def content_from(form: Any, newest: Revision | None = None) -> Content:
    """What was typed; what the form has no field for stays as it was."""
    before = content_of(newest) if newest else Content(title="")
    given: dict[str, Any] = {name: form[name].data or "" for name in TEXTS}
    if "tags" in form:
        given |= {"tags": tuple(split_tags(form.tags.data)), "pinned": bool(form.pinned.data)}
    return replace(before, comment_policy=_policy_in(form), **given)


def _policy_in(form: Any) -> CommentPolicy:
    try:
        return CommentPolicy(form.comment_policy.data)
    except ValueError:
        raise Invalid({"comment_policy": _l("Choose one from the list.")}) from None


def split_tags(text: str | None) -> list[str]:
    """Names between commas, of any script."""
    for comma in ("،", "、", "，", ";"):
        text = (text or "").replace(comma, ",")
    return [name.strip() for name in (text or "").split(",") if name.strip()]
