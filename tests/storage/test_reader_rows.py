"""What is read of tracks by their ids, and how much there is."""

from array import array
from contextlib import closing
from pathlib import Path

from mtplayer.core.ids import TrackId
from mtplayer.core.library.tracks import FileState, TrackQuery, TrackRow
from mtplayer.storage.connection import open_writer
from mtplayer.storage.reader import LibraryReader
from tests.fakes.library import FakeTrack, make_library


def test_rows_come_in_the_order_asked_one_for_each_id(
    database: Path, reader: LibraryReader
) -> None:
    ids = make_library(database, [FakeTrack(title=f"{n}") for n in range(10)])
    asked = [ids[7], ids[2], ids[7], 9999, ids[0]]
    rows = reader.rows(array("q", asked))
    assert [row.id for row in rows] == asked
    assert [row.title for row in rows] == ["7", "2", "7", "", "0"]
    assert rows[3].state == FileState.REMOVED


def test_e2_a_row_shows_every_field(database: Path, reader: LibraryReader) -> None:
    track = FakeTrack(
        title='Quote " and \\ and \u2028',
        artist="Björk",
        album="Debut",
        album_artist="Various",
        track=3,
        disc=2,
        year=1993,
        genre="Pop",
        composer="B",
        bpm=120,
        plays=4,
        rating=90,
        liked_at=5,
        last_played_at=6,
    )
    (id_,) = make_library(database, [track])
    (row,) = reader.rows([id_])
    assert isinstance(row, TrackRow)
    assert row._asdict() == {
        "id": id_,
        "title": track.title,
        "artist": "Björk",
        "album": "Debut",
        "album_artist": "Various",
        "album_id": 1,
        "track_number": 3,
        "disc_number": 2,
        "year": 1993,
        "genre": "Pop",
        "composer": "B",
        "duration_ms": 200_000,
        "added_at": track.added_at,
        "last_played_at": 6,
        "plays": 4,
        "rating": 90,
        "liked_at": 5,
        "bpm": 120,
        "codec": "flac",
        "bitrate": 900_000,
        "state": "present",
        "artwork": "",
    }


def test_the_cover_of_a_row_is_the_albums_if_it_was_chosen_else_the_tracks(
    database: Path, reader: LibraryReader
) -> None:
    (id_,) = make_library(database, [FakeTrack()])
    with closing(open_writer(database)) as writer:
        writer.executemany(
            "INSERT INTO artworks (id, hash, mime, width, height, source, added_at)"
            " VALUES (?, ?, 'image/png', 1, 1, 'file', 0)",
            [(1, b"\x0a"), (2, b"\x0b")],
        )
        writer.execute("UPDATE albums SET artwork_id = 1")
        assert reader.rows([id_])[0].artwork == "0a"
        writer.execute("UPDATE tracks SET artwork_id = 2")
        assert reader.rows([id_])[0].artwork == "0b"
        writer.execute("UPDATE albums SET artwork_chosen = 1")
        assert reader.rows([id_])[0].artwork == "0a"


def states(reader: LibraryReader, ids: list[TrackId]) -> list[str]:
    assert [file.state for file in reader.playable(ids)] == [r.state for r in reader.rows(ids)]
    return [row.state for row in reader.rows(ids)]


def test_offline_follows_from_the_volume_or_the_folder(
    database: Path, reader: LibraryReader
) -> None:
    ids = make_library(
        database,
        [
            FakeTrack(folder=b"a/b"),
            FakeTrack(folder=b"a/bc"),
            FakeTrack(folder=b"a/b/deep"),
            FakeTrack(folder=b"a/b", state="missing"),
            FakeTrack(folder=b"a/bc", play_failure="no sound"),
        ],
    )
    assert states(reader, ids) == ["present", "present", "present", "missing", "unplayable"]
    with closing(open_writer(database)) as writer:
        writer.execute(
            "INSERT INTO folders (volume_id, path, mode, cadence_minutes, online, added_at)"
            " VALUES (1, CAST('a/b' AS BLOB), 'manual', 0, 0, 0)"
        )
        assert states(reader, ids) == ["offline", "present", "offline", "missing", "unplayable"]
        assert reader.statistics().offline == 2
        writer.execute("UPDATE folders SET removed_at = 1")
        assert states(reader, ids)[0] == "present"
        writer.execute("UPDATE volumes SET online = 0")
        assert states(reader, ids) == ["offline", "offline", "offline", "missing", "offline"]


