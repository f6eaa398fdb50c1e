"""What playback does with files and devices that give no sound."""

import os
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from mtplayer.core.events import Repeat
from mtplayer.core.library.tracks import FileState, PlayableFile
from tests.services.stage import LENGTH, PAUSED


def test_an_unplayable_file_is_marked_skipped_and_told_once(stage) -> None:
    stage.broken = {stage.ids[1]}
    stage.double_click(1)
    stage.until_playing(stage.ids[2])
    stage.until(lambda: len(stage.seen.notices) == 1)
    assert "was skipped" in stage.seen.notices[0].text
    assert [event.track for event in stage.seen.failed] == [stage.ids[1]]
    query = f"""SELECT play_failure FROM files JOIN tracks ON file_id = files.id
                WHERE tracks.id = {stage.ids[1]}"""
    stage.until(lambda: "no music" in (stage.world.column(query)[0] or ""))
    stage.playback.previous()
    stage.qtbot.wait(900)
    assert len(stage.seen.notices) == 1, "nobody chose it this time"


def test_a_file_that_plays_again_loses_its_mark(stage) -> None:
    track = stage.ids[0]
    stage.world.rows("UPDATE files SET play_failure = 'once' WHERE id = 1")
    stage.files[track] = PlayableFile(
        track=track,
        path=stage.files[track].path,
        duration_ms=LENGTH,
        state=FileState.UNPLAYABLE,
    )
    stage.world.storage.write(lambda unit: unit.tracks.mark_unplayable(track, "once"))
    stage.double_click()
    stage.until_playing(track, 20)
    query = f"""SELECT play_failure FROM files JOIN tracks ON file_id = files.id
                WHERE tracks.id = {track}"""
    stage.until(lambda: stage.world.column(query) == [None])


@pytest.mark.parametrize("repeat", list(Repeat), ids=str)
def test_when_nothing_can_be_played_it_stops_after_one_round(stage, repeat) -> None:
    stage.broken = set(stage.ids)
    stage.queue.set_repeat(repeat)
    stage.double_click()
    stage.until_stopped()
    stage.until(lambda: len(stage.seen.notices) == 1)
    assert len(stage.seen.failed) == 6
    notice = stage.seen.notices[0]
    assert "6 tracks" in notice.text
    assert notice.is_error
    stage.qtbot.wait(900)
    assert len(stage.seen.notices) == 1


def test_a13_a_missing_file_is_skipped_and_marked_an_offline_one_only_skipped(stage) -> None:
    missing, offline = stage.ids[:2]
    os.unlink(stage.files[missing].path)
    stage.files[offline] = PlayableFile(
        track=offline, path=b"/nowhere/at all/x.wav", duration_ms=LENGTH
    )
    stage.double_click()
    stage.until_playing(stage.ids[2])
    stage.until(lambda: len(stage.seen.notices) == 1)
    query = "SELECT files.state FROM files JOIN tracks ON file_id = files.id ORDER BY tracks.id"
    stage.until(lambda: stage.world.column(query)[:2] == ["missing", "present"])


def test_a_file_whose_folder_is_empty_is_not_taken_for_missing(stage, tmp_path) -> None:
    track = stage.ids[0]
    (tmp_path / "mount point").mkdir()
    stage.files[track] = replace(
        stage.files[track], path=os.fsencode(tmp_path / "mount point" / "x.wav")
    )
    stage.double_click()
    stage.until_playing(stage.ids[1])
    stage.until(lambda: len(stage.seen.notices) == 1)
    assert "not connected" in stage.seen.notices[0].text
    assert stage.world.column("SELECT DISTINCT state FROM files") == ["present"]


def offline(stage, track, place="USB stick", seen_at=5):
    stage.files[track] = PlayableFile(
        track=track,
        path=b"/nowhere/at all/x.wav",
        duration_ms=LENGTH,
        state=FileState.OFFLINE,
        place_label=place,
        place_seen_at=seen_at,
    )


