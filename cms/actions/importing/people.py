"""Foreign authors as inactive users, who may claim their accounts later."""

from uuid import uuid4

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _
from sqlalchemy import select

from cms.actions.checks import require
from cms.actions.identity import LONGEST_EMAIL, LONGEST_HANDLE, LONGEST_NAME
from cms.actions.importing.job import Job
from cms.actions.importing.report import Report
from cms.actions.recording import record
from cms.extensions import db
from cms.models import User
from cms.rules.permissions import Permission
from cms.tools.html import text_of, without_controls
from cms.tools.slugs import first_free, slug_of
from cms.tools.wordpress_records import Author, ForeignComment

_LONGEST_HANDLE = LONGEST_HANDLE - 5  # leaves room for a number behind it
# Nobody can receive mail there, so nobody can claim the account without an owner's help.
_NO_ADDRESS = "wordpress.invalid"


class People:
    """The authors of one export."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._logins: dict[str, str] = {}

    def meet(self, author: Author, report: Report) -> User:
        """The user for this author: the one who came in before, the one with the address, or a new one."""
        require(self.job.by, Permission.USER_CREATE)
        email = _address(author)
        if email:
            self._logins[email] = author.login
        user = self._known(author.login) or _with_email(email)
        if user:
            report.present("user")
        else:
            user = self._add(author, email)
            report.imported("user")
        self.job.remember("user", _key(author.login), user.id)
        return user

    def named(self, login: str, report: Report) -> User:
        """The user for the author of a post; a login that the file does not introduce makes one, too."""
        return self._known(login) or self.meet(Author(login, "", login or _("Unknown author")), report)

    def behind(self, comment: ForeignComment) -> User | None:
        """The author who wrote the comment while signed in. A guest may type anybody's address."""
        if comment.user_id in ("", "0"):
            return None
        login = self._logins.get(comment.email.lower())
        return None if login is None else self._known(login)

    def _known(self, login: str) -> User | None:
        user_id = self.job.record_id("user", _key(login))
        return db.session.get(User, user_id) if user_id else None

    def _add(self, author: Author, email: str) -> User:
        handle = first_free(slug_of(author.login, "author")[:_LONGEST_HANDLE].strip("-"), _handle_taken)
        user = User(
            email=email or first_free(f"{handle}@{_NO_ADDRESS}", lambda free: bool(_with_email(free))),
            handle=handle,
            name=without_controls(text_of(author.name))[:LONGEST_NAME],
            active=False,
            fs_uniquifier=uuid4().hex,
        )
        db.session.add(user)
        record("user.import", user, by=self.job.by, after={"source": self.job.source, "login": author.login})
        return user


def _key(login: str) -> str:
    return login.casefold()


def _address(author: Author) -> str:
    """As addresses are stored here; empty for what is none."""
    try:
        valid = validate_email(author.email, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return ""
    return valid.normalized.lower() if len(valid.normalized) <= LONGEST_EMAIL else ""


def _with_email(email: str) -> User | None:
    return db.session.scalars(select(User).where(User.email == email)).one_or_none() if email else None


def _handle_taken(handle: str) -> bool:
    return db.session.scalar(select(User.id).where(User.handle == handle)) is not None
