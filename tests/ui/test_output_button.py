"""The button with the headphones: devices, and what happens to the sound on its way there."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mtplayer.core.sound.sound import SignalPath
from mtplayer.ui import sound_path
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.widgets.menu import Menu
from tests.fakes.rows import track_row
from tests.fakes.window import FakeWindow, named

LEFT = Qt.MouseButton.LeftButton
PATH = SignalPath(96_000, 24, "libVLC", 0.0, False, 100, 1.0, 96_000, "PulseAudio", "USB DAC")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (
            PATH,
            [
                "FLAC · 24-bit, 96 kHz",
                "Decoded by libVLC",
                "Not changed",
                "USB DAC · PulseAudio · 96 kHz · shared with other programs",
            ],
        ),
        (
            PATH._replace(
                file_rate=44_100,
                file_bits=0,
                gain_db=-7.8,
                equalized=True,
                volume=80,
                speed=1.25,
                device="",
                exclusive=True,
            ),
            [
                "FLAC · 44.1 kHz",
                "Decoded by libVLC",
                "Speed 1.25× · gain \u22127.8 dB · equalizer · volume 80 %",
                "Resampled to 96 kHz",
                "System default · PulseAudio · 96 kHz · exclusive",
            ],
        ),
    ],
    ids=["untouched", "changed"],
)
def test_every_station_of_the_sound_is_named(path: SignalPath, words: list[str]) -> None:
    assert sound_path.lines(path, "flac") == words


def test_the_short_words_claim_bits_only_for_what_is_not_changed() -> None:
    assert sound_path.summary(PATH) == "USB DAC · 24-bit, 96 kHz"
    assert sound_path.summary(PATH._replace(volume=50)) == "USB DAC · 96 kHz"


def test_a_click_offers_the_devices_over_the_signal_path(
    theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    it = FakeWindow(theme)
    qtbot.addWidget(it.window)
    it.window.resize(1440, 900)
    with qtbot.waitExposed(it.window):
        it.window.show()
    it.services.rows.special[7] = track_row(7, codec="flac")
    it.services.queue.stand_on(7)
    it.services.playback.path_changed.emit(PATH)
    shown = []
    monkeypatch.setattr(Menu, "popup", lambda menu, _at: shown.append(menu))
    qtbot.mouseClick(named(it, "Output"), LEFT)
    (menu,) = shown
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert words[:2] == ["Output", "System default"]
    assert words[-5:] == ["Signal path", *sound_path.lines(PATH, "flac")]
    chosen = next(action for action in menu.actions() if action.isChecked())
    assert chosen.text() == (it.services.devices.chosen or "System default")
    other = next(a for a in menu.actions() if a.isCheckable() and not a.isChecked())
    other.trigger()
    assert it.services.devices.chosen == other.text()
