"""The nouns. One file each; import them from here."""

from cms.models.access_request import AccessRequest
from cms.models.authenticator_app import AuthenticatorApp
from cms.models.autosave import Autosave
from cms.models.base import Base, now
from cms.models.bulk_run import BulkRun
from cms.models.comment import Comment, CommentStatus
from cms.models.comment_ban import CommentBan
from cms.models.departure import Departure
from cms.models.event import Event
from cms.models.guest_comment import GuestComment
from cms.models.import_record import ImportRecord
from cms.models.invitation import Invitation, InvitationState, invitation_role
from cms.models.job import Job, JobKind
from cms.models.login_session import EndReason, LoginSession
from cms.models.missing_address import MissingAddress
from cms.models.note import Note
from cms.models.outbox_message import OutboxMessage
from cms.models.page_change import PageChange, SiteVersion
from cms.models.passkey import Passkey
from cms.models.pending_sign_in import PendingSignIn
from cms.models.portrait import Portrait
from cms.models.post import Post, PostKind, PostStatus
from cms.models.presence import Presence
from cms.models.preview_link import PreviewLink
from cms.models.recovery_code import RecoveryCode
from cms.models.redirect import Redirect, RedirectKind
from cms.models.review_request import ReviewRequest
from cms.models.revision import ReviewState, Revision
from cms.models.role import Role
from cms.models.schedule import Schedule, ScheduledVerb
from cms.models.seal import Seal
from cms.models.search import SEARCH_SPELLING, SEARCH_WORD, SearchEntry, SearchTag
from cms.models.setting import Setting
from cms.models.spent_challenge import SpentChallenge
from cms.models.tag import PostTag, Tag, folded
from cms.models.tally import Tally
from cms.models.user import RoleGrant, User, user_role
from cms.models.worker import Worker
from cms.models.written import CommentPolicy

__all__ = [
    "SEARCH_SPELLING",
    "SEARCH_WORD",
    "AccessRequest",
    "AuthenticatorApp",
    "Autosave",
    "Base",
    "BulkRun",
    "Comment",
    "CommentBan",
    "CommentPolicy",
    "CommentStatus",
    "Departure",
    "EndReason",
    "Event",
    "GuestComment",
    "ImportRecord",
    "Invitation",
    "InvitationState",
    "Job",
    "JobKind",
    "LoginSession",
    "MissingAddress",
    "Note",
    "OutboxMessage",
    "PageChange",
    "Passkey",
    "PendingSignIn",
    "Portrait",
    "Post",
    "PostKind",
    "PostStatus",
    "PostTag",
    "Presence",
    "PreviewLink",
    "RecoveryCode",
    "Redirect",
    "RedirectKind",
    "ReviewRequest",
    "ReviewState",
    "Revision",
    "Role",
    "RoleGrant",
    "Schedule",
    "ScheduledVerb",
    "Seal",
    "SearchEntry",
    "SearchTag",
    "Setting",
    "SiteVersion",
    "SpentChallenge",
    "Tag",
    "Tally",
    "User",
    "Worker",
    "folded",
    "invitation_role",
    "now",
    "user_role",
]
