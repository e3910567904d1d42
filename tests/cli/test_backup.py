"""What one installation owns goes into a file and comes back from it."""

import sqlite3
import stat
import tarfile
from contextlib import closing
from pathlib import Path

from tests.cli.conftest import PASSWORD


def emails(instance: Path) -> list[str]:
    with closing(sqlite3.connect(instance / "masthead.db")) as connection:
        return [email for (email,) in connection.execute('SELECT email FROM "user" ORDER BY email')]


def test_a_site_comes_back_whole_on_another_machine(cms, site, tmp_path):
    file, other = tmp_path / "kept.tar.gz", tmp_path / "other"
    (site / "media").mkdir()
    (site / "media" / "boat.jpg").write_bytes(b"boat")

    kept = cms("backup", str(file))
    restored = cms("restore", str(file), CMS_INSTANCE=str(other))

    assert kept.returncode == 0, kept.stderr
    assert restored.returncode == 0, restored.stderr
    assert emails(other) == ["boss@example.org"]
    assert (other / "media" / "boat.jpg").read_bytes() == b"boat"
    assert (other / "secrets.toml").read_bytes() == (site / "secrets.toml").read_bytes()
    assert (other / "config.toml").read_bytes() == (site / "config.toml").read_bytes()
    assert stat.S_IMODE((other / "secrets.toml").stat().st_mode) == 0o600
    assert not list(other.glob(".restore*"))


def test_what_came_after_the_backup_is_gone_after_restoring(cms, site, tmp_path):
    cms("backup", str(tmp_path / "kept.tar"))
    cms("user", "add", "late@example.org", "--password", PASSWORD)
    assert emails(site) == ["boss@example.org", "late@example.org"]

    assert cms("restore", "--yes", str(tmp_path / "kept.tar")).returncode == 0

    assert emails(site) == ["boss@example.org"]


def test_who_was_signed_in_when_the_backup_was_made_is_not_after_restoring(cms, site, tmp_path):
    open_one = (
        "INSERT INTO login_session "
        "(user_id, key_digest, device, place, lasting, created_at, seen_at, fresh_at) "
        "SELECT id, 'x', '', '', 1, created_at, created_at, created_at FROM user"
    )
    with closing(sqlite3.connect(site / "masthead.db")) as connection:
        connection.execute(open_one)
        connection.commit()
    cms("backup", str(tmp_path / "kept.tar"))

    assert cms("restore", "--yes", str(tmp_path / "kept.tar")).returncode == 0

    with closing(sqlite3.connect(site / "masthead.db")) as connection:
        ended = connection.execute("SELECT ended_at IS NOT NULL, end_reason FROM login_session").fetchall()
    assert ended == [(1, "restored")]


def test_restoring_over_a_site_asks_first(cms, site, tmp_path):
    cms("backup", str(tmp_path / "kept.tar"))
    cms("user", "add", "late@example.org", "--password", PASSWORD)

    result = cms("restore", str(tmp_path / "kept.tar"), given="n\n")

    assert result.returncode == 1
    assert "Replace everything" in result.stdout
    assert emails(site) == ["boss@example.org", "late@example.org"]


def test_the_backup_is_private_and_overwrites_nothing(cms, site, tmp_path):
    file = tmp_path / "kept.tar"
    assert "It holds the secrets" in cms("backup", str(file)).stdout
    assert stat.S_IMODE(file.stat().st_mode) == 0o600

    again = cms("backup", str(file))
    assert again.returncode == 1
    assert "is there already" in again.stderr


def test_secrets_of_the_environment_are_named_as_missing(cms, site, tmp_path):
    result = cms(
        "backup", str(tmp_path / "kept.tar"), CMS_PASSWORD_SALT="uncommon-salt-of-many-characters-0123"
    )
    assert "Not in it, because the environment sets them: CMS_PASSWORD_SALT" in result.stdout


def test_a_damaged_backup_changes_nothing(cms, site, tmp_path):
    file, bad = tmp_path / "kept.tar", tmp_path / "bad.tar"
    cms("backup", str(file))
    with tarfile.open(file) as good, tarfile.open(bad, "w") as tar:
        for member in good:
            content = good.extractfile(member) if member.isfile() else None
            if member.name == "database.sqlite3":
                (tmp_path / "damaged").write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
                tar.add(tmp_path / "damaged", arcname=member.name)
            else:
                tar.addfile(member, content)

    result = cms("restore", "--yes", str(bad))

    assert result.returncode == 1
    assert "damaged" in result.stderr
    assert emails(site) == ["boss@example.org"]


def test_without_a_database_there_is_nothing_to_keep(cms, tmp_path):
    result = cms("backup", str(tmp_path / "kept.tar"))
    assert result.returncode == 1
    assert "cms setup" in result.stderr
    assert not (tmp_path / "kept.tar").exists()


def test_pictures_of_people_come_back_with_the_database(cms, site, tmp_path):
    put_on = "INSERT INTO portrait (user_id, size, digest, file) SELECT id, 96, 'd', x'52494646' FROM user"
    with closing(sqlite3.connect(site / "masthead.db")) as connection:
        connection.execute(put_on)
        connection.commit()
    cms("backup", str(tmp_path / "kept.tar"))

    assert cms("restore", str(tmp_path / "kept.tar"), CMS_INSTANCE=str(tmp_path / "other")).returncode == 0

    with closing(sqlite3.connect(tmp_path / "other" / "masthead.db")) as connection:
        assert connection.execute("SELECT size, digest, file FROM portrait").fetchall() == [
            (96, "d", b"RIFF")
        ]
