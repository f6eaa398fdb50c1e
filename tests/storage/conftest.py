"""A library in a folder of its own."""

from pathlib import Path

import pytest

from mtplayer.storage.migrate import prepare


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A new library without tracks."""
    path = tmp_path / "profile" / "library.db"
    prepare(path)
    return path