def test_a23_a_path_that_is_not_utf8_comes_back_byte_for_byte(
    database: Path, reader: LibraryReader
) -> None:
    (id_,) = make_library(
        database, [FakeTrack(folder=b"caf\xe9", name=b"\xff\xfe.flac")], Path("/mnt/disk")
    )
    (file,) = reader.playable([id_])
    assert file.path == b"/mnt/disk/caf\xe9/\xff\xfe.flac"
    assert (file.track, file.duration_ms, file.start_ms, file.end_ms) == (id_, 200_000, 0, None)
    assert (file.place_label, file.place_seen_at) == ("Disk", 1_700_000_000_000)


def test_what_is_away_is_named_by_its_volume_or_on_a_fixed_disk_by_its_folder(
    database: Path, reader: LibraryReader
) -> None:
    (id_,) = make_library(database, [FakeTrack(folder=b"music/jazz/x")])
    with closing(open_writer(database)) as writer:

        def named() -> tuple[str, int | None]:
            (file,) = reader.playable([id_])
            return file.place_label, file.place_seen_at

        folder = "INSERT INTO folders (volume_id, path, mode, cadence_minutes, added_at, "
        folder += "last_scan_at, online) VALUES (1, CAST(? AS BLOB), 'manual', 0, 1, ?, ?)"
        for path, seen, online in (("music", 4, 1), ("music/jazz", 7, 0), ("music/jazz/xy", 9, 0)):
            writer.execute(folder, (path, seen, online))
        assert named() == ("jazz", 7)
        writer.execute("UPDATE volumes SET online = 0")
        assert named() == ("Disk", 1_700_000_000_000)
        writer.execute("UPDATE volumes SET online = 1, kind = 'removable'")
        assert named() == ("Disk", 1_700_000_000_000)


def test_a_range_of_a_file_has_its_times_in_milliseconds(
    database: Path, reader: LibraryReader
) -> None:
    (id_,) = make_library(database, [FakeTrack()])
    with closing(open_writer(database)) as writer:
        writer.execute("UPDATE tracks SET start_frame = 75, end_frame = 151")
    (file,) = reader.playable([id_])
    assert (file.start_ms, file.end_ms) == (1000, 2013)


def test_details_keep_several_artists_apart(database: Path, reader: LibraryReader) -> None:
    (id_,) = make_library(database, [FakeTrack(artist="A & B", genre="Pop")])
    with closing(open_writer(database)) as writer:
        writer.execute(
            "INSERT INTO artists (id, identity, name, sort_name, sort_key)"
            " VALUES (50, 'c', 'C', 'C', 'c')"
        )
        writer.execute(
            "INSERT INTO track_artists (track_id, role, position, artist_id)"
            " VALUES (?, 'artist', 1, 50)",
            (id_,),
        )
    details = reader.track_details(id_)
    assert details is not None
    assert details.artists == ("A & B", "C")
    assert details.album_artists == ("A & B",)
    assert details.genres == ("Pop",)
    assert details.path == b"/mnt/disk/music/000001.flac"
    assert list(reader.list_objects(TrackQuery(), 5)) == [details]
    assert reader.track_details(TrackId(99)) is None


def test_totals_and_statistics_count_what_is_listed(database: Path, reader: LibraryReader) -> None:
    make_library(
        database,
        [
            FakeTrack(title="Blue", duration_ms=10, size=100),
            FakeTrack(duration_ms=20, size=200, state="missing", genre="Pop"),
            FakeTrack(duration_ms=40, size=400, listed=False, state="removed"),
            FakeTrack(duration_ms=0, size=800, failure="no stream"),
        ],
    )
    totals = reader.totals(TrackQuery())
    assert (totals.tracks, totals.duration_ms, totals.bytes) == (3, 30, 1100)
    totals = reader.totals(TrackQuery(text="blue"))
    assert (totals.tracks, totals.duration_ms, totals.bytes) == (1, 10, 100)
    found = reader.statistics()
    assert (found.tracks, found.albums, found.artists, found.genres) == (3, 1, 1, 1)
    assert (found.duration_ms, found.bytes) == (30, 1100)
    assert (found.missing, found.offline, found.failed) == (1, 0, 1)
