"""Every known pitfall of scans, queues, lists and windows has a test that is named after it."""

import re
from pathlib import Path

TESTS = Path(__file__).parent
NAMED = re.compile(r"^\s*(?:async )?def test_(\w+)", re.MULTILINE)
PITFALLS = {f"b{number}" for number in range(1, 37)}
SCANS = {f"a{number}" for number in range(1, 26)}
# Of the window and the library; c17 and c18 are the tag editor's, c27 and c20 everybody's.
WINDOW = {f"c{number}" for number in range(1, 28)} - {"c17", "c18"}
STORAGE = {f"e{number}" for number in range(1, 6)}
PLAYLISTS = {"c1", "c2", "c9", "c11", "c12", "c13", "c14", "c21"}


def named() -> set[str]:
    names = [name for path in TESTS.rglob("test_*.py") for name in NAMED.findall(path.read_text())]
    return {part for name in names for part in name.split("_")}


def test_each_pitfall_of_queue_and_playback_has_a_test():
    assert PITFALLS - named() == set()


def test_each_pitfall_of_playlists_has_a_test():
    assert set() == PLAYLISTS - named()


def test_each_pitfall_of_scans_and_missing_files_has_a_test():
    assert set() == SCANS - named()


def test_each_pitfall_of_the_library_and_its_window_has_a_test():
    assert set() == WINDOW - named()


def test_each_pitfall_of_storage_has_a_test():
    assert set() == STORAGE - named()
