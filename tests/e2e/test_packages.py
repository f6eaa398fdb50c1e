"""The wheel and the bundle start where there is no checkout."""

import json
import os
import random
import subprocess
import sys
import venv
import wave
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

import mtplayer

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [pytest.mark.long, pytest.mark.e2e, pytest.mark.timeout(600)]


def _run(*command: str | Path, **options: object) -> str:
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, check=False, **options
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
    return done.stdout


def _installed_wheel(folder: Path) -> Path:
    """Build the wheel, put it into a new environment, return its command."""
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check")
    _run(*pip, "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", folder, ROOT, cwd=folder)
    (wheel,) = folder.glob("mtplayer-*.whl")
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / "bin" / "python"
    lock = ROOT / ".lock" / "run.txt"
    install = (python, *pip[1:], "install", "-q", "--no-deps")
    _run(*install, "--only-binary", ":all:", "--require-hashes", "-r", lock, cwd=folder)
    _run(*install, wheel, cwd=folder)
    return folder / "venv" / "bin" / "mtplayer"


def _bundle(folder: Path) -> Path:
    """Freeze the program, return its command."""
    places = ("--distpath", folder / "dist", "--workpath", folder / "build")
    _run(sys.executable, "-m", "PyInstaller", "--noconfirm", *places, ROOT / "mtplayer.spec")
    return folder / "dist" / "mtplayer" / "mtplayer"


@pytest.fixture(scope="module", params=[_installed_wheel, _bundle], ids=["wheel", "bundle"])
def packaged(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return request.param(tmp_path_factory.mktemp("package"))


@pytest.fixture
def stranger(tmp_path: Path) -> dict[str, str]:
    """The environment of a person who has no checkout and a home of their own."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return kept | {"HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}


def test_it_says_its_version(packaged: Path, stranger: dict[str, str], tmp_path: Path):
    said = _run(packaged, "--version", env=stranger, cwd=tmp_path)
    assert said == f"mtplayer {mtplayer.__version__}\n"


def test_it_finds_all_it_needs(packaged: Path, stranger: dict[str, str], tmp_path: Path):
    _run(packaged, "check", env=stranger, cwd=tmp_path)


def test_it_opens_a_library(packaged: Path, stranger: dict[str, str], tmp_path: Path):
    said = _run(packaged, "stats", "--json", env=stranger, cwd=tmp_path)
    assert json.loads(said)["tracks"] == 0


def test_it_plays(packaged: Path, stranger: dict[str, str], tmp_path: Path):
    _write_wave(tmp_path / "noise.wav")
    heard = tmp_path / "heard.wav"
    _run(packaged, "play", "--record", heard, "noise.wav", env=stranger, cwd=tmp_path)
    with wave.open(str(heard)) as sound:
        assert 0.9 < sound.getnframes() / sound.getframerate() < 1.1


def test_it_reads_a_folder(packaged: Path, stranger: dict[str, str], tmp_path: Path):
    # In a bundle the scanner and its workers are the program itself, started again.
    music = tmp_path / "music"
    music.mkdir()
    for number in range(120):
        _write_wave(music / f"{number}.wav")
    said = _run(packaged, "scan", "--json", music, env=stranger, cwd=tmp_path)
    assert json.loads(said)["added"] == 120


def test_it_takes_a_picture(packaged: Path, stranger: dict[str, str], tmp_path: Path):
    picture = tmp_path / "tracks.png"
    options = ("--view", "tracks", "--size", "960x640", "--out", picture)
    _run(packaged, "screenshot", *options, env=stranger, cwd=tmp_path)
    assert QImage(str(picture)).size() == QSize(960, 640)


def _write_wave(path: Path) -> None:
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(random.Random(path.name).randbytes(16_000))
