import pytest

from mtplayer.files.whole_hash import NOTHING_TO_HASH, whole_hash
from mtplayer.runtime.jobs import Jobs
from mtplayer.services.library.audio_hashes import AudioHashesService
from tests.fakes import music
from tests.fakes.library import FakeTrack
from tests.services.world import World

HASHES = "SELECT audio_hash FROM files ORDER BY id"


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "disk" / "music"
    folder.mkdir(parents=True)
    (folder / "a.wav").write_bytes(music.music("wav", 440))
    (folder / "b.flac").write_bytes(music.music("flac", 880))
    (folder / "c.mka").write_bytes(music.music("mka"))
    return folder


@pytest.fixture
def world(qtbot, tmp_path, folder):
    names = [b"a.wav", b"b.flac", b"c.mka", b"gone.mp3"]
    tracks = [FakeTrack(name=name) for name in names]
    tracks += [FakeTrack(name=b"broken.mp3", failure="no stream")]
    world = World(tmp_path / "library.db", tracks, mount=tmp_path / "disk")
    yield world
    world.close()


@pytest.fixture
def service(world):
    jobs = Jobs("idle", 1)
    idle = [True]
    service = AudioHashesService(
        world.storage, jobs, world.write, lambda: idle[0], world.problems.append, between_ms=5
    )
    service.idle = idle
    yield service
    assert jobs.close(5000)


def test_every_readable_file_is_hashed_while_nothing_else_is_done(world, service, folder, qtbot):
    service.start(0)
    qtbot.waitUntil(lambda: None not in world.column(HASHES)[:3])
    wav, flac, matroska, gone, broken = world.column(HASHES)
    assert wav == whole_hash(bytes(folder / "a.wav"))
    assert flac == whole_hash(bytes(folder / "b.flac"))
    assert len({wav, flac}) == 2
    assert (matroska, gone, broken) == (NOTHING_TO_HASH, None, None)
    qtbot.waitUntil(lambda: not service._timer.isActive())


def test_nothing_is_hashed_while_the_machine_is_needed(world, service, qtbot):
    service.idle[0] = False
    service.start(0)
    qtbot.wait(50)
    assert set(world.column(HASHES)) == {None}
    service.idle[0] = True
    qtbot.waitUntil(lambda: None not in world.column(HASHES)[:3])


def test_a_file_whose_sound_changed_meanwhile_keeps_no_old_hash(world):
    from mtplayer.storage.library.audio_hashes import unhashed

    with world.storage.read() as connection:
        first, second = unhashed(connection, 0, 2)
    world.storage.write(
        lambda unit: unit.connection.exec_driver_sql(
            "UPDATE files SET audio_key = x'01' WHERE id = ?", (first.file,)
        )
    )
    world.storage.write(lambda unit: unit.audio_hashes.keep({first: b"old", second: b"new"}))
    assert world.column(HASHES)[:2] == [None, b"new"]


def test_only_files_that_can_be_read_now_are_waiting(world):
    from mtplayer.storage.library.audio_hashes import unhashed

    world.storage.write(
        lambda unit: unit.connection.exec_driver_sql("UPDATE volumes SET online = 0")
    )
    with world.storage.read() as connection:
        assert unhashed(connection, 0, 10) == []
