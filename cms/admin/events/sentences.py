"""What happened, in plain words: a sentence for every verb of the log."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

NOUNS: dict[str, LazyString] = {
    "post": _l("Posts and pages"),
    "preview_link": _l("Preview links"),
    "note": _l("Notes"),
    "tag": _l("Tags"),
    "comment": _l("Comments"),
    "user": _l("People"),
    "role": _l("Roles"),
    "setting": _l("Settings"),
}

# A verb is a noun's, as the actions name it; `%(record)s` is where the record's name goes.
VERBS: dict[str, LazyString] = {
    "post.create": _l("Wrote the post “%(record)s”"),
    "post.save": _l("Saved the post “%(record)s”"),
    "post.publish": _l("Published the post “%(record)s”"),
    "post.schedule": _l("Scheduled the post “%(record)s”"),
    "post.schedule_failed": _l("Could not publish the post “%(record)s” when it was due"),
    "post.unpublish": _l("Unpublished the post “%(record)s”"),
    "post.archive": _l("Archived the post “%(record)s”"),
    "post.trash": _l("Moved the post “%(record)s” to the trash"),
    "post.restore": _l("Restored the post “%(record)s” from the trash"),
    "post.delete": _l("Deleted the post “%(record)s” for good"),
    "post.submit": _l("Submitted the post “%(record)s” for review"),
    "post.request_changes": _l("Asked for changes to the post “%(record)s”"),
    "post.approve": _l("Approved the post “%(record)s”"),
    "post.hand_over": _l("Made somebody else the author of the post “%(record)s”"),
    "post.import": _l("Imported the post “%(record)s”"),
    "page.create": _l("Wrote the page “%(record)s”"),
    "page.save": _l("Saved the page “%(record)s”"),
    "page.publish": _l("Published the page “%(record)s”"),
    "page.schedule": _l("Scheduled the page “%(record)s”"),
    "page.schedule_failed": _l("Could not publish the page “%(record)s” when it was due"),
    "page.unpublish": _l("Unpublished the page “%(record)s”"),
    "page.archive": _l("Archived the page “%(record)s”"),
    "page.trash": _l("Moved the page “%(record)s” to the trash"),
    "page.restore": _l("Restored the page “%(record)s” from the trash"),
    "page.delete": _l("Deleted the page “%(record)s” for good"),
    "page.submit": _l("Submitted the page “%(record)s” for review"),
    "page.request_changes": _l("Asked for changes to the page “%(record)s”"),
    "page.approve": _l("Approved the page “%(record)s”"),
    "page.hand_over": _l("Made somebody else the author of the page “%(record)s”"),
    "page.import": _l("Imported the page “%(record)s”"),
    "preview_link.create": _l("Made the preview link %(record)s"),
    "preview_link.revoke": _l("Revoked the preview link %(record)s"),
    "note.create": _l("Wrote the note %(record)s on a text"),
    "note.settle": _l("Settled the note %(record)s on a text"),
    "note.reopen": _l("Reopened the note %(record)s on a text"),
    "tag.create": _l("Created the tag “%(record)s”"),
    "tag.edit": _l("Changed the tag “%(record)s”"),
    "tag.delete": _l("Deleted the tag “%(record)s”"),
    "comment.create": _l("Wrote the comment %(record)s"),
    "comment.approve": _l("Approved the comment %(record)s"),
    "comment.hold": _l("Held the comment %(record)s back"),
    "comment.spam": _l("Marked the comment %(record)s as spam"),
    "comment.trash": _l("Moved the comment %(record)s to the trash"),
    "comment.delete": _l("Deleted the comment %(record)s for good"),
    "comment.import": _l("Imported the comment %(record)s"),
    "user.create": _l("Added %(record)s"),
    "user.edit": _l("Changed the profile of %(record)s"),
    "user.assign_roles": _l("Changed the roles of %(record)s"),
    "user.invite": _l("Sent %(record)s a link to set a password"),
    "user.deactivate": _l("Deactivated %(record)s"),
    "user.reactivate": _l("Reactivated %(record)s"),
    "user.delete": _l("Deleted the account of %(record)s"),
    "user.import": _l("Imported the author %(record)s"),
    "user.set_password": _l("Set the password of %(record)s"),
    "user.register": _l("Registered"),
    "user.register_again": _l("Tried to register again"),
    "user.confirm": _l("Confirmed the e-mail address"),
    "user.sign_in": _l("Signed in"),
    "user.sign_in_failed": _l("Could not sign in to the account %(record)s"),
    "user.sign_out": _l("Signed out"),
    "user.edit_profile": _l("Changed the own profile"),
    "user.change_password": _l("Changed the own password"),
    "user.ask_reset": _l("Asked for a link to set a new password for %(record)s"),
    "user.reset_password": _l("Set a new password by a mailed link"),
    "user.ask_confirmation": _l("Asked for a link to confirm the address of %(record)s"),
    "user.ask_new_address": _l("Asked for another e-mail address"),
    "user.change_address": _l("Changed the own e-mail address"),
    "role.create": _l("Created the role “%(record)s”"),
    "role.edit": _l("Described the role “%(record)s”"),
    "role.set_permissions": _l("Changed what the role “%(record)s” allows"),
    "role.delete": _l("Deleted the role “%(record)s”"),
    "setting.edit": _l("Changed the setting “%(record)s”"),
}


def sentence_for(verb: str) -> str:
    """The sentence with its `%(record)s` still open; a verb that nobody put in words is named as it is."""
    known = VERBS.get(verb)
    return str(known) if known else f"{verb} %(record)s"


def label_of(verb: str) -> str:
    """The verb among the choices of a filter."""
    return sentence_for(verb).replace("%(record)s", "…")
