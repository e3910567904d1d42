"""Why an action did not happen; each carries a sentence for the person."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from cms.models import Post, Revision
from cms.rules.decisions import Decision

Sentence: TypeAlias = str | LazyString


class Refused(Exception):
    """The person may not do it. `reason` says why, `decision` what it would take, where a rule decided."""

    def __init__(self, why: Sentence | Decision) -> None:
        super().__init__(why)
        self.decision = why if isinstance(why, Decision) else None
        self.reason: Sentence = why.reason if isinstance(why, Decision) else why


class NotPossible(Exception):
    """Nobody could do it now: the record is in another state."""

    def __str__(self) -> str:
        return str(self.args[0])


class Invalid(Exception):
    """What was typed can't be kept as it is: a sentence for each field."""

    def __init__(self, errors: Mapping[str, Sentence]) -> None:
        super().__init__(errors)
        self.errors = dict(errors)


class Stale(NotPossible):
    """Somebody saved since the form was opened. `revision` is the newest one."""

    def __init__(self, revision: Revision) -> None:
        super().__init__(_l("Somebody saved this text after you opened it. Nothing of yours was saved yet."))
        self.revision = revision


class NotReady(NotPossible):
    """The text can't be published as it is. `faults` say what to mend, if it is the text's fault."""

    def __init__(self, post: Post, sentence: Sentence, faults: Sequence[Sentence] = ()) -> None:
        super().__init__(" ".join(map(str, (sentence, *faults))))
        self.post, self.sentence, self.faults = post, sentence, tuple(faults)
