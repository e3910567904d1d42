"""The command line as a whole: what it offers, and that it helps before anything is set up."""

from click.testing import CliRunner

from cms.cli import COMMANDS, commands


def test_help_names_our_commands_alone_and_needs_no_installation(tmp_path, monkeypatch):
    monkeypatch.setenv("CMS_INSTANCE", str(tmp_path / "nothing"))
    monkeypatch.setenv("CMS_ENV", "production")
    answer = CliRunner().invoke(commands, ["--help"])
    assert answer.exit_code == 0
    assert "CMS_SECRET_KEY" not in answer.output
    listed = answer.output.partition("Commands:")[2].splitlines()
    assert {line.split()[0] for line in listed if line.strip()} == {command.name for command in COMMANDS}


def test_commands_of_extensions_that_go_past_the_actions_are_not_offered():
    for name in ("users", "roles"):
        answer = CliRunner().invoke(commands, [name, "create", "x@example.com"])
        assert answer.exit_code == 2
        assert "No such command" in answer.output
