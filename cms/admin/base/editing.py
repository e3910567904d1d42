"""Forms: new, edit, details, delete. Every change is an action's; the screen commits once."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, make_response, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin.base import expose
from flask_admin.helpers import is_form_submitted
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from cms.actions.errors import Invalid, NotPossible, Refused, Sentence, Stale
from cms.admin.base.bulk import BulkView
from cms.admin.base.buttons import Tab
from cms.admin.base.forms import AdminForm
from cms.extensions import db


class EditingView(BulkView):
    """Its subclass gives `form` and those verbs, create(), update(), delete(), that its screen has."""

    create_template = "admin/model/form.html"
    edit_template = "admin/model/form.html"
    details_template = "admin/model/details.html"
    delete_template = "admin/model/confirm.html"
    form: type[AdminForm] | None = AdminForm
    # Sentences for values that must be unique, by the column's name.
    taken: dict[str, Sentence] = {}

    # Inline edits of a list would go past the actions and their checks.
    ajax_update = None

    def create(self, form: Any) -> Any:
        """Call the action that makes a record of what was typed, and answer with it."""
        abort(404)

    def update(self, form: Any, record: Any) -> Any:
        """Call the action that changes the record."""
        abort(404)

    def delete(self, record: Any) -> None:
        """Call the action that deletes the record."""
        abort(404)

    def check_deletable(self, record: Any) -> None:
        """Raise NotPossible when something must happen before a delete, so that nobody is asked in vain."""

    def consequences(self, record: Any) -> list[str]:
        """What a delete takes along, as sentences for the page that asks first."""
        return []

    def record_tabs(self, record: Any) -> list[Tab]:
        """The pages of one record, where a screen has more than its details and its form."""
        return []

    def form_context(self, form: Any, record: Any) -> dict[str, Any]:
        """What a subclass's form template needs beyond form and record."""
        return {}

    @expose("/new/", methods=("GET", "POST"))
    def create_view(self) -> ResponseReturnValue:
        self.require("create")
        form = self.create_form()
        if not is_form_submitted():
            return self.form_page(form)
        try:
            record = self.create_model(form) if form.validate() else None
        except (NotPossible, Refused) as obstacle:
            return self.unsaved(form, obstacle)
        if record is None:
            return self.form_page(form, code=422)
        flash(self.saved_sentence(record, is_created=True), "success")
        return redirect(self.get_save_return_url(record, is_created=True))

    @expose("/edit/", methods=("GET", "POST"))
    def edit_view(self) -> ResponseReturnValue:
        record = self.wanted()
        self.require("edit", record)
        form = self.edit_form(obj=record)
        if not is_form_submitted():
            return self.form_page(form, record)
        try:
            saved = form.validate() and self.update_model(form, record)
        except Stale as stale:
            return self.conflict_page(form, stale)
        except (NotPossible, Refused) as obstacle:
            return self.unsaved(form, obstacle)
        if not saved:
            return self.form_page(form, self.wanted(), 422)
        flash(self.saved_sentence(record), "success")
        return redirect(self.get_save_return_url(record))

    @expose("/details/")
    def details_view(self) -> ResponseReturnValue:
        return self.render(self.details_template, **self.details_context(self.wanted()))

    def details_context(self, record: Any) -> dict[str, Any]:
        """What the details template is given; a subclass adds to it."""
        return {
            "record": record,
            "model": record,
            "details_columns": self._details_columns,
            "get_value": self.get_detail_value,
            "row_buttons": self.row_buttons,
        }

    @expose("/delete/", methods=("GET", "POST"))
    def delete_view(self) -> ResponseReturnValue:
        record = self.wanted()
        self.require("delete", record)
        if request.method != "POST":
            self.check_deletable(record)
            consequences = self.consequences(record)
            return self.render(self.delete_template, record=record, consequences=consequences)
        name = str(record)
        self.delete_model(record)
        flash(_("“%(name)s” is deleted.", name=name), "success")
        return redirect(self.get_url(".index_view"))

    def create_model(self, form: Any) -> Any:
        return self.attempt(form, lambda: self.create(form))

    def update_model(self, form: Any, model: Any) -> bool:
        return self.attempt(form, lambda: self.update(form, model) or model) is not None

    def delete_model(self, model: Any) -> bool:
        self.delete(model)
        db.session.commit()
        return True

    def attempt(self, form: Any, work: Callable[[], Any]) -> Any:
        """Do it and commit; None when what was typed can't be kept, with the reasons in the form."""
        try:
            result = work()
            db.session.commit()
            return result
        except Invalid as fault:
            db.session.rollback()
            form.complain(fault.errors)
        except IntegrityError as clash:
            db.session.rollback()
            form.complain(self.clash(clash))
        return None

    def clash(self, error: IntegrityError) -> dict[str, Sentence]:
        """A sentence for a value that somebody else took at the same moment."""
        said = str(error.orig).lower()
        for name, sentence in self.taken.items():
            if f".{name}" in said or f"_{name}" in said or f"({name})" in said:
                return {name: sentence}
        return {"": _("Somebody changed the same thing at the same moment. Look at it again and save again.")}

    def saved_sentence(self, record: Any, is_created: bool = False) -> Sentence:
        """What is said above the next page."""
        if is_created:
            return _("“%(name)s” is created.", name=record)
        return _("“%(name)s” is saved.", name=record)

    def unsaved(self, form: Any, obstacle: Refused | NotPossible) -> ResponseReturnValue:
        """The form again with everything that was typed, and the reason."""
        db.session.rollback()
        code, sentence = (403, obstacle.reason) if isinstance(obstacle, Refused) else (409, str(obstacle))
        form.complain({"": sentence})
        record = self.wanted() if "id" in request.args else None
        return self.form_page(form, record, code)

    def conflict_page(self, form: Any, stale: Stale) -> ResponseReturnValue:
        """Somebody saved since the form was opened."""
        return self.unsaved(form, stale)

    def form_page(self, form: Any, record: Any = None, code: int = 200) -> ResponseReturnValue:
        """The page with the form, for a new record or this one."""
        template = self.create_template if record is None else self.edit_template
        context = self.form_context(form, record)
        return make_response(self.render(template, form=form, record=record, model=record, **context), code)

    def get_save_return_url(self, model: Any, is_created: bool = False) -> str:
        return self.get_url(".edit_view", id=self.get_pk_value(model))

    def scaffold_form(self) -> type[AdminForm]:
        # A form derived from the columns would offer whatever a column holds; ours are written out.
        return AdminForm