def test_a_drive_that_is_away_is_told_of_once_by_name_and_when_it_was_seen(stage) -> None:
    here = dict(stage.files)
    for track in stage.ids[:2] + stage.ids[3:5]:
        offline(stage, track)
    stage.double_click()
    stage.until_playing(stage.ids[2], 20)
    stage.until(lambda: len(stage.seen.notices) == 1)
    notice = stage.seen.notices[0]
    assert (notice.text, notice.detail) == (
        "“USB stick” is not connected", "2 tracks were skipped.",
    )  # fmt: skip
    assert (notice.seen_at, notice.is_error) == (5, False)
    stage.playback.next()
    stage.until_playing(stage.ids[5], 20)
    stage.qtbot.wait(900)
    assert len(stage.seen.notices) == 1
    # Who chooses one of its tracks hears of it again; so does everybody after it was back.
    stage.playback.play_entry(stage.queue.entries(3, 4)[0].id)
    stage.until(lambda: len(stage.seen.notices) == 2)
    assert stage.seen.notices[1].detail == "2 tracks were skipped."
    stage.files[stage.ids[0]] = replace(here[stage.ids[0]], place_label="USB stick")
    stage.playback.play_entry(stage.queue.entries(0, 1)[0].id)
    stage.until_playing(stage.ids[0], 20)
    stage.files[stage.ids[0]] = here[stage.ids[0]]
    stage.playback.next()
    stage.until_playing(stage.ids[2], 20)
    stage.until(lambda: len(stage.seen.notices) == 3)
    states = stage.world.column("SELECT DISTINCT state FROM files")
    assert states == ["present"]


def test_a_queue_that_is_all_on_drives_that_are_away_says_so_and_stops(stage) -> None:
    for track in stage.ids:
        offline(stage, track, "NAS" if track % 2 else "USB stick")
    stage.double_click()
    stage.until_stopped()
    stage.until(lambda: len(stage.seen.notices) == 1)
    notice = stage.seen.notices[0]
    assert "6 tracks" in notice.text
    assert notice.detail == "“NAS” is not connected.\n“USB stick” is not connected."


def test_going_back_passes_over_what_cannot_be_played(stage) -> None:
    stage.double_click()
    stage.until_playing(stage.ids[0], 10)
    stage.playback.next()
    stage.until_playing(stage.ids[1], 10)
    stage.playback.next()
    stage.until_playing(stage.ids[2], 10)
    stage.broken = {stage.ids[1]}
    stage.playback.previous()
    stage.until_playing(stage.ids[0])


def test_a_queue_of_many_missing_tracks_is_not_walked_to_its_end(make) -> None:
    stage = make(count=400)
    for track in stage.ids:
        os.unlink(stage.files[track].path)
    stage.double_click()
    stage.until_stopped()
    assert len(stage.seen.failed) == 200


def test_without_a_sound_device_it_waits_paused_and_says_so_per_try(stage) -> None:
    stage.silent = True
    stage.double_click()
    stage.until(lambda: stage.playback.state is PAUSED)
    assert [notice.text for notice in stage.seen.notices] == ["Sound is not available"]
    assert stage.seen.failed == []
    stage.silent = False
    stage.playback.play()
    stage.until_playing(stage.ids[0], 20)


def test_every_track_of_a_file_is_told_when_it_gives_no_sound(stage) -> None:
    first, second = stage.ids[:2]
    storage = stage.world.storage
    with closing(sqlite3.connect(stage.world.database)) as connection, connection:
        connection.execute(
            "UPDATE tracks SET position = 1,"
            " file_id = (SELECT file_id FROM tracks WHERE id = ?) WHERE id = ?",
            (first, second),
        )
    change = storage.write(lambda unit: unit.tracks.mark_unplayable(first, "It is cut off."))
    assert set(change.updated) == {first, second}
    change = storage.write(lambda unit: unit.tracks.mark_missing(second, 5))
    assert set(change.updated) == {first, second}
