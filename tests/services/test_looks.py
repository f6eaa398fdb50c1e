"""What is looked at while music plays: the words of a track, and pictures of its sound."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from mtplayer.core.library.tracks import PlayableFile, gone
from mtplayer.core.playing.lyrics import LyricLine
from mtplayer.services.playing.lyrics import LyricsService
from mtplayer.services.sound.visualiser import BARS, VisualiserService
from tests.services.stage import FileReader
from tests.services.world import World, three

ROOT = Path(__file__).parents[2]


@pytest.fixture
def world(tmp_path):
    files = {}
    database = tmp_path / "library.db"
    made = World(database, three(), lambda: FileReader(files, database))
    for track in made.ids:
        path = bytes(tmp_path / f"{track}.wav")
        files[track] = PlayableFile(track=track, path=path, duration_ms=1000)
    yield made
    made.close()


@pytest.fixture
def lyrics(world):
    return LyricsService(
        world.database, world.readers, world.storage, world.read, world.write, world.problems.append
    )


def asked(lyrics, qtbot, row):
    with qtbot.waitSignal(lyrics.ready) as found:
        lyrics.ask(row)
    return found.args[0]


def test_words_beside_the_file_are_found(world, lyrics, qtbot, tmp_path) -> None:
    track = world.ids[0]
    (tmp_path / f"{track}.lrc").write_text("[00:01.50]so the dark", "utf-8")
    found = asked(lyrics, qtbot, gone(track))
    assert found.track == track
    assert found.lyrics.lines == (LyricLine(1500, "so the dark"),)
    assert found.lyrics.source == f"{track}.lrc"


def test_words_that_the_library_keeps_are_found_by_their_names(world, lyrics, qtbot) -> None:
    world.storage.write(
        lambda unit: unit.connection.exec_driver_sql(
            "INSERT INTO lyrics (artist_key, title_key, text, source, fetched_at)"
            " VALUES ('bjork', 'joga', 'plain words', 'mt', 0)"
        )
    )
    row = gone(world.ids[0])._replace(artist="Björk", title="Jóga")
    found = asked(lyrics, qtbot, row)
    assert (found.lyrics.lines[0].text, found.lyrics.source) == ("plain words", "mt")
    assert asked(lyrics, qtbot, gone(world.ids[1])).lyrics.lines == ()


def test_words_are_read_without_what_takes_long_to_import() -> None:
    asks = "import sys, mtplayer.storage.library.lyrics; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asks], check=False, cwd=ROOT).returncode == 0


def test_words_stay_moved_and_are_asked_for_once(world, lyrics, qtbot, tmp_path) -> None:
    track = world.ids[0]
    (tmp_path / f"{track}.lrc").write_text("[00:01.50]so the dark", "utf-8")
    found = []
    lyrics.ready.connect(found.append)
    lyrics.ask(gone(track))
    lyrics.ask(gone(track))
    qtbot.waitUntil(lambda: bool(found))
    assert len(found) == 1
    lyrics.move(track, -400)
    assert found[-1].lyrics.lines[0].at_ms == 1100
    kept = "SELECT track_id, offset_ms, text FROM lyrics"
    qtbot.waitUntil(lambda: world.rows(kept) == [(track, -400, "")])
    again = asked(lyrics, qtbot, gone(track)).lyrics
    assert (again.lines[0].at_ms, again.moved_ms) == (1100, -400)
    lyrics.move(track, 200)
    qtbot.waitUntil(lambda: world.rows(kept) == [(track, 200, "")])
    lyrics.move(track, 0)
    qtbot.waitUntil(lambda: world.rows(kept) == [])
    assert asked(lyrics, qtbot, gone(track)).lyrics.lines[0].at_ms == 1500


def test_pictures_come_while_somebody_watches_and_sink_to_nothing(qtbot) -> None:
    sound = 0.5 * np.sin(2 * np.pi * 440 * np.arange(2048) / 44_100)
    frames = np.stack([sound, sound], axis=1).astype(np.float32)
    heard = [(44_100, frames)]
    visualiser = VisualiserService(lambda _: heard[0])
    pictures = []
    visualiser.pictured.connect(pictures.append)
    visualiser.watch(on=True)
    qtbot.waitUntil(lambda: len(pictures) >= 3)
    assert len(pictures[-1].bars) == BARS
    assert max(pictures[-1].bars) > 0.8
    heard[0] = None
    qtbot.waitUntil(lambda: not any(pictures[-1].bars))
    count = len(pictures)
    qtbot.wait(150)
    assert len(pictures) <= count + 1
    visualiser.watch(on=False)
    assert not visualiser.watched
