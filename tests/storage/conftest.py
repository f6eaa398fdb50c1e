"""A library in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mtplayer.storage.migrate import prepare
from mtplayer.storage.reader import LibraryReader

NOW = 1_700_000_000_000


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A new library without tracks."""
    path = tmp_path / "profile" / "library.db"
    prepare(path)
    return path


@pytest.fixture
def reader(database: Path) -> Iterator[LibraryReader]:
    reader = LibraryReader(database, lambda: NOW)
    yield reader
    reader.close()
