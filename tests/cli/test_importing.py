"""`cms import wordpress`: its table, and the sentence for each file that is no export."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy import func, select

from cms.cli.importing import importing
from cms.models import Post
from tests.wxr import comment, export, item

Command = Callable[[Path], Result]


@pytest.fixture
def command(app: Flask, db: Any) -> Command:
    info = ScriptInfo(create_app=lambda: app)
    return lambda file: CliRunner().invoke(importing, ["wordpress", str(file)], obj=info)


def row(result: Result, kind: str) -> list[int]:
    """The figures behind a kind: found, imported, already there."""
    line = next(line for line in result.stdout.splitlines() if line.startswith(kind))
    return [int(figure) for figure in re.findall(r"\d+", line)[:3]]


def test_the_table_counts_what_came_in_and_then_what_is_there(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "export.xml"
    file.write_bytes(
        export(item(1, comment(1), comment(2, type="pingback")), item(2, post_type="attachment"))
    )
    first, second = command(file), command(file)
    assert first.exit_code == second.exit_code == 0
    assert (row(first, "Posts"), row(second, "Posts")) == ([1, 1, 0], [1, 0, 1])
    assert (row(first, "Comments"), row(second, "Comments")) == ([2, 1, 0], [2, 0, 1])
    assert "1: pingback, not a comment" in first.stdout
    assert "1: media files stay at their old address" in first.stdout


def test_what_stands_in_a_file_is_not_markup_of_the_console(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "export.xml"
    file.write_bytes(export(item(1, post_type="[red]odd[/nothing]")))
    assert "[red]odd[/nothing]" in command(file).stdout


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "There is no file"),
        (b"Just text", "not well-formed XML"),
        (b"<rss><channel/></rss>", "not a WordPress export"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><rss>&a;</rss>', "document type declaration"),
    ],
)
def test_what_cannot_be_read_ends_with_one_sentence(
    command: Command, tmp_path: Path, content: bytes | None, words: str
) -> None:
    file = tmp_path / "file.xml"
    if content is not None:
        file.write_bytes(content)
    result = command(file)
    assert result.exit_code == 1
    errors = [line for line in result.stderr.splitlines() if line.startswith("Error:")]
    assert len(errors) == 1
    assert words in errors[0]
    assert "Traceback" not in result.output


def test_a_folder_is_no_export(command: Command, tmp_path: Path) -> None:
    result = command(tmp_path)
    assert result.exit_code == 1
    assert "can't be read" in result.stderr


def test_a_file_that_breaks_off_still_shows_what_came_in(command: Command, tmp_path: Path, db: Any) -> None:
    file = tmp_path / "export.xml"
    file.write_bytes(export(item(1), item(2))[:-60])
    result = command(file)
    assert result.exit_code == 1
    assert row(result, "Posts") == [1, 1, 0]
    assert db.session.scalar(select(func.count()).select_from(Post)) == 1
