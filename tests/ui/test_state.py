"""The window's own memory: kept if it can be understood, forgotten without a word if not."""

import json
from pathlib import Path

import pytest

from mtplayer.ui import state
from mtplayer.ui.state import UiState

pytestmark = [pytest.mark.usefixtures("qapp"), pytest.mark.blocking]


def test_what_was_put_is_there_after_a_restart(tmp_path: Path):
    path = tmp_path / "ui_state.json"
    before = UiState({}, lambda text: state.write(path, text))
    before.put("tracks.columns", [3, 1, 2])
    before.put("page", "liked")
    before.save_now()
    after = UiState(state.read(path), print)
    assert after.get("tracks.columns", []) == [3, 1, 2]
    assert after.get("page", "tracks") == "liked"


def test_a_value_of_another_kind_counts_as_forgotten():
    remembered = UiState({"width": "wide", "on": 1}, print)
    assert remembered.get("width", 300) == 300
    assert remembered.get("on", False) is False


def test_lists_of_another_kind_or_length_count_as_forgotten():
    remembered = UiState(
        {"sizes": [1, 2], "mixed": [1, "a"], "words": ["a"], "huge": 1 << 40}, print
    )
    assert remembered.numbers("sizes") == remembered.numbers("sizes", 2) == [1, 2]
    assert remembered.numbers("sizes", 3) == remembered.numbers("mixed") == []
    assert remembered.numbers("nothing") == []
    assert remembered.words("words", 1) == ["a"]
    assert remembered.words("words", 2) == remembered.words("mixed", 2) == []
    assert remembered.get("huge", 7) == 7


@pytest.mark.parametrize("content", [b"", b"[1]", b"{", b"\xff\xfe", b"null", b"[" * 100_000])
def test_a_damaged_file_is_forgotten(tmp_path: Path, content):
    (tmp_path / "ui_state.json").write_bytes(content)
    assert state.read(tmp_path / "ui_state.json") == {}


def test_a_missing_file_is_no_news(tmp_path: Path):
    assert state.read(tmp_path / "ui_state.json") == {}


def test_dragging_a_column_is_saved_once(qtbot):
    saved: list[str] = []
    remembered = UiState({}, saved.append)
    for width in range(100):
        remembered.put("width", width)
    assert remembered.unsaved
    qtbot.waitUntil(lambda: bool(saved))
    assert [json.loads(text) for text in saved] == [{"width": 99}]
    assert not remembered.unsaved
