"""Addresses of style sheets change with their content."""

import pytest

from cms.web.assets import asset_url


def test_an_address_changes_with_the_content(app, tmp_path, monkeypatch):
    monkeypatch.setattr(app, "static_folder", str(tmp_path))
    sheet = tmp_path / "own.css"
    sheet.write_text("a {}")
    with app.test_request_context():
        first = asset_url("own.css")
        assert first == asset_url("own.css")
    sheet.write_text("b { color: red }")
    with app.test_request_context():
        assert asset_url("own.css") != first


def test_a_missing_file_is_noticed_at_once(app):
    with app.test_request_context(), pytest.raises(FileNotFoundError):
        asset_url("none.css")
