"""Another player's library behind the window: one step, announced, and asked for by a command."""

import json
import os

import pytest

from mtplayer.core.exchange.foreign_library import Player
from mtplayer.runtime.jobs import Jobs
from mtplayer.runtime.paths import Profile
from mtplayer.services.exchange.exchange import ExchangeService
from mtplayer.services.exchange.foreign_taking import ForeignTaking
from mtplayer.services.safety.backups import BackupService
from mtplayer.services.settings import SettingsService
from tests.cli.inside import Inside
from tests.fakes import foreign
from tests.fakes.library import FakeTrack
from tests.services.world import World

NAMES = (b"01.flac", b"02 \xff.flac", b"03 50%&#.flac", b"04.flac")


class OpenWindow:
    """The window as a command meets it: JSON in and out, while its event loop runs."""

    def __init__(self, qtbot, answers):
        self._qtbot = qtbot
        self._answers = answers

    def ask_window(self, profile, question):
        question = json.loads(json.dumps(question))
        reply = self._answers[question["command"]](question)
        self._qtbot.wait(5)
        return json.loads(json.dumps({"ok": True, **reply}))


class Stand:
    def __init__(self, tmp_path, qtbot):
        self.folder, self.qtbot = tmp_path, qtbot
        self.profile = Profile(tmp_path / "profile")
        self.profile.create()
        songs = [FakeTrack(title=f"Song {n}", name=name) for n, name in enumerate(NAMES, 1)]
        self.world = world = World(self.profile.database, songs, mount=tmp_path / "disk")
        self.files = Jobs("files", 2)
        self.backups = BackupService(
            self.profile,
            world.storage,
            SettingsService({}, lambda _: None),
            lambda: True,
            world.problems.append,
        )
        self.service = ForeignTaking(
            world.storage,
            self.profile.database,
            self.files,
            world.write,
            world.library,
            world.playlists,
            back_up=self.backups.first,
        )
        self.exchange = ExchangeService(
            world.database, self.files, world.playlists, world.problems.append
        )
        self.changes = []
        world.library.changed.connect(self.changes.append)
        self.window = OpenWindow(
            qtbot,
            {
                "import-from": self.service.answer,
                "foreign-state": self.service.answer,
                "import-lists": self.exchange.answer,
                "exchange-state": self.exchange.answer,
            },
        )

    def make(self, player):
        return foreign.MAKERS[player](
            self.folder / player, os.fsencode(self.folder / "disk/music")
        )  # fmt: skip

    def take(self, player, source, **options):
        reports, problems = [], []
        self.service.begin(
            Player(player), source, reports.append, problems.append, **options
        )  # fmt: skip
        self.qtbot.waitUntil(lambda: bool(reports or problems), timeout=20_000)
        return reports, problems

    def plays(self):
        return self.world.column("SELECT plays FROM tracks ORDER BY id")

    def close(self):
        self.backups.close(5000)
        assert self.files.close(5000)
        self.world.close()


@pytest.fixture
def stand(tmp_path, qtbot):
    made = Stand(tmp_path, qtbot)
    yield made
    made.close()


@pytest.fixture
def window_command(stand, capsys):
    return Inside(stand.profile, capsys, stand.window)


def test_it_is_one_step_that_is_announced_saved_before_and_taken_back(stand):
    (report,), _ = stand.take("itunes", stand.make("itunes"))
    assert (report.plays, stand.plays()) == (10, [7, 0, 0, 3])
    assert [change.complete for change in stand.changes] == [False]
    names = [row.name for row in stand.world.playlists.rows]
    assert names == ["Evenings", "Late trains"]
    assert any("before-itunes" in path.name for path in stand.profile.backups.iterdir())
    stand.world.undo.undo()
    stand.qtbot.waitUntil(lambda: stand.plays() == [0, 0, 0, 0], timeout=20_000)
    stand.qtbot.waitUntil(lambda: stand.world.playlists.rows == (), timeout=20_000)
    stand.world.undo.redo()
    stand.qtbot.waitUntil(lambda: stand.plays() == [7, 0, 0, 3], timeout=20_000)


def test_looking_announces_and_keeps_nothing(stand):
    (report,), _ = stand.take("strawberry", stand.make("strawberry"), dry_run=True)
    assert (report.plays, stand.plays(), stand.changes) == (10, [0, 0, 0, 0], [])
    assert list(stand.profile.backups.iterdir()) == []


def test_what_is_no_library_is_refused_with_a_reason(stand):
    (stand.folder / "x.xml").write_text("<html/>")
    reports, (problem,) = stand.take("itunes", stand.folder / "x.xml")
    assert reports == []
    assert problem.title == "The other player's library could not be read"


def test_usual_places_are_looked_into(stand, monkeypatch):
    monkeypatch.setenv("HOME", str(stand.folder))
    monkeypatch.setenv("XDG_DATA_HOME", str(stand.folder))
    stand.make("rhythmbox")
    found = []
    stand.service.find(found.append)
    stand.qtbot.waitUntil(lambda: bool(found), timeout=20_000)
    assert found == [{Player.RHYTHMBOX: stand.folder / "rhythmbox/rhythmdb.xml"}]


@pytest.mark.blocking
def test_a_command_lets_the_open_window_do_it(stand, window_command):
    (report,) = window_command.objects("import-from", "clementine", stand.make("clementine"))
    assert (report["plays"], report["changed"], stand.plays()) == (10, True, [7, 0, 0, 3])
    code, _, err = window_command.run("import-from", "itunes", stand.folder / "none.xml")
    assert (code, len(err.splitlines())) == (1, 1)
    assert "No such file" in err


@pytest.mark.blocking
def test_the_open_window_imports_playlists_for_a_command(stand, window_command):
    path = stand.folder / "Mix.m3u"
    path.write_text("disk/music/01.flac\ngone.mp3\n")
    (report,) = window_command.objects("playlist", "import", path, "--dry-run")
    assert (report["matched"], stand.world.playlists.rows) == (1, ())
    (report,) = window_command.objects("playlist", "import", path)
    assert report["matched"] == 1
    assert [row.name for row in stand.world.playlists.rows] == ["Mix"]
    code, _, err = window_command.run("playlist", "import", stand.folder / "none.m3u")
    assert (code, len(err.splitlines())) == (1, 1)
