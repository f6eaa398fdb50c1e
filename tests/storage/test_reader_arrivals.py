"""What the scanning page asks once a second."""

from contextlib import closing

from mtplayer.storage.reader import LibraryReader
from tests.fakes.library import FakeTrack, make_library


def test_the_newest_albums_come_first(tmp_path):
    database = tmp_path / "library.db"
    make_library(database, [FakeTrack(album=album) for album in ("One", "Two", "Three")])
    with closing(LibraryReader(database)) as reader:
        arrivals = reader.arrivals(2)
        assert list(arrivals.newest) == [3, 2]
        assert (arrivals.tracks, arrivals.albums, arrivals.artists) == (3, 3, 1)
        assert reader.folders() == 0


def test_an_empty_library_has_none(tmp_path):
    make_library(tmp_path / "library.db")
    with closing(LibraryReader(tmp_path / "library.db")) as reader:
        assert list(reader.arrivals(2).newest) == []
