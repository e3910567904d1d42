"""The tags screen."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import func, select
from wtforms import StringField, TextAreaField

from cms.actions.content import LONGEST_TAG
from cms.actions.tagging import create_tag, delete_tag, edit_tag
from cms.admin.base import AdminForm, AtMost, BulkAct, Given, Page, Permits, Titles, actor
from cms.admin.events.logged import LoggedView
from cms.extensions import db
from cms.models import PostTag, Tag
from cms.rules.permissions import Permission


class TagForm(AdminForm):
    name = StringField(_l("Name"), [Given(), AtMost(LONGEST_TAG)])
    slug = StringField(
        _l("Address"),
        [AtMost(120)],
        description=_l("The last part of the tag's address. Leave it empty to have it made from the name."),
    )
    description = TextAreaField(
        _l("Description"),
        [AtMost(500)],
        description=_l("One or two sentences for readers, shown above the tag's posts."),
    )


class TagsView(LoggedView):
    permits = Permits(
        view=Permission.TAG_VIEW,
        create=Permission.TAG_CREATE,
        edit=Permission.TAG_EDIT,
        delete=Permission.TAG_DELETE,
    )
    titles = Titles(
        many=_l("Tags"),
        one=_l("Tag"),
        new=_l("New tag"),
        empty=_l("There are no tags yet. They come into being as people type them into a post, or here."),
        search=_l("Search tags by name or address"),
    )
    icon = "tags"
    form = TagForm
    column_list = ("name", "slug", "description", "posts")
    column_details_list = ("name", "slug", "description")
    column_export_list = ("name", "slug", "description")
    column_labels = {
        "name": _l("Name"),
        "slug": _l("Address"),
        "description": _l("Description"),
        "posts": _l("Posts"),
    }
    column_sortable_list = ("name", "slug")
    default_order = ("name", False)
    search_columns = (Tag.name, Tag.slug)
    list_template = "admin/tags/list.html"

    def create(self, form: Any) -> Tag:
        return create_tag(form.name.data, by=actor(), slug=form.slug.data, description=form.description.data)

    def update(self, form: Any, record: Tag) -> None:
        edit_tag(record, form.name.data, by=actor(), slug=form.slug.data, description=form.description.data)

    def delete(self, record: Tag) -> None:
        delete_tag(record, by=actor())

    def consequences(self, record: Tag) -> list[str]:
        count = posts_of([record]).get(record.id, 0)
        return [
            ngettext(
                "%(num)d post carries this tag and will lose it.",
                "%(num)d posts carry this tag and will lose it.",
                count,
            )
        ]

    def bulk_acts(self) -> Sequence[BulkAct]:
        return (
            BulkAct(
                "delete",
                _l("Delete"),
                lambda tag: self.may("delete", tag),
                lambda tag, _text: delete_tag(tag, by=actor()),
                grave=True,
            ),
        )

    def list_context(self, page: Page) -> dict[str, Any]:
        return {**super().list_context(page), "posts_of": posts_of(page.rows)}


def posts_of(tags: Sequence[Tag]) -> dict[int, int]:
    """How many posts carry each of the tags, by the tag's id."""
    carried = (
        select(PostTag.tag_id, func.count())
        .where(PostTag.tag_id.in_([tag.id for tag in tags]))
        .group_by(PostTag.tag_id)
    )
    return dict(db.session.execute(carried).tuples().all())
