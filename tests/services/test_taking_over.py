"""Taking over behind the window: on jobs, told when it is done, refused with a reason."""

import pytest

from mtplayer.core.library.tracks import Scope
from mtplayer.core.problems import BackupFailed
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


def test_a_library_with_something_in_it_is_backed_up_first_or_left_alone(stand, tmp_path):
    source = mt.filled(tmp_path / "mt.db", "latest", tmp_path / "music")
    stand.take(source)
    assert stand.backed_up == []
    stand.reports.clear()
    stand.take(source)
    assert (stand.reports[0].changes, stand.backed_up) == (0, [])
    second = mt.make(tmp_path / "other.db", "latest")
    mt.song(second, tmp_path / "music" / "new.mp3")
    stand.no_backup = BackupFailed("There is no room left.")
    stand.reports.clear()
    stand.take(second, dry_run=True)
    assert stand.backed_up == []
    stand.reports.clear()
    stand.take(second)
    assert [problem.sentence for problem in stand.problems] == ["There is no room left."]
    assert stand.world.column("SELECT count(*) FROM tracks") == [4]
    stand.problems.clear()
    stand.no_backup = None
    stand.take(second)
    assert (stand.reports[0].added, stand.backed_up) == (1, ["mt", "mt"])


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
