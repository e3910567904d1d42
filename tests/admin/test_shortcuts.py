"""The sheet of shortcuts: one list for the page and for the script, and only what is permitted."""

import re

import pytest

from cms.admin.shortcuts.catalogue import COMMENTS, FIND, GO, HELP, LISTS, TEXTS
from cms.paths import ROOT
from tests.admin.assertions import person

ROW = re.compile(r'<tr data-keys="([^"]+)" data-does="([^"]+)"(?: data-url="([^"]+)")?')


def keys_of(page):
    return {keys: url for keys, _does, url in ROW.findall(page)}


def test_every_screen_carries_the_sheet_once(client, db):
    person(client, "owner")
    for path in ("/admin/", "/admin/posts/new/", "/admin/shortcuts/"):
        page = client.get(path).text
        assert page.count("data-shortcuts>") == 1
        assert len(ROW.findall(page)) == len(keys_of(page)), "no two shortcuts share their keys"


@pytest.mark.parametrize("role", ["owner", "editor", "author", "contributor", "moderator"])
def test_every_shortcut_leads_where_the_person_may_go(client, db, role):
    person(client, role)
    keys = keys_of(client.get("/admin/shortcuts/").text)
    for url in filter(None, keys.values()):
        assert client.get(url).status_code == 200
    for screen, key in GO.items():
        if client.get(f"/admin/{screen}/").status_code == 403:
            assert f"g {key}" not in keys


def test_the_script_knows_how_to_do_everything_that_the_sheet_shows():
    script = (ROOT / "cms/static/js/admin/shortcuts.js").read_text(encoding="utf-8")
    acts = set(re.findall(r"^  (\w+): \(root", script, re.M))
    shown = {one.does for one in (FIND, HELP, *LISTS.shortcuts, *COMMENTS.shortcuts, *TEXTS.shortcuts)} | {
        "go"
    }
    assert shown - {"native"} == acts


def test_the_words_are_those_of_the_persons_language(client, db):
    someone = person(client, "owner")
    someone.locale = "de"
    db.session.commit()
    assert "Beiträge" in client.get("/admin/shortcuts/").text
