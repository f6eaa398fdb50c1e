from array import array

from mtplayer.services.playing.queue_lengths import QueueLengths
from tests.fakes.library import FakeTrack
from tests.services.world import World


def test_lengths_are_added_up_as_often_as_a_track_is_named(qtbot, tmp_path):
    tracks = [FakeTrack(title=str(n), duration_ms=1000 * n) for n in range(1, 4)]
    world = World(tmp_path / "library.db", tracks)
    answers = []
    lengths = QueueLengths(world.database, world.read, world.problems.append)
    one, two, three = world.ids
    lengths(array("q", [one, two, two, three]), answers.append)
    qtbot.waitUntil(lambda: answers == [8000])
    lengths(array("q"), answers.append)
    qtbot.waitUntil(lambda: answers == [8000, 0])
    lengths(array("q", [one, 999_999] * 15_000), answers.append)
    qtbot.waitUntil(lambda: answers == [8000, 0, 15_000_000])
    world.close()


def test_a_newer_question_ends_the_one_before(qtbot, tmp_path):
    world = World(tmp_path / "library.db", [FakeTrack(duration_ms=1000)])
    answers = []
    lengths = QueueLengths(world.database, world.read, world.problems.append)
    for count in range(1, 30):
        lengths(array("q", world.ids * count), answers.append)
    qtbot.waitUntil(lambda: bool(answers) and answers[-1] == 29_000)
    qtbot.wait(20)
    assert answers[-1] == 29_000
    world.close()
