"""Long tracks go on where they stopped, and places in tracks are marked."""

import time
from dataclasses import replace

import pytest

from mtplayer.core import options
from mtplayer.core.ids import TrackId
from mtplayer.core.library.tracks import PlayableFile
from mtplayer.core.playing.places import resume_rules, worth_keeping
from mtplayer.services.playing.places import KeptIn, PlacesService
from mtplayer.storage.reader import LibraryReader

HOUR = 3_600_000


@pytest.fixture
def open_places(stage):
    made: list[PlacesService] = []

    def open_() -> PlacesService:
        world = stage.world
        library = KeptIn(world.readers, world.read, world.storage, world.write)
        made.append(
            PlacesService(
                library,
                stage.settings,
                stage.playback,
                stage.queue,
                world.undo,
                world.problems.append,
            )
        )
        return made[-1]

    yield open_
    for one in made:
        one.close()


def lengthen(stage, row: int, **different) -> None:
    track = stage.ids[row]
    stage.files[track] = replace(stage.files[track], **{"duration_ms": HOUR, **different})


def kept(stage):
    return dict(stage.world.rows("SELECT track_id, position_ms FROM kept_places"))


def listen_to(stage, row: int, ms: int) -> None:
    stage.double_click(row)
    stage.until_playing(stage.ids[row])
    stage.playback.seek(ms)
    stage.until_playing(stage.ids[row], ms)


def test_a_long_track_that_is_left_is_kept_and_a_short_one_is_not(stage, open_places) -> None:
    lengthen(stage, 0)
    open_places()
    listen_to(stage, 0, 1_500_000)
    stage.double_click(1)
    stage.until(lambda: stage.ids[0] in kept(stage))
    assert kept(stage)[stage.ids[0]] == pytest.approx(1_500_000, abs=3000)
    listen_to(stage, 1, 40_000)
    stage.double_click(2)
    stage.until_playing(stage.ids[2])
    assert list(kept(stage)) == [stage.ids[0]]


def test_it_goes_on_there_and_is_forgotten_at_its_end(stage, open_places) -> None:
    lengthen(stage, 0, resume_ms=1_500_000)
    open_places()
    stage.double_click(0)
    stage.until_playing(stage.ids[0], 1_500_000)
    stage.playback.seek(HOUR - 5000)
    stage.until_playing(stage.ids[0], HOUR - 5000)
    stage.playback.pause()
    stage.until(lambda: kept(stage) == {})


def test_a_track_that_goes_on_in_its_middle_is_not_joined_from_its_beginning(
    stage, open_places
) -> None:
    lengthen(stage, 1, resume_ms=1_500_000)
    open_places()
    stage.double_click(0)
    stage.until_playing(stage.ids[0])
    stage.playback.seek(59_500)
    stage.until_playing(stage.ids[1], 1_500_000)


def test_a_place_stays_over_a_restart(stage, open_places) -> None:
    lengthen(stage, 0)
    places = open_places()
    listen_to(stage, 0, 1_200_000)
    places.close()
    stage.until(lambda: stage.ids[0] in kept(stage))


def test_genres_and_folders_make_short_tracks_go_on() -> None:
    def file(path=b"/music/a.mp3", genre="", minutes=3) -> PlayableFile:
        return PlayableFile(track=TrackId(1), path=path, duration_ms=minutes * 60_000, genre=genre)

    rules = resume_rules(20, "Audiobook; podcast", "/books/; /talks")
    assert rules.hold_for(file(minutes=20))
    assert not rules.hold_for(file(minutes=19))
    assert rules.hold_for(file(genre="Rock, PODCAST"))
    assert rules.hold_for(file(path=b"/talks/x.mp3"))
    assert not rules.hold_for(file(path=b"/talkshow/x.mp3"))
    assert not resume_rules(0, "", "").hold_for(file(minutes=600))


def test_neither_the_beginning_nor_the_end_is_worth_keeping() -> None:
    assert [worth_keeping(ms, HOUR) for ms in (0, 29_999, 30_000, HOUR - 15_000)] == [
        False,
        False,
        True,
        False,
    ]


def test_what_was_read_before_a_bookmark_does_not_hide_it(
    stage, open_places, qtbot, monkeypatch
) -> None:
    read, reads = LibraryReader.bookmarks, []

    def first_takes_long(self, track):
        found = read(self, track)
        reads.append(len(found))
        if len(reads) == 1:
            time.sleep(0.5)
        return found

    places = open_places()
    listen_to(stage, 0, 30_000)
    stage.playback.pause()
    qtbot.wait(100)
    monkeypatch.setattr(LibraryReader, "bookmarks", first_takes_long)
    places.add_bookmark(10_000)
    stage.until(lambda: len(reads) == 1)
    places.add_bookmark(20_000)
    stage.until(lambda: len(places.bookmarks) == 2)
    qtbot.wait(800)
    assert len(places.bookmarks) == 2


def test_bookmarks_are_added_listed_jumped_to_and_deleted(stage, open_places) -> None:
    places = open_places()
    told = []
    places.bookmarks_changed.connect(told.append)
    listen_to(stage, 0, 30_000)
    stage.playback.pause()
    places.add_bookmark()
    places.add_bookmark(10_000)
    stage.until(lambda: len(places.bookmarks) == 2)
    first, second = places.bookmarks
    assert first.ms == 10_000
    assert second.ms == pytest.approx(30_000, abs=1500)
    rows = stage.world.rows("SELECT track_id, position_ms FROM bookmarks ORDER BY position_ms")
    assert rows == [(stage.ids[0], first.ms), (stage.ids[0], second.ms)]
    places.jump(first)
    stage.until_playing(stage.ids[0], 10_000)
    places.remove_bookmark(first)
    stage.until(lambda: places.bookmarks == (second,))
    stage.world.undo.undo()
    stage.until(lambda: places.bookmarks == (first, second))
    stage.double_click(1)
    stage.until(lambda: places.bookmarks == ())
    assert told[-1].track == stage.ids[1]


def test_rules_that_no_longer_hold_forget_the_place(stage, open_places) -> None:
    lengthen(stage, 0)
    places = open_places()
    listen_to(stage, 0, 1_200_000)
    stage.playback.pause()
    stage.until(lambda: stage.ids[0] in kept(stage))
    stage.settings.set(options.RESUME_MINUTES, 0)
    lengthen(stage, 0, resume_ms=1_200_000)
    stage.double_click(1)
    stage.until_playing(stage.ids[1])
    stage.double_click(0)
    stage.until(lambda: kept(stage) == {})
    assert places.bookmarks == ()
