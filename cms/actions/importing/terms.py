"""Foreign categories and tags as tags."""

from urllib.parse import unquote

from flask_babel import gettext as _
from sqlalchemy import select

from cms.actions.content import LONGEST_TAG, MOST_TAGS
from cms.actions.importing.job import Job
from cms.actions.importing.report import Report
from cms.actions.tagging import create_tag
from cms.extensions import db
from cms.models import Tag, folded
from cms.tools.html import text_of, without_controls
from cms.tools.slugs import slug_of
from cms.tools.wordpress_records import Term

_BECOME_TAGS = ("category", "post_tag")
_LONGEST_SLUG, _LONGEST_DESCRIPTION = 110, 500


class Terms:
    """The vocabulary of one export. Terms of the same slug or the same name become one tag."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._made: set[int] = set()
        self._counted: set[str] = set()

    def meet(self, term: Term, report: Report) -> None:
        """Make the tag unless this term came in before: then editors may have renamed or deleted it."""
        self._counted.add(_key(term))
        if self.job.record_id("tag", _key(term)):
            report.present("tag")
        else:
            self._become(term, report)

    def tag_names(self, terms: tuple[Term, ...], report: Report) -> tuple[str, ...]:
        """The names of a post's tags, made where they are missing."""
        self.count(terms, report)
        ours = [term for term in terms if term.taxonomy in _BECOME_TAGS]
        tags = [self._known(term) or self._become(term, report) for term in ours]
        return tuple(dict.fromkeys(tag.name for tag in tags if tag))[:MOST_TAGS]

    def count(self, terms: tuple[Term, ...], report: Report) -> None:
        """Count each term once that only posts name."""
        for term in terms:
            if _key(term) in self._counted:
                continue
            self._counted.add(_key(term))
            if term.taxonomy not in _BECOME_TAGS:
                report.skipped("term", _("only categories and tags have a counterpart here"))
            elif self.job.record_id("tag", _key(term)):
                report.present("tag")

    def _become(self, term: Term, report: Report) -> Tag | None:
        name = _name(term)
        if not name:
            report.skipped("tag", _("it has no name"))
            return None
        tag = _alike(term)
        if tag is None:
            tag = self._make(term, name)
            report.imported("tag")
        elif tag.id in self._made:
            report.skipped("tag", _("joined with the tag of the same name"))
        else:
            report.present("tag")
        self.job.remember("tag", _key(term), tag.id)
        return tag

    def _make(self, term: Term, name: str) -> Tag:
        description = without_controls(text_of(term.description))[:_LONGEST_DESCRIPTION]
        tag = create_tag(name, by=self.job.by, slug=_slug(term), description=description)
        self._made.add(tag.id)
        return tag

    def _known(self, term: Term) -> Tag | None:
        tag_id = self.job.record_id("tag", _key(term))
        return (db.session.get(Tag, tag_id) if tag_id else None) or _alike(term)


def _key(term: Term) -> str:
    return f"{term.taxonomy}/{term.slug}"


def _name(term: Term) -> str:
    return " ".join(without_controls(text_of(term.name) or unquote(term.slug)).split())[:LONGEST_TAG].strip()


def _slug(term: Term) -> str:
    return slug_of(unquote(term.slug), "")[:_LONGEST_SLUG].strip("-")


def _alike(term: Term) -> Tag | None:
    by_slug = db.session.scalars(select(Tag).where(Tag.slug == _slug(term))).one_or_none()
    return by_slug or db.session.scalars(select(Tag).where(Tag.key == folded(_name(term)))).one_or_none()
