"""The audit of pinned packages: a vulnerability fails, and a source that keeps silent is named."""

import importlib.util
import json
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

SPEC = importlib.util.spec_from_file_location("audit", Path(__file__).parents[1] / "config" / "audit.py")
audit = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(audit)

SOUND = {"name": "flask", "version": "3.1.3", "vulns": []}
BAD = {"name": "jinja2", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}]}
SILENT = {"name": "flask", "skip_reason": "not found"}


@pytest.fixture
def answering(monkeypatch):
    """Let the sources answer so: one answer each."""

    def set_up(*answers):
        left = list(answers)

        def run(command, **_options):
            answer = left.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return SimpleNamespace(stdout=answer, returncode=0)

        monkeypatch.setattr(audit.subprocess, "run", run)

    return set_up


def said(*packages):
    return json.dumps({"dependencies": packages})


def test_a_known_vulnerability_fails_and_names_the_release_that_mends_it(answering, capsys):
    answering(said(SOUND, BAD))
    assert audit.search_advisories() == 1
    assert "jinja2 1.0: PYSEC-1; mended in 1.1" in capsys.readouterr().out


def test_sound_packages_pass(answering, capsys):
    answering(said(SOUND, SILENT))
    assert audit.search_advisories() == 0
    assert "1 of 2 pinned packages looked up, 0 known" in capsys.readouterr().out


def test_the_second_source_is_asked_when_the_first_keeps_silent(answering):
    answering(said(SILENT), said(BAD))
    assert audit.search_advisories() == 1


@pytest.mark.parametrize("silence", [said(SILENT), "", subprocess.TimeoutExpired("pip-audit", 1)])
def test_silence_is_named_and_passes_unless_an_answer_is_required(answering, capsys, monkeypatch, silence):
    answering(silence, silence)
    assert audit.search_advisories() == 0
    assert "NOTHING was looked up" in capsys.readouterr().out
    monkeypatch.setenv("CMS_AUDIT_REQUIRED", "1")
    answering(silence, silence)
    assert audit.search_advisories() == 1
