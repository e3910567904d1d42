"""Import a WordPress export: read it record by record, keep each whole or not at all."""

import logging
from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import DBAPIError

from cms.actions.errors import Invalid, NotPossible
from cms.actions.importing.job import Job
from cms.actions.importing.people import People
from cms.actions.importing.pictures import Pictures, pictures_in
from cms.actions.importing.posts import bring_post
from cms.actions.importing.report import Report
from cms.actions.importing.terms import Terms
from cms.extensions import db
from cms.models import PostKind
from cms.tools.wordpress_records import Author, Item, Record, Site, Term
from cms.tools.wxr import read
from cms.tools.wxr_stream import LenientStream

log = logging.getLogger(__name__)

_THEME = _l("belongs to the WordPress theme")
_LEFT_BEHIND = {
    "attachment": _l("media files stay at their old address"),
    "nav_menu_item": _l("menus are arranged anew here"),
    "revision": _l("only the present text comes in"),
    "custom_css": _THEME,
    "customize_changeset": _THEME,
    "wp_global_styles": _THEME,
    "wp_navigation": _THEME,
    "wp_template": _THEME,
    "wp_template_part": _THEME,
}


def import_wordpress(stream: LenientStream, report: Report, *, by: Any, commit: Callable[[], None]) -> None:
    """Bring in posts, pages, comments, people, tags and redirects, counting in `report`.

    Commits after every record, so a run that breaks off keeps what it has done, and the next one goes on.
    Raises UnreadableExport, or Refused when the person may not create what comes in.
    """
    visitor: _Import | None = None
    pictures = pictures_in(stream)
    for record in read(stream):
        if isinstance(record, Site):
            visitor = _Import(record, report, by, pictures)
        elif visitor:
            visitor.take(record)
        commit()


class _Import:
    def __init__(self, site: Site, report: Report, by: Any, pictures: Pictures) -> None:
        self.report = report
        self.job = Job(source=(site.url or site.title or "wordpress")[:255], by=by, pictures=pictures)
        self.people = People(self.job)
        self.terms = Terms(self.job)

    def take(self, record: Record) -> None:
        """Keep the record and all that hangs on it, or nothing of it and say why."""
        within = Report()
        try:
            with db.session.begin_nested():
                self._bring(record, within)
        except (Invalid, NotPossible, DBAPIError) as error:
            within = Report()
            within.skipped(_kind(record), _reason(error))
        self.report.add(within)

    def _bring(self, record: Record, report: Report) -> None:
        if isinstance(record, Author):
            self.people.meet(record, report)
        elif isinstance(record, Term):
            self.terms.meet(record, report)
        elif isinstance(record, Item) and record.type in tuple(PostKind):
            bring_post(record, self.job, self.people, self.terms, report)
        else:
            kind = _kind(record)
            report.skipped(kind, str(_LEFT_BEHIND.get(kind, _l("this kind of content has no place here"))))


def _kind(record: Record) -> str:
    if isinstance(record, Item):
        return record.type or "?"
    return "user" if isinstance(record, Author) else "tag"


def _reason(error: Exception) -> str:
    if isinstance(error, Invalid):
        return " ".join(str(sentence) for sentence in error.errors.values())
    if isinstance(error, NotPossible):
        return str(error)
    log.error("A record could not be stored.", exc_info=error)
    return _("the database refused it; the log says why")
