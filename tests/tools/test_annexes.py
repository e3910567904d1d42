"""Footnotes and tasks as those who listen hear of them."""

import pytest

from cms.tools.annexes import AnnexWords, told
from cms.tools.html import sanitise

WORDS = AnnexWords(notes='Foot"notes', back="Back to %(number)s", done="Done", open="To do")
FEET = (
    '<p>a<sup><a href="#fn-1" id="fnref-1">1</a></sup></p>'
    '<section class="footnotes"><ol><li id="fn-1"><p>b <a href="#fnref-1">↩</a></p></li></ol></section>'
)
TASKS = '<ul class="tasks"><li class="done">☑ a</li><li><p>☐ b</p></li></ul>'


def test_footnotes_get_their_roles():
    shown = told(FEET, WORDS)
    assert '<a role="doc-noteref" href="#fn-1" id="fnref-1">1</a>' in shown
    assert '<section class="footnotes" role="doc-endnotes" aria-label="Foot&quot;notes">' in shown
    assert '<a href="#fnref-1" role="doc-backlink" aria-label="Back to 1">↩</a>' in shown


def test_the_states_of_tasks_are_told_in_words():
    shown = told(TASKS, WORDS)
    assert '<li class="done"><span class="task" role="img" aria-label="Done">☑</span> a</li>' in shown
    assert '<li><p><span class="task" role="img" aria-label="To do">☐</span> b</p></li>' in shown


@pytest.mark.parametrize("markup", [FEET, TASKS])
def test_what_is_stored_passes_the_allow_list_unchanged(markup):
    assert sanitise(markup) == markup


@pytest.mark.parametrize("markup", ["<ul><li>☑ a</li></ul>", '<p>footnotes <a href="#fn">x</a></p>'])
def test_anything_else_stays_as_it_is(markup):
    assert told(markup, WORDS) == markup
