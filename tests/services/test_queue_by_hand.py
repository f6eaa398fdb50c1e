"""From the commands of the window to the rows of the library."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mtplayer.core import options
from mtplayer.core.lists.playlists import PlaylistKind
from mtplayer.services.lists.playlists import PlaylistsService
from mtplayer.services.playing.queue_sessions import QueueSessions
from mtplayer.services.playing.sleep_timer import SleepTimer
from mtplayer.services.readers import Readers
from mtplayer.storage.reader import LibraryReader
from mtplayer.ui.commands import playback_commands as commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.look.theme import Theme, read_design
from mtplayer.ui.queue.queue_controls import QueueControls
from mtplayer.ui.widgets.line_sheet import LineSheet
from tests.fakes.services import fake_services
from tests.services.stage import PAUSED


@pytest.fixture(scope="session")
def design(qapp):
    return read_design()


@pytest.fixture
def it(stage, qtbot, design):
    world = stage.world
    failed = world.problems.append
    readers = Readers(partial(LibraryReader, world.database))
    services = replace(
        fake_services(),
        queue=stage.queue,
        playback=stage.playback,
        sleep=SleepTimer(stage.playback, stage.queue, lambda: 0),
        sessions=QueueSessions(
            world.storage,
            world.database,
            world.write,
            stage.queue,
            stage.playback,
            world.undo,
            failed,
        ),
        playlists=PlaylistsService(
            world.storage, world.write, world.read, readers, world.undo, failed
        ),
    )
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    stage.services, stage.actions, stage.window = services, Actions(), window
    theme = Theme(design, options.Theme.DARK, reduced_motion=True)
    stage.controls = QueueControls(theme, services, stage.actions, window)
    stage.double_click(1)
    stage.until_playing(stage.ids[1])
    yield stage
    assert world.read.drain(5000)
    readers.close()


def answer(it, command, words):
    it.actions[command].trigger()
    sheet = it.window.findChildren(LineSheet)[-1]
    sheet.field.setText(words)
    QTest.keyClick(sheet.field, Qt.Key.Key_Return)


def test_a_queue_put_aside_by_its_command_is_a_row_of_its_own(it):
    before = list(it.queue.track_ids)
    answer(it, commands.PUT_QUEUE_ASIDE, "Sunday jazz")
    it.until(lambda: len(it.services.sessions.sessions) == 2)
    assert len(it.queue) == 0
    names = "SELECT name, active FROM queues ORDER BY id"
    assert it.world.rows(names) == [("Sunday jazz", 0), ("Queue", 1)]
    it.services.sessions.switch(it.services.sessions.sessions[1].id)
    it.until(lambda: list(it.queue.track_ids) == before)


def test_the_queue_saved_as_a_playlist_is_stored_in_its_order(it):
    answer(it, commands.SAVE_QUEUE, "Road")
    entries = (
        "SELECT e.track_id FROM playlist_entries e JOIN playlists p ON p.id = e.playlist_id"
        " WHERE p.name = 'Road' AND p.kind = ? ORDER BY e.rank, e.id"
    )
    it.until(lambda: it.world.column(entries, PlaylistKind.LIST) == list(it.queue.track_ids))


def test_the_sleep_timer_set_by_its_command_pauses_the_music(it):
    it.actions[commands.SLEEP_MINUTES[15]].trigger()
    assert it.services.sleep.state.is_set
    it.services.sleep.at(1)
    it.until(lambda: it.playback.state is PAUSED)
