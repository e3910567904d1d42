"""The catalogue of permissions, each with the words that people read."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


class Permission(StrEnum):
    """`noun.verb`, or `noun.verb_own` for one's own records only."""

    BACKOFFICE_ENTER = "backoffice.enter"

    POST_VIEW = "post.view"
    POST_VIEW_OWN = "post.view_own"
    POST_CREATE = "post.create"
    POST_EDIT = "post.edit"
    POST_EDIT_OWN = "post.edit_own"
    POST_SUBMIT = "post.submit"
    POST_SUBMIT_OWN = "post.submit_own"
    POST_REVIEW = "post.review"
    POST_PUBLISH = "post.publish"
    POST_PUBLISH_OWN = "post.publish_own"
    POST_OVERRIDE = "post.override"
    POST_TRASH = "post.trash"
    POST_TRASH_OWN = "post.trash_own"
    POST_DELETE = "post.delete"

    PAGE_VIEW = "page.view"
    PAGE_CREATE = "page.create"
    PAGE_EDIT = "page.edit"
    PAGE_SUBMIT = "page.submit"
    PAGE_REVIEW = "page.review"
    PAGE_PUBLISH = "page.publish"
    PAGE_OVERRIDE = "page.override"
    PAGE_TRASH = "page.trash"
    PAGE_DELETE = "page.delete"

    TAG_VIEW = "tag.view"
    TAG_CREATE = "tag.create"
    TAG_EDIT = "tag.edit"
    TAG_DELETE = "tag.delete"

    REDIRECT_VIEW = "redirect.view"
    REDIRECT_CREATE = "redirect.create"
    REDIRECT_EDIT = "redirect.edit"
    REDIRECT_DELETE = "redirect.delete"

    COMMENT_CREATE = "comment.create"
    COMMENT_MODERATE = "comment.moderate"
    COMMENT_MODERATE_OWN = "comment.moderate_own"
    COMMENT_DELETE = "comment.delete"
    COMMENT_BAN = "comment.ban"

    USER_VIEW = "user.view"
    USER_CREATE = "user.create"
    USER_EDIT = "user.edit"
    USER_DEACTIVATE = "user.deactivate"
    USER_DELETE = "user.delete"
    USER_RESET_FACTORS = "user.reset_factors"
    USER_VIEW_AS = "user.view_as"

    ROLE_VIEW = "role.view"
    ROLE_ASSIGN = "role.assign"
    ROLE_CREATE = "role.create"
    ROLE_EDIT = "role.edit"
    ROLE_DELETE = "role.delete"
    ROLE_REQUIRE_FACTOR = "role.require_factor"

    EVENT_VIEW = "event.view"
    EXPORT = "backoffice.export"
    SETTING_VIEW = "setting.view"
    SETTING_EDIT = "setting.edit"

    @property
    def noun(self) -> str:
        return self.value.partition(".")[0]

    @property
    def own(self) -> "Permission | None":
        """The same act on one's own records, where the catalogue has it."""
        return _OWN.get(self)

    @property
    def label(self) -> LazyString:
        return LABELS[self]


_OWN: dict[Permission, Permission] = {
    Permission(permission.value.removesuffix("_own")): permission
    for permission in Permission
    if permission.value.endswith("_own")
}

LABELS: dict[Permission, LazyString] = {
    Permission.BACKOFFICE_ENTER: _l("Enter the back office"),
    Permission.POST_VIEW: _l("See every post, drafts included"),
    Permission.POST_VIEW_OWN: _l("See own posts"),
    Permission.POST_CREATE: _l("Write new posts"),
    Permission.POST_EDIT: _l("Edit every post"),
    Permission.POST_EDIT_OWN: _l("Edit own posts"),
    Permission.POST_SUBMIT: _l("Submit every post for review"),
    Permission.POST_SUBMIT_OWN: _l("Submit own posts for review"),
    Permission.POST_REVIEW: _l("Review posts: approve or request changes"),
    Permission.POST_PUBLISH: _l("Publish, schedule, unpublish and archive every post"),
    Permission.POST_PUBLISH_OWN: _l("Publish, schedule, unpublish and archive own posts"),
    Permission.POST_OVERRIDE: _l("Publish posts despite the checklist"),
    Permission.POST_TRASH: _l("Move every post to the trash and restore it"),
    Permission.POST_TRASH_OWN: _l("Move own posts to the trash and restore them"),
    Permission.POST_DELETE: _l("Delete trashed posts for good"),
    Permission.PAGE_VIEW: _l("See every page, drafts included"),
    Permission.PAGE_CREATE: _l("Write new pages"),
    Permission.PAGE_EDIT: _l("Edit pages"),
    Permission.PAGE_SUBMIT: _l("Submit pages for review"),
    Permission.PAGE_REVIEW: _l("Review pages: approve or request changes"),
    Permission.PAGE_PUBLISH: _l("Publish, schedule, unpublish and archive pages"),
    Permission.PAGE_OVERRIDE: _l("Publish pages despite the checklist"),
    Permission.PAGE_TRASH: _l("Move pages to the trash and restore them"),
    Permission.PAGE_DELETE: _l("Delete trashed pages for good"),
    Permission.TAG_VIEW: _l("See the list of tags"),
    Permission.TAG_CREATE: _l("Create tags"),
    Permission.TAG_EDIT: _l("Rename and describe tags"),
    Permission.TAG_DELETE: _l("Delete tags"),
    Permission.REDIRECT_VIEW: _l("See redirects and addresses asked for in vain"),
    Permission.REDIRECT_CREATE: _l("Create redirects"),
    Permission.REDIRECT_EDIT: _l("Change redirects, and put addresses asked for in vain aside"),
    Permission.REDIRECT_DELETE: _l("Delete redirects"),
    Permission.COMMENT_CREATE: _l("Write comments"),
    Permission.COMMENT_MODERATE: _l("Moderate every comment"),
    Permission.COMMENT_MODERATE_OWN: _l("Moderate comments on own posts"),
    Permission.COMMENT_DELETE: _l("Delete trashed comments for good"),
    Permission.COMMENT_BAN: _l("Ban people from commenting"),
    Permission.USER_VIEW: _l("See the list of people"),
    Permission.USER_CREATE: _l("Add people"),
    Permission.USER_EDIT: _l("Edit other people's profiles"),
    Permission.USER_DEACTIVATE: _l("Deactivate and reactivate people"),
    Permission.USER_DELETE: _l("Delete people for good"),
    Permission.USER_RESET_FACTORS: _l("Reset second factors that people have lost"),
    Permission.USER_VIEW_AS: _l("See the back office as somebody else sees it"),
    Permission.ROLE_VIEW: _l("See roles and what they allow"),
    Permission.ROLE_ASSIGN: _l("Give roles to people and take them away"),
    Permission.ROLE_CREATE: _l("Create roles"),
    Permission.ROLE_EDIT: _l("Change what a role allows"),
    Permission.ROLE_DELETE: _l("Delete roles"),
    Permission.ROLE_REQUIRE_FACTOR: _l("Ask for a second factor of everybody with a role"),
    Permission.EVENT_VIEW: _l("See the event log"),
    Permission.EXPORT: _l("Export lists as CSV files"),
    Permission.SETTING_VIEW: _l("See the site's settings"),
    Permission.SETTING_EDIT: _l("Change the site's settings"),
}
