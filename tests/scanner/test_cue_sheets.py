"""Cue sheets: a file becomes several tracks, which keep their history whatever happens to it."""

import sqlite3
from contextlib import closing

import pytest
from mutagen import flac as mutagen_flac

from mtplayer.core.ids import TrackId
from mtplayer.core.library.tracks import TrackQuery
from mtplayer.storage.engine import Storage
from mtplayer.storage.reader import LibraryReader

STARTS = ("00:00:00", "00:00:15", "00:00:30")
TITLES = ("One", "Two", "Three")


def sheet(file="album.flac", titles=TITLES, starts=STARTS, album="Tides"):
    lines = [f'PERFORMER "Anna"\nTITLE "{album}"\nREM DATE 2001\nFILE "{file}" WAVE']
    for number, (title, start) in enumerate(zip(titles, starts, strict=True), 1):
        lines.append(f'TRACK {number:02} AUDIO\nTITLE "{title}"\nINDEX 01 {start}')
    return "\n".join(lines)


class Shelf:
    """What a library lists of a world's folder."""

    def __init__(self, world):
        self.world = world
        world.put("Tides/album.flac", "flac", title="All of it", artists="Nobody")
        world.put("Other/song.mp3", title="Song")
        self.cue = world.music / "Tides" / "album.cue"

    def write(self, **changes):
        self.cue.write_text(sheet(**changes))

    def scan(self, *paths):
        finished = self.world.scan(*(paths or (self.world.music,)))
        self.world.check()
        return finished

    def rows(self):
        return self.world.query(
            "SELECT t.* FROM tracks t JOIN files f ON f.id = t.file_id WHERE t.listed = 1"
            " AND CAST(f.name AS TEXT) LIKE '%album%' ORDER BY t.position"
        )

    def titles(self):
        return [row["title"] for row in self.rows()]

    def play(self, title):
        (track,) = (row["id"] for row in self.rows() if row["title"] == title)
        with closing(sqlite3.connect(self.world.database)) as connection, connection:
            connection.execute("UPDATE tracks SET plays = 7, rating = 80 WHERE id = ?", (track,))
        return track

    def plays(self):
        return {row["title"]: (row["id"], row["plays"]) for row in self.rows() if row["plays"]}


@pytest.fixture
def shelf(world):
    return Shelf(world)


def test_a_file_with_a_sheet_becomes_its_tracks_and_is_itself_none(shelf):
    shelf.write()
    finished = shelf.scan()
    assert (finished.added, finished.failed) == (2, 0)
    rows = shelf.rows()
    assert [(row["title"], row["position"], row["duration_ms"]) for row in rows] == [
        ("One", 1, 200), ("Two", 2, 200), ("Three", 3, 200),
    ]  # fmt: skip
    assert [(row["start_frame"], row["end_frame"]) for row in rows] == [
        (0, 15),
        (15, 30),
        (30, None),
    ]
    assert {(row["album"], row["artist"], row["year"]) for row in rows} == {("Tides", "Anna", 2001)}
    added = shelf.world.heard.tracks("added")
    assert set(added) >= {row["id"] for row in rows}
    assert len(added) == 4
    albums = shelf.world.query("SELECT title FROM albums")
    assert sorted(row["title"] for row in albums) == ["Tides"]


def test_a_second_scan_finds_nothing_new(shelf):
    shelf.write()
    shelf.scan()
    before = shelf.world.query("SELECT * FROM tracks")
    finished = shelf.scan()
    assert (finished.unchanged, finished.added, finished.updated) == (2, 0, 0)
    assert shelf.world.query("SELECT * FROM tracks") == before


def test_the_tracks_of_a_sheet_are_found_and_know_what_to_play(shelf):
    shelf.write()
    shelf.scan()
    reader = LibraryReader(shelf.world.database)
    ids = [TrackId(row["id"]) for row in shelf.rows()]
    files = reader.playable(ids)
    assert [(f.start_ms, f.end_ms, f.duration_ms) for f in files] == [
        (0, 200, 200), (200, 400, 200), (400, None, 200),
    ]  # fmt: skip
    assert len({file.path for file in files}) == 1
    (size,) = (row["size"] for row in shelf.world.query("SELECT sum(size) AS size FROM files"))
    assert reader.totals(TrackQuery()).bytes == pytest.approx(size, abs=3)
    reader.close()


