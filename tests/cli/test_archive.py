"""A backup file is written privately and believed only where it says known things."""

import io
import stat
import tarfile
from pathlib import Path

import pytest

from cms.cli.archive import MANIFEST, ArchiveError, pack, unpack


@pytest.fixture
def parts(tmp_path: Path) -> dict[str, Path]:
    folder = tmp_path / "instance"
    (folder / "media" / "2026").mkdir(parents=True)
    (folder / "media" / "2026" / "boat.jpg").write_bytes(b"boat")
    (folder / "secrets.toml").write_text('secret_key = "x"\n')
    return {"media": folder / "media", "secrets.toml": folder / "secrets.toml"}


@pytest.fixture
def into(tmp_path: Path) -> Path:
    folder = tmp_path / "into"
    folder.mkdir()
    return folder


def hostile(path: Path, name: str, kind: bytes = tarfile.REGTYPE) -> Path:
    with tarfile.open(path, "w") as tar:
        member = tarfile.TarInfo(name)
        member.type = kind
        member.linkname = "/etc/passwd"
        member.size = 2 if kind == tarfile.REGTYPE else 0
        tar.addfile(member, io.BytesIO(b"{}"))
    return path


@pytest.mark.parametrize("name", ["kept.tar", "kept.tar.gz"])
def test_what_is_packed_comes_out_again(parts, into, tmp_path, name):
    pack(tmp_path / name, {"version": "0.1.0"}, parts)

    assert unpack(tmp_path / name, into)["version"] == "0.1.0"
    assert (into / "media" / "2026" / "boat.jpg").read_bytes() == b"boat"
    assert (into / "secrets.toml").read_text() == 'secret_key = "x"\n'


def test_the_file_is_for_its_owner_alone(parts, tmp_path):
    pack(tmp_path / "kept.tar", {}, parts)
    assert stat.S_IMODE((tmp_path / "kept.tar").stat().st_mode) == 0o600


def test_nothing_half_written_is_left_behind(parts, tmp_path):
    with pytest.raises(OSError, match="nowhere"):
        pack(tmp_path / "kept.tar", {}, {**parts, "config.toml": tmp_path / "nowhere"})
    assert [path.name for path in tmp_path.iterdir()] == ["instance"]


FOREIGN = ["../outside", "/etc/cron.d/x", "media/../../outside", "wsgi.py", "secrets.toml/x", "."]


@pytest.mark.parametrize("name", FOREIGN)
def test_a_name_that_does_not_belong_there_is_refused(into, tmp_path, name):
    with pytest.raises(ArchiveError, match="does not belong"):
        unpack(hostile(tmp_path / "bad.tar", name), into)
    assert list(into.iterdir()) == []


def test_links_are_not_followed(into, tmp_path):
    with pytest.raises(ArchiveError, match="not a whole Masthead backup"):
        unpack(hostile(tmp_path / "bad.tar", "media/link", tarfile.SYMTYPE), into)
    assert list(into.iterdir()) == []


def test_another_file_is_no_backup(into, tmp_path):
    (tmp_path / "photo.jpg").write_bytes(b"not a tar")
    with pytest.raises(ArchiveError, match="not a whole Masthead backup"):
        unpack(tmp_path / "photo.jpg", into)


def test_a_backup_cut_short_is_refused(parts, into, tmp_path):
    file = tmp_path / "kept.tar.gz"
    pack(file, {}, parts)
    file.write_bytes(file.read_bytes()[:-40])
    with pytest.raises(ArchiveError, match="not a whole Masthead backup"):
        unpack(file, into)


def test_a_backup_of_a_later_format_is_refused(into, tmp_path):
    with tarfile.open(tmp_path / "new.tar", "w") as tar:
        member = tarfile.TarInfo(MANIFEST)
        text = b'{"format": 99}'
        member.size = len(text)
        tar.addfile(member, io.BytesIO(text))
    with pytest.raises(ArchiveError, match="newer Masthead"):
        unpack(tmp_path / "new.tar", into)
