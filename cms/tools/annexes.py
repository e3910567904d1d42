"""Footnotes and tasks of a stored body, as those who listen to a page need them told."""

import html
import re
from dataclasses import dataclass

# As the editor writes them; what was written otherwise stays as it is.
_SIGN = re.compile(r'<a (href="#fn-[0-9]+" id="fnref-[0-9]+(?:-[0-9]+)?")>')
_BACK = re.compile(r'<a href="#fnref-([0-9]+)">↩</a>')
_NOTES = re.compile(r'<section class="footnotes">')
_TASK = re.compile(r'(<li(?: class="done")?>(?:<p>)?)([☑☐]) ')


@dataclass(frozen=True)
class AnnexWords:
    """What is read out; `back` has a place for the number of the note as %(number)s."""

    notes: str
    back: str
    done: str
    open: str


def told(markup: str, words: AnnexWords) -> str:
    """Sanitised HTML with roles for footnotes, and the states of tasks in words."""
    if "footnotes" in markup:
        markup = _SIGN.sub(r'<a role="doc-noteref" \1>', markup)
        markup = _NOTES.sub(
            f'<section class="footnotes" role="doc-endnotes" aria-label="{html.escape(words.notes)}">', markup
        )
        markup = _BACK.sub(lambda back: _back(back[1], words.back), markup)
    return _TASK.sub(lambda task: _task(task, words), markup) if 'class="tasks"' in markup else markup


def _back(number: str, sentence: str) -> str:
    label = html.escape(sentence % {"number": number})
    return f'<a href="#fnref-{number}" role="doc-backlink" aria-label="{label}">↩</a>'


def _task(task: re.Match[str], words: AnnexWords) -> str:
    label = words.done if task[2] == "☑" else words.open
    return f'{task[1]}<span class="task" role="img" aria-label="{html.escape(label)}">{task[2]}</span> '