def test_a_sheet_that_comes_later_divides_the_file_and_takes_it_back_when_it_goes(shelf):
    shelf.scan()
    whole = shelf.play("All of it")
    shelf.write()
    finished = shelf.scan()
    assert (finished.updated, finished.added, finished.unchanged) == (1, 0, 1)
    assert shelf.titles() == list(TITLES)
    assert shelf.world.heard.tracks("removed") == [whole]
    assert shelf.world.items() == [("updated", '{"cue_sheet": [0, 3]}')]
    two = shelf.play("Two")
    shelf.cue.unlink()
    shelf.scan()
    assert shelf.plays() == {"All of it": (whole, 7)}
    shelf.write()
    shelf.scan()
    assert shelf.plays() == {"Two": (two, 7)}


def test_a_changed_sheet_changes_its_tracks_and_they_keep_their_history(shelf):
    shelf.write()
    shelf.scan()
    two = shelf.play("Two")
    shelf.write(titles=("One", "Deux", "Three"), album="Ebbs")
    finished = shelf.scan()
    assert (finished.updated, finished.unchanged) == (1, 1)
    assert shelf.plays() == {"Deux": (two, 7)}
    assert {row["album"] for row in shelf.rows()} == {"Ebbs"}
    assert "album" in shelf.world.items()[0][1]


def test_a_track_more_in_the_sheet_leaves_the_history_where_it_sounds(shelf):
    shelf.write()
    shelf.scan()
    two, three = shelf.play("Two"), shelf.play("Three")
    shelf.write(
        titles=("One", "Between", "Two", "Three"), starts=("00:00:00", "00:00:07", *STARTS[1:])
    )
    shelf.scan()
    assert shelf.titles() == ["One", "Between", "Two", "Three"]
    assert shelf.plays() == {"Two": (two, 7), "Three": (three, 7)}
    shelf.write()
    shelf.scan()
    assert shelf.titles() == list(TITLES)
    assert shelf.plays() == {"Two": (two, 7), "Three": (three, 7)}


def test_places_that_were_corrected_keep_the_history_by_number(shelf):
    shelf.write()
    shelf.scan()
    two = shelf.play("Two")
    with closing(sqlite3.connect(shelf.world.database)) as connection, connection:
        connection.execute(
            "INSERT INTO loudness (track_id, blocks, track_peak, measured_at)"
            " SELECT id, X'', 1, 1 FROM tracks"
        )
    shelf.write(starts=("00:00:00", "00:00:17", "00:00:30"))
    shelf.scan()
    assert shelf.plays() == {"Two": (two, 7)}
    measured = shelf.world.query(
        "SELECT t.title FROM loudness l JOIN tracks t ON t.id = l.track_id WHERE t.listed"
    )
    assert {row["title"] for row in measured} == {"Three", "Song"}


def test_a_file_that_moved_with_its_sheet_keeps_the_history_of_its_tracks(shelf):
    shelf.write()
    shelf.scan()
    two = shelf.play("Two")
    (shelf.world.music / "Tides").rename(shelf.world.music / "Elsewhere")
    finished = shelf.scan()
    assert (finished.moved, finished.added, finished.missing) == (1, 0, 0)
    assert shelf.plays() == {"Two": (two, 7)}
    assert len(shelf.world.query("SELECT id FROM albums WHERE title = 'Tides'")) == 1


def test_a_file_that_was_retagged_keeps_the_tracks_of_its_sheet(shelf):
    shelf.write()
    shelf.scan()
    two = shelf.play("Two")
    audio = mutagen_flac.FLAC(shelf.world.music / "Tides" / "album.flac")
    audio["genre"] = "Ambient"
    audio["comment"] = "x" * 9000
    audio.save()
    shelf.scan()
    assert shelf.plays() == {"Two": (two, 7)}
    assert {row["genre"] for row in shelf.rows()} == {"Ambient"}


def test_a_sheet_in_the_tags_counts_where_none_lies_beside_the_file(shelf):
    path = shelf.world.music / "Tides" / "album.flac"
    audio = mutagen_flac.FLAC(path)
    audio["cuesheet"] = sheet(titles=("Uno", "Due", "Tre"))
    audio.save()
    shelf.scan()
    assert shelf.titles() == ["Uno", "Due", "Tre"]
    ids = [row["id"] for row in shelf.rows()]
    shelf.write()
    shelf.scan()
    assert shelf.titles() == list(TITLES)
    assert [row["id"] for row in shelf.rows()] == ids


def with_block(shelf, **comments):
    """Give the FLAC file a block with two tracks, and these words."""
    audio = mutagen_flac.FLAC(shelf.world.music / "Tides" / "album.flac")
    audio.update(comments)
    cue = mutagen_flac.CueSheet(None)
    for number, second in ((1, 0), (2, 0.2)):
        track = mutagen_flac.CueSheetTrack(number, int(second * 44100), b"GBAYE970010%d" % number)
        track.indexes.append(mutagen_flac.CueSheetTrackIndex(1, 0))
        cue.tracks.append(track)
    cue.tracks.append(mutagen_flac.CueSheetTrack(170, int(0.6 * 44100)))
    audio.metadata_blocks.append(cue)
    audio.save()
    shelf.scan()


