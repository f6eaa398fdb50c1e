"""Files opened from a file manager play at once: known ones, new ones, and cue sheets."""

import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.music import make_music
from tests.e2e.program import ROOT, Program
from tests.fakes.tones import convert, tone, write_wav

pytestmark = [pytest.mark.e2e, pytest.mark.vlc]

SHEET = 'TITLE "Pair"\nFILE "long.wav" WAVE\n' + "".join(
    f'TRACK 0{number} AUDIO\nTITLE "Part {number}"\nINDEX 01 00:{5 * number - 5:02}:00\n'
    for number in (1, 2, 3)
)


@pytest.fixture(scope="module")
def music(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_music(tmp_path_factory.mktemp("music"), seconds=20)
    write_wav(folder / "long.wav", tone(440, 15))
    return folder


def start_again(program: Program, *paths: Path) -> None:
    """Open files as a file manager does while the window is open."""
    command = [sys.executable, "-m", "mtplayer", "--profile", str(program.profile)]
    subprocess.run([*command, *map(str, paths)], check=True, env=program.environment, cwd=ROOT)


def titles(program: Program) -> list[str]:
    with closing(sqlite3.connect(program.profile / "library.db")) as library:
        rows = library.execute("SELECT title FROM tracks WHERE listed ORDER BY file_id, position")
        return [row[0] for row in rows]


def playing(program: Program) -> str:
    track = program.ask("state")["track"]
    with closing(sqlite3.connect(program.profile / "library.db")) as library:
        return library.execute("SELECT title FROM tracks WHERE id = ?", (track,)).fetchone()[0]


def test_a_file_that_is_new_is_added_and_plays(program: Program, music: Path):
    program.start("--null", str(music / "One" / "01.flac"))
    program.until("it plays", state="playing", queue=1)
    assert titles(program) == ["Harbour"]
    with closing(sqlite3.connect(program.profile / "library.db")) as library:
        assert library.execute("SELECT count(*) FROM folders").fetchone() == (0,)
    assert program.quit() == 0


def test_a_later_start_hands_its_files_over_in_their_order(program: Program, music: Path):
    program.start("--null", str(music))
    program.wait_for("scan ended")
    assert program.ask("state")["state"] == "stopped"
    start_again(program, music / "Two" / "06.mp3", music / "One" / "02.mp3")
    program.until("both wait", state="playing", queue=2, row=0)
    assert playing(program) == "Østersund"
    assert program.quit() == 0


def test_a_cue_sheet_plays_the_tracks_that_it_makes(program: Program, music: Path, tmp_path: Path):
    shutil.copy(music / "long.wav", tmp_path / "long.wav")
    (tmp_path / "album.cue").write_text(SHEET)
    program.start("--null", str(tmp_path / "album.cue"))
    program.until("its tracks wait", state="playing", queue=3, row=0)
    assert titles(program) == ["Part 1", "Part 2", "Part 3"]
    program.ask("next")
    program.until("the second", state="playing", row=1, duration_ms=5000)
    program.ask("seek", ms=2000)
    time.sleep(0.5)
    said = program.ask("state")
    assert 1900 < said["position_ms"] < 4500
    program.until("the third follows", timeout_s=15, state="playing", row=2)
    assert playing(program) == "Part 3"
    assert program.quit() == 0


def test_a_sheet_that_is_put_beside_a_file_divides_it_while_the_window_is_open(
    program: Program, music: Path, tmp_path: Path
):
    folder = tmp_path / "watched"
    folder.mkdir()
    convert(music / "long.wav", folder / "long.flac")
    program.start("--null", str(folder))
    program.wait_for("scan ended")
    assert titles(program) == ["long"]
    program.ask("play_query", text="")
    program.until("the file plays", state="playing", queue=1)
    (folder / "album.cue").write_text(SHEET)
    program.wait_for("scan ended", timeout_s=30)
    assert titles(program) == ["Part 1", "Part 2", "Part 3"]
    assert program.quit() == 0


def test_what_is_no_music_is_told_and_nothing_plays(program: Program, tmp_path: Path):
    (tmp_path / "noise.mp3").write_text("no music at all")
    program.expected.append("noise.mp3|could not be played")
    program.start("--null", str(tmp_path / "noise.mp3"))
    program.wait_for("scan ended")
    time.sleep(0.5)
    assert program.ask("state")["state"] == "stopped"
    assert program.quit() == 0
