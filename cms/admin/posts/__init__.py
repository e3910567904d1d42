"""The posts and pages screens: one machinery, two kinds."""

from typing import Any

from flask import abort, request
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from cms.actions.trashing import purged_at
from cms.admin.base import Permits, Titles
from cms.admin.posts.columns import LISTED
from cms.admin.posts.desk import revisions_of, standing_of
from cms.admin.posts.filters import filters_for
from cms.admin.posts.form import PageForm, PostForm
from cms.admin.posts.preview import preview
from cms.admin.posts.revisiting import PostTimelineView
from cms.extensions import db
from cms.models import Post, PostKind, Revision
from cms.rules.permissions import Permission

REVISIONS_LISTED = 200


class PostsView(PostTimelineView):
    kind = PostKind.POST
    icon = "posts"
    permits = Permits(
        view=Permission.POST_VIEW,
        create=Permission.POST_CREATE,
        edit=Permission.POST_EDIT,
        delete=Permission.POST_DELETE,
    )
    titles = Titles(
        many=_l("Posts"),
        one=_l("Post"),
        new=_l("New post"),
        empty=_l("No posts yet. Write the first one: it stays a draft until you publish it."),
        search=_l("Search posts"),
    )
    form = PostForm
    column_list = LISTED[PostKind.POST]
    list_filters = filters_for(PostKind.POST)
    details_template = "admin/posts/details.html"

    def details_context(self, record: Post) -> dict[str, Any]:
        """With ?revision=N, the text of that revision rather than of the newest."""
        standing = standing_of(record)
        shown = self._revision(record) or standing["newest"]
        return {
            **super().details_context(record),
            **standing,
            "revisions": revisions_of(record, REVISIONS_LISTED),
            "shown": shown,
            "preview": preview(shown.body),
            "gone_at": purged_at(record),
        }

    def _revision(self, post: Post) -> Revision | None:
        if "revision" not in request.args:
            return None
        number = self.parse_id(request.args["revision"])
        found = select(Revision).where(Revision.post_id == post.id, Revision.number == number)
        return db.session.scalars(found).one_or_none() or abort(404)


class PagesView(PostsView):
    kind = PostKind.PAGE
    icon = "pages"
    permits = Permits(
        view=Permission.PAGE_VIEW,
        create=Permission.PAGE_CREATE,
        edit=Permission.PAGE_EDIT,
        delete=Permission.PAGE_DELETE,
    )
    titles = Titles(
        many=_l("Pages"),
        one=_l("Page"),
        new=_l("New page"),
        empty=_l("No pages yet. Pages hold what doesn't age: who you are, how to reach you."),
        search=_l("Search pages"),
    )
    form = PageForm
    column_list = LISTED[PostKind.PAGE]
    list_filters = filters_for(PostKind.PAGE)
