"""From a track that begins to the shape in its bar: made once, kept by its sound."""

from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from mtplayer.core.ids import TrackId
from mtplayer.core.sound.waves import PEAKS
from mtplayer.files.kept_files import KeptFiles
from mtplayer.runtime.jobs import Jobs
from mtplayer.services.readers import Readers
from mtplayer.services.sound.waveforms import WaveformsService
from mtplayer.storage.reader import LibraryReader
from tests.cli.command import run
from tests.fakes.tones import tone, write_wav

pytestmark = pytest.mark.vlc


def scan(profile: Path, music: Path) -> None:
    assert run("scan", "--profile", profile, music).returncode == 0


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    music = tmp_path / "music"
    music.mkdir()
    for number in (1, 2):
        write_wav(music / f"{number}.wav", tone(220 * number, 2))
    (music / "3.wav").write_bytes((music / "1.wav").read_bytes()[:60])
    scan(tmp_path / "profile", music)
    return tmp_path / "profile"


@pytest.fixture
def waveforms(profile: Path, qtbot):
    owner, jobs = QObject(), Jobs("looks", 1)
    readers = Readers(partial(LibraryReader, profile / "library.db"))
    failures: list[Exception] = []
    service = WaveformsService(
        readers, jobs, KeptFiles(profile / "waves", ".wave"), failures.append, owner
    )
    yield service
    service.close()
    jobs.close(3000)
    readers.close()
    assert failures == []


def shapes_in(profile: Path) -> list[Path]:
    return sorted((profile / "waves").rglob("*.wave"))


def test_a_shape_is_made_once_and_kept(waveforms, profile, qtbot) -> None:
    with qtbot.waitSignal(waveforms.ready, timeout=20_000) as first:
        waveforms.ask(TrackId(1))
    assert first.args[0].track == 1
    assert len(first.args[0].shape) == PEAKS
    assert len(shapes_in(profile)) == 1
    waveforms.close()
    with qtbot.waitSignal(waveforms.ready, timeout=5000) as again:
        waveforms.ask(TrackId(1))
    assert again.args[0] == first.args[0]
    assert len(shapes_in(profile)) == 1


def test_only_the_newest_wish_is_answered(waveforms, profile, qtbot) -> None:
    told = []
    waveforms.ready.connect(told.append)
    waveforms.ask(TrackId(1))
    with qtbot.waitSignal(waveforms.ready, timeout=20_000):
        waveforms.ask(TrackId(2))
    assert [waveform.track for waveform in told] == [2]


def test_a_track_that_is_not_there_has_no_shape(waveforms, profile, qtbot) -> None:
    with qtbot.assertNotEmitted(waveforms.ready, wait=1500):
        waveforms.ask(TrackId(99))


def test_a_moved_file_keeps_its_shape(waveforms, profile, tmp_path, qtbot) -> None:
    with closing(LibraryReader(profile / "library.db")) as reader:
        before = reader.sound_key(TrackId(1))
        (tmp_path / "music" / "1.wav").rename(tmp_path / "music" / "renamed.wav")
        scan(profile, tmp_path / "music")
        assert reader.sound_key(TrackId(1)) == before
        assert reader.sound_key(TrackId(99)) is None
