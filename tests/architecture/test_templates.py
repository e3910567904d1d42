"""Templates hold no script, no style, no untranslated word, and nothing unescaped by accident."""

import ast
import re
from pathlib import Path

import flask_admin
import flask_security
import pytest
from jinja2 import nodes

from tests.architecture.markup import literal, parsed, plain_words, source, template_names, unescaped
from tests.architecture.sources import modules

# Words that are the same in every language.
UNTRANSLATED: set[str] = set()
# What is HTML already, cleaned on its way into the database: (template, expression).
UNESCAPED = {
    ("site/_comments.html", "comment.body"),
    ("site/comment_withdrawal.html", "comment.body"),
    ("site/_comment_form.html", "shown"),
    ("site/comment_confirm.html", "shown"),
    # The frame of a translated sentence; the address that goes into it is escaped.
    ("security/change_email.html", "'<bdi dir=\"ltr\">%s</bdi>'"),
}
# Modules that make markup in Python, each with its reason.
MARKUP_IN_PYTHON = {
    "cms.admin.posts.preview": "a post's body, sanitised by its column type",
    "cms.site.layout": "a post's body, sanitised by its column type",
    "cms.tools.snippets": "escapes a passage, then marks the words found in it",
}

# A block of data is no script: browsers neither run it nor ask the policy about it.
DATA = r"(?! type=\"application/ld\+json\">)"
INLINE = re.compile(
    rf"<style\b|\sstyle\s*=|\son[a-z]+\s*=|javascript:|<script\b{DATA}(?![^>]*\bsrc=)[^>]*>\s*[^<\s]",
    re.IGNORECASE,
)
FROM_ELSEWHERE = re.compile(
    r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)\s*=\s*[\"']?(?:https?:)?//", re.IGNORECASE
)
PACKAGES = [Path(package.__file__).parent / "templates" for package in (flask_admin, flask_security)]
html_names = [name for name in template_names() if name.endswith(".html")]


@pytest.mark.parametrize("name", html_names)
def test_no_script_and_no_style_is_inline(name):
    # A page is one string to the browser's policy; what a mail client shows is not under it.
    if not name.startswith("mail/"):
        assert INLINE.findall(literal(name)) == []


@pytest.mark.parametrize("name", html_names)
def test_nothing_is_loaded_from_elsewhere(name):
    assert FROM_ELSEWHERE.findall(literal(name)) == []


@pytest.mark.parametrize("name", template_names())
def test_every_word_is_translated(name):
    assert [words for words in plain_words(name) if words not in UNTRANSLATED] == []


def test_only_cleaned_html_is_left_unescaped():
    assert {(name, what) for name in template_names() for what in unescaped(name)} == UNESCAPED


def test_no_template_switches_escaping_off():
    assert [name for name in template_names() if re.search(r"autoescape\s+false", source(name))] == []


def test_markup_is_made_in_templates():
    makers = {
        module.name
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Markup"
    }
    assert makers == set(MARKUP_IN_PYTHON)


def test_every_template_is_used():
    named = {constant for module in modules() for constant in constants(module)}
    named |= {const.value for name in template_names() for const in parsed(name).find_all(nodes.Const)}
    # A mail is named once for its text and its HTML.
    unused = [name for name in template_names() if not {name, name.rpartition(".")[0]} & named]
    unused = [name for name in unused if not overrides_a_package(name)]
    assert unused == []


def constants(module):
    return {node.value for node in ast.walk(module.tree) if isinstance(node, ast.Constant)}


def overrides_a_package(name):
    return any((folder / name).exists() for folder in PACKAGES)
