"""Pictures of the real window, taken by the command."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from mtplayer.runtime.paths import data_dir
from tests.e2e.program import ROOT, Program
from tests.fakes.library import FakeTrack, make_library

pytestmark = pytest.mark.e2e


def take(program: Program, out: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["-m", "mtplayer", "screenshot", "--profile", str(program.profile)]
    return subprocess.run(
        [sys.executable, *command, "--out", str(out), *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=program.environment,
        timeout=60,
        check=False,
    )


def colour(theme: str, role: str) -> str:
    tokens = json.loads((data_dir("resources") / "tokens.json").read_text("utf-8"))
    return QColor(tokens["color"][theme][role]).name()


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("size", ["1440x900", "960x640"])
def test_the_tracks_are_painted_in_both_themes_at_both_sizes(
    program: Program, tmp_path: Path, theme: str, size: str
):
    profile = program.profile
    profile.mkdir(parents=True, exist_ok=True)
    make_library(profile / "library.db", [FakeTrack(title=f"Song {n}") for n in range(40)])
    out = tmp_path / "tracks.png"
    ended = take(program, out, "--view", "tracks", "--theme", theme, "--size", size)
    log = (profile / "logs" / "mtplayer.log").read_text("utf-8")
    assert (ended.returncode, ended.stderr) == (0, ""), log
    image = QImage(str(out))
    assert f"{image.width()}x{image.height()}" == size
    # The player bar is chrome, the list beside it content with letters on it.
    assert image.pixelColor(200, image.height() - 2).name() == colour(theme, "bg_chrome")
    rows = {image.pixelColor(x, y).name() for x in range(80, 600) for y in range(200, 230)}
    assert {colour(theme, "bg_content"), colour(theme, "bg_zebra")} & rows
    assert len(rows) > 10


def test_a_picture_changes_nothing_in_the_profile(program: Program, tmp_path: Path):
    assert take(program, tmp_path / "a.png", "--view", "welcome").returncode == 0
    before = _contents(program.profile)
    look = ("--theme", "light", "--size", "900x600", "--rtl")
    assert take(program, tmp_path / "b.png", "--view", "welcome", *look).returncode == 0
    assert _contents(program.profile) == before
    assert (tmp_path / "a.png").read_bytes() != (tmp_path / "b.png").read_bytes()


def test_beside_an_open_window_no_picture_is_taken(program: Program, tmp_path: Path):
    program.start()
    ended = take(program, tmp_path / "a.png", "--view", "tracks")
    assert ended.returncode == 1
    assert "is open; close it" in ended.stderr
    assert program.quit() == 0


def _contents(profile: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(profile.glob("*"))
        if path.is_file() and path.suffix != ".lock"
    }
