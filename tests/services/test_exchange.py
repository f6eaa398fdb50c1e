"""Playlist files behind the window: looked at, taken in one step, taken back, written."""

import json
import os
import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import QTimer

from mtplayer.core.events import Outcome, ScanFinished
from mtplayer.core.ids import ScanId
from mtplayer.core.lists.list_files import ListFormat
from mtplayer.core.lists.list_matching import By
from mtplayer.core.lists.playlists import PlaylistTracksChanged
from mtplayer.runtime.jobs import Jobs
from mtplayer.services.exchange import list_import
from mtplayer.services.exchange.exchange import ExchangeService
from mtplayer.services.lists.waiting_entries import WaitingEntries
from tests.fakes.library import FakeTrack, make_library
from tests.services.world import World

SONGS = [FakeTrack(title=f"Song {n}", name=b"%02d.flac" % n, track=n) for n in (1, 2, 3)]


class Stand:
    def __init__(self, tmp_path, qtbot):
        self.folder, self.qtbot = tmp_path, qtbot
        self.world = World(tmp_path / "library.db", SONGS, mount=tmp_path / "disk")
        self.files = Jobs("files", 2)
        self.service = ExchangeService(
            self.world.database, self.files, self.world.playlists, self.world.problems.append
        )

    def file(self, name, *lines):
        path = self.folder / name
        path.write_text("\n".join(lines))
        return str(path)

    def look(self, *sources):
        answers = []
        self.service.look(sources, lambda *answer: answers.append(answer))
        self.qtbot.waitUntil(lambda: bool(answers), timeout=20_000)
        return answers[0]

    def take(self, imports, **options):
        taken = []
        self.service.take(imports, done=taken.append, **options)
        self.qtbot.waitUntil(lambda: bool(taken), timeout=20_000)
        return taken[0]

    def lists(self):
        found = {}
        for name, track in self.world.rows(
            "SELECT p.name, e.track_id FROM playlists AS p LEFT JOIN playlist_entries AS e"
            " ON e.playlist_id = p.id AND e.removed_at IS NULL"
            " WHERE p.deleted_at IS NULL ORDER BY p.id, e.rank"
        ):
            found.setdefault(name, []).append(track)
        return found

    def written(self, path):
        counts, refusals = [], []
        self.service.export_library(str(path), done=counts.append, refused=refusals.append)
        self.qtbot.waitUntil(lambda: bool(counts or refusals), timeout=20_000)
        return counts, [problem.sentence for problem in refusals]

    def close(self):
        assert self.files.close(5000)
        self.world.close()


@pytest.fixture
def stand(tmp_path, qtbot):
    made = Stand(tmp_path, qtbot)
    yield made
    made.close()


def test_looking_tells_what_would_come_and_writes_nothing(stand):
    source = stand.file("Mix.m3u", "disk/music/01.flac", "x/02.flac", "gone.mp3")
    (stand.folder / "gone.mp3").touch()
    (found,), problems = stand.look(source, str(stand.folder / "none.m3u"))
    assert found.found == {By.PATH: 1}
    assert (found.ambiguous, found.not_found, found.on_disk) == ((1,), (2,), 1)
    assert [problem.title for problem in problems] == ["The playlist could not be read"]
    assert stand.lists() == {}


def test_several_files_are_one_step_that_is_taken_back_and_done_again(stand):
    one = stand.file("One.m3u", "disk/music/01.flac", "gone.mp3")
    two = stand.file("Two.m3u", "disk/music/02.flac")
    imports, _ = stand.look(one, two)
    touched = stand.take(imports)
    there = {"One": [stand.world.ids[0], None], "Two": [stand.world.ids[1]]}
    assert stand.lists() == there
    assert [row.name for row in stand.world.playlists.rows] == ["One", "Two"]
    assert [row.id for row in stand.world.playlists.rows] == list(touched)
    stand.world.undo.undo()
    stand.qtbot.waitUntil(lambda: stand.lists() == {}, timeout=20_000)
    stand.qtbot.waitUntil(lambda: stand.world.playlists.rows == (), timeout=20_000)
    stand.world.undo.redo()
    stand.qtbot.waitUntil(lambda: stand.lists() == there, timeout=20_000)


def test_what_was_chosen_counts(stand):
    (found,), _ = stand.look(stand.file("Mix.m3u", "x/02.flac", "y/03.flac"))
    assert found.ambiguous == (0, 1)
    known = found.verdicts[0].candidates[0]
    stand.take([found.chosen({0: known.track, 1: None})])
    assert stand.lists() == {"Mix": [stand.world.ids[1], None]}


def test_replacing_a_namesake_is_taken_back_to_what_it_held(stand):
    stand.take(stand.look(stand.file("Mix.m3u", "disk/music/01.flac"))[0])
    (found,), _ = stand.look(stand.file("Mix.m3u", "disk/music/02.flac", "disk/music/03.flac"))
    assert found.namesake is not None
    stand.take([found], replace=True)
    assert stand.lists() == {"Mix": list(stand.world.ids[1:])}
    stand.world.undo.undo()
    before = {"Mix": [stand.world.ids[0]]}
    stand.qtbot.waitUntil(lambda: stand.lists() == before, timeout=20_000)


