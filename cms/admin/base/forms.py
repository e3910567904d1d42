"""The base of the back office's forms."""

from collections.abc import Mapping
from typing import Any

from flask_admin.form import BaseForm
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import Field, StringField, ValidationError

from cms.actions.errors import Sentence
from cms.tools.html import has_controls

MISSING = _l("Fill this in.")
UNSTORABLE = _l("This holds characters that can't be stored. Remove them and save again.")


class AdminForm(BaseForm):
    """Refuses text that no database holds; takes in an action's sentences beside its fields."""

    def process(self, formdata: Any = None, *args: Any, **kwargs: Any) -> None:
        """As WTForms does, but a text that was not sent is empty, also where a file was sent instead."""
        super().process(_texts_of(formdata), *args, **kwargs)
        for field in self:
            if isinstance(field, StringField) and field.data is None:
                field.data = ""

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        for field in self:
            if isinstance(field, StringField) and has_controls(str(field.data or "")):
                field.errors = [*field.errors, UNSTORABLE]
                valid = False
        return valid

    def complain(self, errors: Mapping[str, Sentence]) -> None:
        """Show each sentence at its field, or above the form when there is no such field."""
        for name, sentence in errors.items():
            field = self._fields.get(name)
            if field is None:
                self.form_errors.append(sentence)
            else:
                field.errors = [*field.errors, sentence]


def _texts_of(formdata: Any) -> Any:
    if not formdata:
        return formdata
    pairs = formdata.items(multi=True)
    return MultiDict((name, value) for name, value in pairs if isinstance(value, str))


class Given:
    """Something must be typed."""

    field_flags = {"required": True}

    def __init__(self, sentence: Sentence = MISSING) -> None:
        self.sentence = sentence

    def __call__(self, form: BaseForm, field: Field) -> None:
        if not (field.data or "").strip():
            raise ValidationError(str(self.sentence))


class AtMost:
    """Not longer than so many characters; the browser knows it too."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.field_flags = {"maxlength": most}

    def __call__(self, form: BaseForm, field: Field) -> None:
        count = len(field.data or "")
        if count > self.most:
            raise ValidationError(
                _("Shorten this to %(most)s characters; it has %(count)s.", most=self.most, count=count)
            )


def lines_unified(text: str | None) -> str:
    """Browsers send CRLF; what is stored and compared has plain line ends."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n")
