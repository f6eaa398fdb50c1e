"""What lies in a folder besides the music that the library has."""

import os

from mtplayer.files import other_files as module
from mtplayer.files.other_files import other_files


def names(folder, known=()):
    return [file.name for file in other_files(os.fsencode(folder), frozenset(known))]


def test_everything_but_what_is_known_is_found_in_order(tmp_path):
    for name in ("b.jpg", "A.cue", "01.flac", "new.mp3", ".hidden", "Thumbs"):
        (tmp_path / name).write_bytes(b"12345")
    (tmp_path / "Scans").mkdir()
    (tmp_path / "@eaDir").mkdir()
    assert names(tmp_path, [b"01.flac"]) == [b"A.cue", b"b.jpg", b"new.mp3", b"Scans", b"Thumbs"]
    found = {file.name: file for file in other_files(os.fsencode(tmp_path), frozenset())}
    assert found[b"b.jpg"].size == 5
    assert found[b"b.jpg"].changed_at == (tmp_path / "b.jpg").stat().st_mtime_ns // 1_000_000
    assert [name for name, file in found.items() if file.is_folder] == [b"Scans"]


def test_names_that_are_no_text_keep_their_bytes(tmp_path):
    with open(os.fsencode(tmp_path) + b"/\xff.log", "wb"):
        assert names(tmp_path) == [b"\xff.log"]


def test_a_link_to_nowhere_and_a_folder_that_is_gone_hold_nothing(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    assert names(tmp_path) == []
    assert names(tmp_path / "gone") == []


def test_a_folder_of_very_many_is_read_so_far(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MOST", 3)
    for number in range(9):
        (tmp_path / f"{number}.txt").touch()
    assert len(names(tmp_path)) == 3
