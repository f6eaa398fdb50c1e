"""The benchmarks start: what they stand on is made small, so that they cannot rot unseen."""

import importlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mtplayer.storage.scan import late_indexes
from tests.benchmarks.__main__ import names
from tests.benchmarks.library import synthetic_library
from tests.benchmarks.music import make

pytestmark = pytest.mark.usefixtures("own_cache")


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTPLAYER_BENCH", str(tmp_path))


@pytest.mark.parametrize("name", names())
def test_a_benchmark_can_be_run(name: str) -> None:
    assert callable(importlib.import_module(f"tests.benchmarks.bench_{name}").run)


def test_the_invented_library_has_its_tracks_words_and_indexes() -> None:
    with closing(sqlite3.connect(synthetic_library(300))) as database:
        assert database.execute("SELECT count(*) FROM tracks WHERE listed").fetchone() == (300,)
        assert late_indexes.missing(database) == []
        check = "INSERT INTO track_words (track_words, rank) VALUES ('integrity-check', 1)"
        database.execute(check)


def test_the_made_music_has_as_many_files_as_asked() -> None:
    files = [path for path in make(20).rglob("*") if path.is_file()]
    assert len([path for path in files if path.suffix not in {".jpg", ".png"}]) == 20
