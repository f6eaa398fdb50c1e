"""The bar at the bottom: what it shows, and what its buttons and keys do."""

from array import array

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mtplayer.core.events import (
    FavoritesChanged,
    LibraryChanged,
    PlaybackState,
    Repeat,
    WaveformReady,
)
from mtplayer.core.ids import TrackId
from mtplayer.ui import mime
from mtplayer.ui.commands import playback_commands
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.widgets.seek_bar import SeekBar
from tests.fakes.rows import track_row
from tests.fakes.window import FakeWindow, drop_on, named, shows

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def it(theme: Theme, qtbot: QtBot) -> FakeWindow:
    it = FakeWindow(theme)
    qtbot.addWidget(it.window)
    it.window.resize(1440, 900)
    with qtbot.waitExposed(it.window):
        it.window.show()
    return it


def test_the_bar_shows_what_plays_and_follows_its_tags(it: FakeWindow) -> None:
    """C17: the bar of mt kept the old title after an edit."""
    rows = it.services.rows
    rows.special[7] = track_row(7, title="Kitchen Light", artist="Glasshouse", album="Slow")
    it.services.queue.stand_on(7)
    assert shows(it, "Kitchen Light")
    assert it.window.windowTitle() == "Kitchen Light — Glasshouse"
    assert shows(it, "\u2068Glasshouse\u2069 — \u2068Slow\u2069")
    rows.special[7] = track_row(7, title="Kitchen Lights")
    it.services.library.changed.emit(LibraryChanged(revision=2, updated=(TrackId(7),)))
    assert shows(it, "Kitchen Lights")
    assert not shows(it, "Kitchen Light")


def test_the_play_button_says_what_a_press_does(it: FakeWindow, qtbot: QtBot) -> None:
    it.services.rows.special[7] = track_row(7, title="Kitchen Light")
    it.services.queue.stand_on(7)
    qtbot.mouseClick(named(it, "Play, Kitchen Light"), LEFT)
    assert it.services.playback.state is PlaybackState.PLAYING
    assert shows(it, "Pause, Kitchen Light")


def test_the_heart_follows_likes_from_anywhere(it: FakeWindow, qtbot: QtBot) -> None:
    it.services.rows.special[7] = track_row(7, liked_at=None)
    it.services.queue.stand_on(7)
    qtbot.mouseClick(named(it, "Like"), LEFT)
    assert shows(it, "Liked, on")
    it.services.rows.special[7] = track_row(7, liked_at=None)
    it.services.favorites.changed.emit(FavoritesChanged(removed=(TrackId(7),)))
    assert not shows(it, "Liked, on")


def test_shuffle_and_repeat_show_what_the_queue_says(it: FakeWindow, qtbot: QtBot) -> None:
    repeat = named(it, "Repeat")
    for name, mode in (
        ("Repeat, all", Repeat.ALL),
        ("Repeat, this track", Repeat.ONE),
        ("Repeat", Repeat.OFF),
    ):
        qtbot.mouseClick(repeat, LEFT)
        assert it.services.queue.modes.repeat is mode
        assert repeat.accessibleName() == name
    qtbot.mouseClick(named(it, "Shuffle"), LEFT)
    assert it.services.queue.modes.shuffle
    assert it.window.actions_[playback_commands.SHUFFLE].isChecked()


def test_time_goes_on_between_reports_and_stands_while_paused(it: FakeWindow, qtbot: QtBot) -> None:
    seek = it.window._player_bar.seek
    it.services.playback.be(PlaybackState.PLAYING, 10_000, 200_000)
    qtbot.waitUntil(lambda: seek.bar.value() > 10_150, timeout=2000)
    it.services.playback.be(PlaybackState.PAUSED, 12_000, 200_000)
    qtbot.wait(150)
    assert seek.bar.value() == 12_000
    assert seek._elapsed.text() == "0:12"
    assert seek._remaining.text() == "\u22123:08"


def test_jumps_and_steps_of_the_keyboard_reach_the_player(it: FakeWindow) -> None:
    it.services.playback.be(PlaybackState.PLAYING, 10_000, 200_000)
    actions = it.window.actions_
    for command in (
        playback_commands.JUMPS[4],
        playback_commands.SEEK_ON,
        playback_commands.SEEK_BACK_FAR,
    ):
        actions[command].trigger()
    assert it.services.playback.calls == [
        ("seek", 80_000),
        ("seek by", 5_000),
        ("seek by", -30_000),
    ]


def test_louder_ends_muting_and_volume_stays_in_range(it: FakeWindow) -> None:
    playback, actions = it.services.playback, it.window.actions_
    actions[playback_commands.MUTE].trigger()
    assert playback.muted
    for _ in range(10):
        actions[playback_commands.VOLUME_UP].trigger()
    assert (playback.volume, playback.muted) == (100, False)


def test_tracks_dropped_on_the_cover_play_at_once(it: FakeWindow) -> None:
    song = it.window._player_bar.song
    assert drop_on(song, mime.track_data(array("q", [3, 1])))
    assert it.services.playback.calls == [("play", [3, 1], 0, "")]


def test_the_bar_takes_the_shape_of_what_plays(it: FakeWindow) -> None:
    bar = it.window.findChild(SeekBar)
    for track in (7, 8):
        it.services.rows.special[track] = track_row(track, duration_ms=200_000)
    it.services.queue.stand_on(7)
    assert it.services.waveforms.asked == [7]
    flat = bar.grab().toImage()
    it.services.waveforms.ready.emit(WaveformReady(track=TrackId(8), shape=bytes([255]) * 1000))
    assert bar.grab().toImage() == flat
    loud = bytes([0]) * 500 + bytes([255]) * 500
    it.services.waveforms.ready.emit(WaveformReady(track=TrackId(7), shape=loud))
    image = bar.grab().toImage()
    colors = it.window._theme.colors
    quarter, three_quarters = (image.width() * part // 4 // 3 * 3 for part in (1, 3))
    assert image.pixelColor(three_quarters, 2) == colors.wave_rest
    assert image.pixelColor(quarter, 2) != colors.wave_rest
    assert image.pixelColor(quarter, image.height() // 2) == colors.wave_rest
    it.services.queue.stand_on(8)
    assert it.services.waveforms.asked == [7, 8]
    assert bar.grab().toImage() == flat
