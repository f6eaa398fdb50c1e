"""From the guess of a scan to the length in the table, through the rounds of an idle machine."""

import pytest

from mtplayer.core.events import Outcome
from mtplayer.runtime.jobs import Jobs
from mtplayer.scanner.request import ScanRequest
from mtplayer.scanner.start import scan
from mtplayer.services.library.true_lengths import TrueLengthsService
from tests.fakes import music, tagging
from tests.scanner.conftest import Heard
from tests.services.world import World

ROWS = "SELECT duration_ms, bitrate, length_guessed FROM tracks"


@pytest.fixture
def scanned(tmp_path):
    folder = tmp_path / "music"
    folder.mkdir()
    (folder / "x.mp3").write_bytes(music.varying_mp3())

    def scanned():
        request = ScanRequest(
            database=tmp_path / "library.db", lock=tmp_path / "lock", targets=(bytes(folder),)
        )
        assert scan(request, Heard()).outcome is Outcome.COMPLETED

    scanned()
    return scanned


@pytest.fixture
def world(qtbot, tmp_path, scanned):
    world = World(tmp_path / "library.db", [])
    yield world
    world.close()


@pytest.fixture
def service(world):
    jobs = Jobs("idle", 1)
    service = TrueLengthsService(
        world.storage, jobs, world.write, lambda: True, world.problems.append, between_ms=5
    )
    service.measured.connect(world.library.announce)
    yield service
    assert jobs.close(5000)


def test_a_guessed_length_is_measured_and_announced(world, service, scanned, tmp_path, qtbot):
    ((guess, _, guessed),) = world.rows(ROWS)
    assert guessed
    assert abs(guess - 20_000) > 2_000
    with qtbot.waitSignal(world.library.changed) as heard:
        service.start(0)
    (track,) = world.column("SELECT id FROM tracks")
    assert heard.args[0].updated == (track,)
    ((length, bitrate, guessed),) = world.rows(ROWS)
    assert length == pytest.approx(20_000, abs=60)
    assert not guessed
    qtbot.waitUntil(lambda: not service._timer.isActive())
    # New words over the same sound: what was measured stays.
    tagging.id3_tag(tmp_path / "music" / "x.mp3", {"title": "Another"})
    scanned()
    assert world.column("SELECT title FROM tracks") == ["Another"]
    assert world.rows(ROWS) == [(length, bitrate, 0)]


def test_the_last_track_of_a_cue_sheet_ends_with_the_measured_file(
    world, service, scanned, tmp_path, qtbot
):
    (tmp_path / "music" / "x.cue").write_text(
        'FILE "x.mp3" MP3\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nTRACK 02 AUDIO\nINDEX 01 00:05:00\n'
    )
    scanned()
    with qtbot.waitSignal(world.library.changed) as heard:
        service.start(0)
    lengths = world.column("SELECT duration_ms FROM tracks WHERE listed ORDER BY position")
    assert lengths == [5000, pytest.approx(15_000, abs=60)]
    (last,) = world.column("SELECT id FROM tracks WHERE position = 2")
    assert last in heard.args[0].updated
