"""Folders and files as the library knows them."""

import sqlite3
from contextlib import closing

import pytest

from mtplayer.core.library.folder_tree import FolderTree, RootFolder
from mtplayer.storage.reader import LibraryReader
from tests.fakes.library import FakeTrack, make_library

TRACKS = [
    FakeTrack(title="1", folder=b"Music/Moth/2024", name=b"01 a.flac"),
    FakeTrack(title="2", folder=b"Music/Moth/2024", name=b"02 b.flac", state="missing"),
    FakeTrack(title="3", folder=b"Music/Moth", name=b"x.flac"),
    FakeTrack(title="4", folder=b"Music/Mot", name=b"y.flac"),
    FakeTrack(title="5", folder=b"Music/No\xff", name=b"\xfe.flac", artist="", album=""),
    FakeTrack(title="6", folder=b"Elsewhere", name=b"z.flac"),
    FakeTrack(title="7", folder=b"Music/Moth", name=b"gone.flac", listed=False, state="removed"),
]


@pytest.fixture
def reader(tmp_path):
    ids = make_library(tmp_path / "library.db", TRACKS)
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection, connection:
        connection.execute(
            "INSERT INTO folders (volume_id, path, mode, cadence_minutes, added_at)"
            " VALUES (1, ?, 'continuous', 10, 1)",
            (b"Music",),
        )
        connection.execute(
            "INSERT INTO files (directory_id, name, size, mtime_ns, state, added_at, last_seen_at,"
            " failure) SELECT id, ?, 5, 6, 'present', 1, 1, 'It is empty' FROM directories"
            " WHERE path = ?",
            (b"00 broken.flac", b"Music/Moth/2024"),
        )
    with closing(LibraryReader(tmp_path / "library.db")) as reader:
        reader.track_ids = ids
        yield reader


def shown(tree, number=None, depth=0):
    numbers = tree.roots if number is None else tree.children[number]
    for child in numbers:
        yield depth, tree.names[child], tree.counts[child]
        yield from shown(tree, child, depth + 1)


def test_folders_are_a_tree_with_what_lies_in_all_of_them(reader):
    assert list(shown(reader.folder_tree())) == [
        (0, "/mnt/disk/Music", 6),
        (1, "Mot", 1),
        (1, "Moth", 4),
        (2, "2024", 3),
        (1, "No\ufffd", 1),
        (0, "Elsewhere", 1),
    ]


def test_a_folder_lists_its_files_the_unreadable_ones_last(reader):
    files = reader.files_in(1, b"Music/Moth/2024")
    assert [(file.name, file.state, file.failure) for file in files] == [
        ("01 a.flac", "present", ""),
        ("02 b.flac", "missing", ""),
        ("00 broken.flac", "present", "It is empty"),
    ]
    assert [file.track for file in files] == [*reader.track_ids[:2], None]
    assert files[0].tagged
    assert not reader.files_in(1, b"Music/No\xff")[0].tagged


@pytest.mark.parametrize(
    ("path", "titles"),
    [(b"Music/Moth", "312"), (b"Music/Mot", "4"), (b"Music", "43125"), (b"", "643125")],
)
def test_the_tracks_of_a_folder_come_in_the_order_of_their_paths(reader, path, titles):
    rows = reader.rows(reader.tracks_below(1, path))
    assert "".join(row.title for row in rows) == titles


def test_a_whole_volume_may_be_a_folder_and_the_way_to_a_folder_is_known():
    tree = FolderTree([RootFolder(1, b"/", b"", "fixed", online=True)])
    tree.add(1, b"a/b/c", 2)
    tree.add_up()
    number = tree.number_of(1, b"a/b/c")
    assert [tree.names[way] for way in tree.way_to(number)] == ["/", "a", "b", "c"]
    assert tree.counts[tree.roots[0]] == 2