def test_an_entry_without_a_track_keeps_its_words(stand):
    source = stand.file("Mix.m3u", "#EXTM3U", "#EXTINF:61,Somebody - Gone", "gone.mp3")
    stand.take(stand.look(source)[0])
    entries = stand.world.column("SELECT id FROM playlist_entries")
    with stand.world.reader() as reader:
        (row,) = reader.playlists.rows(entries)
    assert (row.title, row.artist, row.duration_ms) == ("Gone", "Somebody", 61_000)


def test_a_place_gets_its_track_when_a_scan_finds_that(stand):
    lines = (
        "gone.mp3",
        "#EXTINF:77,Nobody - Late",
        "/old/late.mp3",
        "#EXTINF:9,A - Never",
        "n.mp3",
    )
    stand.take(stand.look(stand.file("Mix.m3u", *lines))[0])
    waiting = WaitingEntries(
        stand.world.database, stand.world.read, stand.world.playlists, stand.world.problems.append
    )
    found = FakeTrack(title="Late", artist="Nobody", name=b"x.ogg", duration_ms=77_000)
    here = FakeTrack(title="?", name=b"gone.mp3", folder=b"", duration_ms=5000)
    first, second = make_library(stand.world.database, [found, here], stand.folder)
    changes = []
    stand.world.playlists.changed.connect(changes.append)
    finished = ScanFinished(scan=ScanId(1), outcome=Outcome.COMPLETED)
    waiting.follow(finished)
    waiting.follow(replace(finished, added=2))
    stand.qtbot.waitUntil(lambda: bool(changes), timeout=20_000)
    assert stand.lists() == {"Mix": [second, first, None]}
    assert isinstance(changes[0], PlaylistTracksChanged)


def test_a_playlist_is_written_and_a_folder_that_is_not_there_is_told(stand):
    (playlist,) = stand.take(stand.look(stand.file("Mix.m3u", "disk/music/02.flac"))[0])
    target, counts, problems = stand.folder / "out.xspf", [], []

    def export(path):
        stand.service.export(
            "Mix",
            str(path),
            ListFormat.XSPF,
            relative=True,
            playlist=playlist,
            done=counts.append,
            refused=problems.append,
        )

    export(target)
    stand.qtbot.waitUntil(lambda: counts == [1], timeout=20_000)
    assert "<location>disk/music/02.flac</location>" in target.read_text()
    export(stand.folder / "none" / "out.xspf")
    stand.qtbot.waitUntil(lambda: bool(problems), timeout=20_000)
    assert problems[0].title == "The playlist could not be exported"


def test_c19_the_window_lives_while_a_playlist_is_written(stand, monkeypatch):
    (playlist,) = stand.take(stand.look(stand.file("Mix.m3u", "disk/music/02.flac"))[0])
    written, let_go, ticks = [], threading.Event(), []
    real = list_import.write

    def slow(*arguments, **options):
        written.append(threading.current_thread() is threading.main_thread())
        assert let_go.wait(20)
        return real(*arguments, **options)

    monkeypatch.setattr(list_import, "write", slow)
    target, counts = stand.folder / "out.m3u8", []
    stand.service.export(
        "Mix", str(target), ListFormat.M3U8, relative=True, playlist=playlist, done=counts.append
    )
    stand.qtbot.waitUntil(lambda: bool(written))
    QTimer.singleShot(0, lambda: ticks.append(target.exists()))
    stand.qtbot.waitUntil(lambda: bool(ticks))
    assert (written, ticks, counts) == ([False], [False], [])
    let_go.set()
    stand.qtbot.waitUntil(lambda: counts == [1], timeout=20_000)


def test_tracks_are_written_in_the_order_given(stand):
    target, counts = stand.folder / "out.m3u8", []
    tracks = [stand.world.ids[n] for n in (2, 0, 2)]
    stand.service.export(
        "Queue",
        str(target),
        ListFormat.M3U8,
        relative=False,
        tracks=tracks,
        done=counts.append,
    )
    stand.qtbot.waitUntil(lambda: counts == [3], timeout=20_000)
    names = [os.path.basename(x) for x in target.read_text().splitlines() if x[:1] == "/"]
    assert names == ["03.flac", "01.flac", "03.flac"]


def test_a_command_gets_a_ticket_and_then_the_report(stand):
    question = {
        "command": "import-lists",
        "paths": [stand.file("Mix.m3u", "disk/music/01.flac"), "/none.m3u"],
    }
    ticket = stand.service.answer(question)["ticket"]
    state = {"command": "exchange-state", "ticket": ticket}
    assert stand.service.answer(state) == {}
    stand.qtbot.waitUntil(lambda: "report" in stand.service.answer(state), timeout=20_000)
    answer = stand.service.answer(state)
    assert [one["matched"] for one in answer["report"]] == [1]
    assert len(answer["failures"]) == 1
    assert stand.lists() == {"Mix": [stand.world.ids[0]]}


@pytest.mark.blocking
def test_all_that_the_library_knows_is_written_or_it_is_said_why_not(stand):
    target = stand.folder / "all.jsonl"
    (count,), refused = stand.written(target)
    lines = [json.loads(line) for line in target.read_text().splitlines()]
    assert (len(lines), refused) == (count, [])
    assert [line["title"] for line in lines if line["type"] == "track"] == [
        "Song 1", "Song 2", "Song 3",
    ]  # fmt: skip
    counts, (refusal,) = stand.written(stand.folder / "nowhere" / "all.jsonl")
    assert counts == []
    assert refusal.endswith("No such file or directory.")
