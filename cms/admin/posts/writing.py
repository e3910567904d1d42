"""The form of a post or page: each save a revision, then perhaps a transition; nothing typed is ever lost."""

from typing import Any

from flask import g, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cms.actions import merging, publishing, reviewing, saving, scheduling
from cms.actions.errors import Invalid, Sentence, Stale
from cms.actions.planning import PUBLISH, planned
from cms.admin.base import AdminForm, actor
from cms.admin.base.moments import moment_text
from cms.admin.posts.desk import desk_of
from cms.admin.posts.form import content_from, filled
from cms.admin.posts.moving import PostMovesView
from cms.admin.posts.queries import writers
from cms.engines.settings import setting
from cms.extensions import db
from cms.models import Post, Revision, Schedule, User
from cms.rules.permissions import Permission, can
from cms.rules.workflow import PUBLICATION, REVIEW


class PostWritingView(PostMovesView):
    """The button that was pressed, `act`, says what happens after the save."""

    form: type[AdminForm]
    create_template = edit_template = "admin/posts/form.html"

    def create_form(self, obj: Any = None) -> Any:
        return self._with_authors(filled(self.form, None, author=actor().id), actor())

    def edit_form(self, obj: Any = None) -> Any:
        form = filled(self.form, saving.newest_revision(obj), author=obj.author_id)
        return self._with_authors(form, obj.author)

    def create(self, form: Any) -> Post:
        content, author = content_from(form), self._chosen_author(form)
        locale = setting("site_locale")
        post = saving.create(
            self.kind, content, by=actor(), locale=locale, author=author, note=form.note.data or ""
        )
        self._go_on(form, post)
        return post

    def update(self, form: Any, record: Post) -> None:
        content = content_from(form, saving.newest_revision(record))
        saved = merging.save(record, content, by=actor(), base=form.base.data, note=form.note.data or "")
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
        return {**desk_of(self, record), "draft_key": self.draft_key(record), "made_here": made_here}

    def draft_key(self, record: Post | None) -> str:
        """Under which the browser keeps what this person types here until it is saved."""
        return f"{self.kind}-{record.id if record else 'new'}-{actor().id}"

    def conflict_page(self, form: Any, stale: Stale) -> ResponseReturnValue:
        if not isinstance(stale, KeptAside):
            return super().conflict_page(form, stale)
        aside = stale.revision
        return redirect(self.get_url(".merge_view", id=aside.post_id, mine=aside.number), 303)

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

    def _go_on(self, form: Any, post: Post) -> None:
        """What the button asked for beyond saving."""
        act = _act()
        if act == "publish":
            publishing.publish(post, by=actor())
        elif act == "submit":
            reviewing.submit(post, by=actor(), note=form.note.data or "")
        elif act == "schedule":
            if form.at.data is None:
                raise Invalid({"at": _("Choose when it shall be published.")})
            publishing.schedule(post, form.at.data, by=actor())
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

    def _with_authors(self, form: Any, present: User) -> Any:
        """Only who reviews may say that somebody else is the author."""
        if not can(actor(), Permission(f"{self.kind}.review")):
            del form.author
            return form
        people = {person.id: person for person in (present, *writers())}
        form.author.choices = [(key, person.display_name) for key, person in people.items()]
        return form

    def _chosen_author(self, form: Any) -> User | None:
        return db.session.get(User, form.author.data) if "author" in form else None


class KeptAside(Stale):
    """Both changed the same. `revision` holds what this person typed."""


def _united_sentence(theirs: Revision) -> str:
    name = theirs.author.display_name if theirs.author else _("the system")
    return _("Saved, together with what %(name)s had saved since you opened it.", name=name)


def _act() -> str:
    return request.form.get("act", "save")
