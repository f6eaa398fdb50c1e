"""What the window really plays: recorded behind a sound server of the test's own."""

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.program import Program
from tests.fakes.sound_server import SoundServer, wait_until
from tests.fakes.tones import convert, tone, write_wav

pytestmark = [pytest.mark.e2e, pytest.mark.sound, pytest.mark.vlc]


TONES = {"Harbour": 440, "Île flottante": 660, "Nightjar": 880, "Østersund": 1100}


def make_music(folder: Path) -> Path:
    """Write a tone of 20 s for each title."""
    folder.mkdir()
    for number, (title, hertz) in enumerate(TONES.items(), 1):
        source = folder / f"{number}.wav"
        write_wav(source, tone(hertz, 20))
        tags = ("-metadata", f"title={title}", "-metadata", f"track={number}")
        convert(source, source.with_suffix(".flac"), *tags)
        source.unlink()
    return folder


@pytest.fixture
def server():
    made = SoundServer()
    made.start()
    yield made
    made.close()


@pytest.fixture
def listening(program: Program, server: SoundServer, tmp_path: Path) -> Program:
    """The program after its first scan, heard by the server."""
    program.environment |= server.environment
    program.start(str(make_music(tmp_path / "music")))
    program.wait_for("scan ended")
    return program


def pitch_of(program: Program, track: int) -> float:
    """Return the tone that a track consists of."""
    with closing(sqlite3.connect(program.profile / "library.db")) as library:
        (title,) = library.execute("SELECT title FROM tracks WHERE id = ?", [track]).fetchone()
    return TONES[title]


def until_heard(server: SoundServer, hertz: float) -> None:
    wait_until(lambda: (heard := server.pitch()) is not None and abs(heard - hertz) < 3)


def test_what_the_window_shows_is_what_is_heard_also_after_a_restart(listening, server) -> None:
    listening.ask("play_query", text="", row=1)
    first = listening.until("playing", state="playing", row=0)
    until_heard(server, pitch_of(listening, first["track"]))
    listening.ask("pause")
    wait_until(lambda: server.pitch() is None)
    listening.ask("play")
    until_heard(server, pitch_of(listening, first["track"]))
    listening.ask("next")
    second = listening.until("the next track", row=1, state="playing")
    assert second["track"] != first["track"]
    until_heard(server, pitch_of(listening, second["track"]))
    listening.ask("seek", ms=9000)
    until_heard(server, pitch_of(listening, second["track"]))
    time.sleep(0.5)
    before = listening.ask("state")
    assert listening.quit() == 0
    wait_until(lambda: server.pitch() is None)

    listening.start()
    after = listening.until("a track waits", state="paused")
    assert (after["track"], after["row"], after["queue"]) == (second["track"], 1, first["queue"])
    assert abs(after["position_ms"] - before["position_ms"]) <= 300
    assert server.pitch() is None
    listening.ask("play")
    until_heard(server, pitch_of(listening, second["track"]))
    assert listening.ask("state")["position_ms"] >= 9000
    assert listening.quit() == 0
    assert listening.left_behind() == []


def test_without_a_sound_device_the_window_waits_and_works(program, tmp_path) -> None:
    program.environment |= {"PULSE_SERVER": f"unix:{tmp_path}/nobody"}
    program.environment |= {"ALSA_CONFIG_PATH": os.devnull}
    program.start(str(make_music(tmp_path / "music")))
    program.wait_for("scan ended")
    program.ask("play_query", text="", row=0)
    program.until("told", state="paused", row=0)
    program.ask("next")
    program.until("told again", state="paused", row=1)
    assert program.quit() == 0
