"""The form of a post or page: each save a revision, then perhaps a transition; nothing typed is ever lost."""

from collections.abc import Sequence
from typing import Any

from flask import g, make_response, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cms.actions import autosaving, merging, publishing, reviewing, saving, scheduling
from cms.actions.errors import Invalid, NotPossible, NotReady, Refused, Sentence, Stale
from cms.actions.planning import PUBLISH, planned
from cms.admin.base import actor
from cms.admin.base.moments import moment_text
from cms.admin.posts.autosaving import PostAutosavesView
from cms.admin.posts.desk import desk_of
from cms.admin.posts.editor import editor_words
from cms.admin.posts.form import begin_anew, content_from, filled, keep_author, sitting_of
from cms.admin.posts.presence import company_of
from cms.admin.posts.proofing import proofing_of
from cms.admin.posts.queries import writers_and_reviewers
from cms.admin.posts.rounds import last_reviewer
from cms.engines.settings import setting
from cms.extensions import db
from cms.models import Post, ReviewRequest, Revision, Schedule, User
from cms.rules.permissions import Permission, can
from cms.rules.workflow import PUBLICATION, REVIEW


class PostWritingView(PostAutosavesView):
    """The button that was pressed, `act`, says what happens after the save."""

    create_template = edit_template = "admin/posts/form.html"

    def create_form(self, obj: Any = None) -> Any:
        form = filled(self.form, None, self.continued(None), author=actor().id, reviewer=0)
        return self._with_people(form, actor())

    def edit_form(self, obj: Any = None) -> Any:
        newest = saving.newest_revision(obj)
        form = filled(self.form, newest, self.continued(obj), author=obj.author_id, reviewer=0)
        form.newest = newest
        keep_author(form, obj.author_id)
        return self._with_people(form, obj.author)

    def create(self, form: Any) -> Post:
        content, author = content_from(form), self._chosen_author(form)
        locale = setting("site_locale")
        post = saving.create(
            self.kind, content, by=actor(), locale=locale, author=author, note=form.note.data or ""
        )
        self._end_sitting(form)
        self._go_on(form, post)
        return post

    def update(self, form: Any, record: Post) -> None:
        content = content_from(form, saving.newest_revision(record))
        saved = merging.save(record, content, by=actor(), base=form.base.data, note=form.note.data or "")
        self._end_sitting(form)
        if saved.aside:
            # Both texts are safe before anything is asked.
            db.session.commit()
            raise KeptAside(saved.aside)
        g.united_with = saved.theirs
        author = self._chosen_author(form)
        if author and author.id != record.author_id:
            saving.hand_over(record, author, by=actor())
        self._go_on(form, record)

    def form_context(self, form: Any, record: Any) -> dict[str, Any]:
        # A first revision that is the newest: what the browser kept of the new post has arrived.
        made_here = self.draft_key(None) if record and record.version == 1 else None
        kept = {
            "draft_key": self.draft_key(record),
            "made_here": made_here,
            "editor_words": editor_words,
            **self.kept_context(form, record),
        }
        if record is None:
            return {**desk_of(self, None), **kept}
        desk = desk_of(self, record, getattr(form, "newest", None))
        _ask_again(form, desk["rounds"])
        return {**desk, **proofing_of(record, desk["newest"]), **company_of(record), **kept}

    def draft_key(self, record: Post | None) -> str:
        """Under which the browser keeps what this person types here until it is saved."""
        return f"{self.kind}-{record.id if record else 'new'}-{actor().id}"

    def conflict_page(self, form: Any, stale: Stale) -> ResponseReturnValue:
        if not isinstance(stale, KeptAside):
            return super().conflict_page(form, stale)
        aside = stale.revision
        return redirect(self.get_url(".merge_view", id=aside.post_id, mine=aside.number), 303)

    def unsaved(self, form: Any, obstacle: Refused | NotPossible) -> ResponseReturnValue:
        """What isn't ready to be published is saved already: the form goes on from the revision it made."""
        if not isinstance(obstacle, NotReady):
            return super().unsaved(form, obstacle)
        begin_anew(form, saving.newest_revision(obstacle.post))
        context = {**self.form_context(form, obstacle.post), "not_ready": obstacle}
        return make_response(
            self.render(self.edit_template, form=form, record=obstacle.post, model=obstacle.post, **context),
            409,
        )

    def saved_sentence(self, record: Post, is_created: bool = False) -> Sentence:
        if g.get("united_with"):
            return _united_sentence(g.united_with)
        act = _act()
        if act == "submit":
            return str(REVIEW[act].done % {"title": record.title})
        if act in ("publish", "schedule", "schedule_end"):
            return str(PUBLICATION[act].done % {"title": record.title})
        if coming := planned(record, PUBLISH):
            return self._coming_sentence(record, coming)
        if record.has_changes:
            return _("Your changes are saved. Readers see them once you publish them.")
        return super().saved_sentence(record, is_created)

    def get_save_return_url(self, model: Any, is_created: bool = False) -> str:
        return self.row_url(model)

    def _end_sitting(self, form: Any) -> None:
        """What was kept by itself is in a revision now."""
        autosaving.forget(sitting_of(form), by=actor())
        autosaving.forget_old(by=actor())

    def _go_on(self, form: Any, post: Post) -> None:
        """What the button asked for beyond saving. A text that isn't ready for it is kept all the same."""
        try:
            with db.session.begin_nested():
                self._carry_out(form, post)
        except NotReady:
            db.session.commit()
            raise

    def _carry_out(self, form: Any, post: Post) -> None:
        act, override = _act(), form.override.data or ""
        if act == "publish":
            publishing.publish(post, by=actor(), override=override)
        elif act == "submit":
            reviewer = db.session.get(User, form.reviewer.data) if form.reviewer.data else None
            reviewing.submit(post, by=actor(), note=form.note.data or "", reviewer=reviewer)
        elif act == "schedule":
            if form.at.data is None:
                raise Invalid({"at": _("Choose when it shall be published.")})
            publishing.schedule(post, form.at.data, by=actor(), override=override)
        elif act == "schedule_end":
            if form.until.data is None:
                raise Invalid({"until": _("Choose when it shall be taken offline.")})
            scheduling.schedule_end(post, form.until.data, by=actor())

    def _coming_sentence(self, post: Post, coming: Schedule) -> str:
        """Which revision the schedule means after the save."""
        moment = moment_text(coming.at)
        if coming.version == post.version:
            return _("Saved. The schedule means this revision now: it appears %(moment)s.", moment=moment)
        return _(
            "Saved. The schedule still means revision %(number)d, which was chosen for %(moment)s.",
            number=coming.version,
            moment=moment,
        )

    def _with_people(self, form: Any, present: User) -> Any:
        """Who can be asked for a review; and only who reviews may say that somebody else is the author."""
        authors, all_reviewers = writers_and_reviewers(self.kind)
        others = [person for person in all_reviewers if person.id != actor().id]
        form.reviewer.choices = [(0, _("Whoever may review")), *((it.id, it.display_name) for it in others)]
        if not can(actor(), Permission(f"{self.kind}.review")):
            del form.author
            return form
        people = {person.id: person for person in (present, *authors)}
        form.author.choices = [(key, person.display_name) for key, person in people.items()]
        return form

    def _chosen_author(self, form: Any) -> User | None:
        return db.session.get(User, form.author.data) if "author" in form else None


def _ask_again(form: Any, rounds: Sequence[ReviewRequest]) -> None:
    """Unless something was chosen, whoever was asked last stands there."""
    reviewer = last_reviewer(rounds)
    if not form.reviewer.raw_data and reviewer in dict(form.reviewer.choices):
        form.reviewer.data = reviewer


class KeptAside(Stale):
    """Both changed the same. `revision` holds what this person typed."""


def _united_sentence(theirs: Revision) -> str:
    name = theirs.author.display_name if theirs.author else _("the system")
    return _("Saved, together with what %(name)s had saved since you opened it.", name=name)


def _act() -> str:
    return request.form.get("act", "save")