def test_the_cue_sheet_block_of_flac_divides_a_file(shelf):
    with_block(shelf)
    rows = [(row["title"], row["start_frame"], row["isrc"]) for row in shelf.rows()]
    assert rows == [("Track 1", 0, "GBAYE9700101"), ("Track 2", 15, "GBAYE9700102")]


def test_tags_name_the_tracks_of_the_block(shelf):
    with_block(shelf, cue_track01_title="One", CUE_TRACK02_TITLE="Two", cue_track02_artist="Guest")
    assert shelf.titles() == ["One", "Two"]
    assert [row["artist"] for row in shelf.rows()] == ["Nobody", "Guest"]


def test_a_sheet_of_titles_without_places_names_the_tracks_of_the_block(shelf):
    titles = 'TITLE "Tides"\nTRACK 01 AUDIO\nTITLE "One"\nTRACK 02 AUDIO\nTITLE "Two"'
    with_block(shelf, cuesheet=titles)
    rows = [(row["title"], row["start_frame"], row["album"]) for row in shelf.rows()]
    assert rows == [("One", 0, "Tides"), ("Two", 15, "Tides")]


def test_a_sheet_in_the_tags_that_has_places_is_believed_before_the_block(shelf):
    with_block(shelf, cuesheet=sheet())
    assert shelf.titles() == list(TITLES)


def test_a_wavpack_file_carries_its_sheet_in_its_tags(world):
    from mutagen.wavpack import WavPack

    path = world.put("Tides/album.wv", "wv", title="All of it")
    audio = WavPack(path)
    audio["Cuesheet"] = sheet()
    audio.save()
    world.scan(world.music)
    listed = world.query("SELECT title FROM tracks WHERE listed = 1 ORDER BY position")
    assert [row["title"] for row in listed] == list(TITLES)


def test_a_track_removed_from_the_library_stays_away_when_the_sheet_changes(shelf):
    shelf.write()
    shelf.scan()
    two = shelf.play("Two")
    storage = Storage(shelf.world.database)
    storage.write(lambda unit: unit.tracks.remove([TrackId(two)], 1))
    storage.close()
    shelf.write(titles=("Eins", "Zwei", "Drei"))
    shelf.scan()
    assert shelf.titles() == ["Eins", "Drei"]


def test_all_tracks_removed_and_named_again_come_back(shelf):
    shelf.write()
    shelf.scan()
    ids = [TrackId(row["id"]) for row in shelf.rows()]
    storage = Storage(shelf.world.database)
    storage.write(lambda unit: unit.tracks.remove(ids, 1))
    storage.close()
    shelf.scan()
    assert shelf.titles() == []
    shelf.scan(shelf.world.music / "Tides" / "album.flac")
    assert [row["id"] for row in shelf.rows()] == ids


def test_a_missing_file_takes_its_tracks_along_and_brings_them_back(shelf, tmp_path):
    shelf.write()
    shelf.scan()
    two = shelf.play("Two")
    away = tmp_path / "away"
    (shelf.world.music / "Tides" / "album.flac").rename(away)
    shelf.scan()
    states = shelf.world.query("SELECT state FROM files WHERE CAST(name AS TEXT) LIKE '%album%'")
    assert states == [{"state": "missing"}]
    away.rename(shelf.world.music / "Tides" / "album.flac")
    shelf.scan()
    assert shelf.plays() == {"Two": (two, 7)}


def test_a_single_file_is_scanned_with_its_sheet(shelf):
    shelf.write()
    shelf.scan(shelf.world.music / "Tides" / "album.flac")
    assert shelf.titles() == list(TITLES)
    finished = shelf.scan(shelf.world.music / "Tides" / "album.flac")
    assert (finished.unchanged, finished.updated) == (1, 0)


def test_many_sheets_are_read_by_processes_of_their_own(world):
    for number in range(60):
        world.put(f"{number}/album.flac", "flac")
        (world.music / str(number) / "x.cue").write_text(sheet("image.wav", album=f"Disc {number}"))
    world.scan(world.music)
    counts = world.query(
        "SELECT count(*) AS n, count(DISTINCT album) AS a FROM tracks WHERE listed"
    )
    assert counts == [{"n": 180, "a": 60}]
    world.check()


def test_a_scan_that_was_stopped_before_it_read_a_new_sheet_reads_it_next_time(shelf):
    from tests.scanner.conftest import Heard

    shelf.scan()
    shelf.write()
    shelf.world.scan(shelf.world.music, heard=Heard(stop_after=1))
    shelf.scan()
    assert shelf.titles() == list(TITLES)
