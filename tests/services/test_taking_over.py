"""Taking over behind the window: on jobs, told when it is done, refused with a reason."""

import pytest

from mtplayer.core.tracks import Scope
from tests.fakes import mt_databases as mt
from tests.services.taking import Stand


@pytest.fixture
def stand(tmp_path, qtbot):
    made = Stand(tmp_path, qtbot)
    yield made
    made.close()


def test_everything_comes_and_the_window_is_told_once(stand, tmp_path):
    source = mt.filled(tmp_path / "mt.db", "latest", tmp_path / "music")
    stand.take(source)
    (report,) = stand.reports
    assert (report.added, report.likes, report.queue) == (4, 2, 2)
    assert [change.complete for change in stand.changes] == [False]
    assert list(stand.queue.track_ids) == list(report.queue_tracks)
    counts = []
    stand.world.library.count_scopes(counts.append)
    stand.qtbot.waitUntil(lambda: bool(counts))
    assert (counts[0][Scope.TRACKS], counts[0][Scope.LIKED]) == (4, 2)


def test_looking_only_announces_nothing(stand, tmp_path):
    source = mt.filled(tmp_path / "mt.db", "latest", tmp_path / "music")
    stand.take(source, dry_run=True)
    assert (stand.reports[0].added, stand.changes, len(stand.queue)) == (4, [], 0)


def test_a_queue_that_holds_something_is_left_alone(stand, tmp_path):
    stand.take(mt.filled(tmp_path / "mt.db", "latest", tmp_path / "music"))
    stand.queue.clear()
    stand.queue.add([1])
    stand.reports.clear()
    second = mt.make(tmp_path / "other.db", "latest")
    mt.song(second, tmp_path / "music" / "new.mp3")
    mt.put(second, "queue", filepath=str(tmp_path / "music" / "new.mp3"))
    stand.take(second)
    assert list(stand.queue.track_ids) == [1]


def test_what_is_no_library_is_refused_with_a_reason(stand, tmp_path):
    (tmp_path / "mt.db").write_text("no database")
    stand.take(tmp_path / "mt.db")
    (problem,) = stand.problems
    assert problem.title == "mt's library could not be read"
    assert "is no database" in problem.sentence
    assert stand.changes == []


def test_the_usual_places_are_looked_into(stand, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("MT_DB_PATH", raising=False)
    found = []
    stand.service.look(found.append)
    stand.qtbot.waitUntil(lambda: bool(found))
    assert found == [None]
    mt.filled(tmp_path / "data" / "com.mt.desktop" / "mt.db", "upgraded", tmp_path / "music")
    stand.service.look(found.append)
    stand.qtbot.waitUntil(lambda: len(found) == 2)
    assert (found[1].tracks, found[1].playlists) == (4, 2)
