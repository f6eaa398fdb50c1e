"""What shapes the sound is reached from the menu, from the output button, and by commands."""

import pytest

from mtplayer.core import options
from mtplayer.core.sound.sound_choices import GainMode
from mtplayer.ui.commands import commands as app
from mtplayer.ui.commands import playback_commands as commands
from mtplayer.ui.commands.main_menu import main_menu
from mtplayer.ui.settings.sheet import SettingsSheet
from mtplayer.ui.widgets.menu import plain
from tests.fakes.window import FakeWindow


@pytest.fixture
def it(theme, qtbot):
    made = FakeWindow(theme)
    qtbot.addWidget(made.window)
    made.window.resize(1440, 900)
    made.window.show()
    return made


def words(menu):
    return [plain(action.text()) for action in menu.actions() if not action.isSeparator()]


def within(menu, name):
    """Return the submenu of this name."""
    return next(a.menu() for a in menu.actions() if plain(a.text()) == name)


def choose(menu, name):
    next(a for a in menu.actions() if plain(a.text()) == name).trigger()


def chosen(menu):
    return [plain(action.text()) for action in menu.actions() if action.isChecked()]


def menus(it):
    """Return every menu that offers the sound."""
    window = it.window
    main = main_menu(it.window._theme, window.actions_, it.services.settings, window)
    return [within(one, "Sound") for one in (main, window._player_bar.output.menu([]))]


def test_every_menu_of_the_sound_offers_the_same(it) -> None:
    first, second = menus(it)
    assert words(first) == words(second)
    assert words(first) == [
        "ReplayGain",
        "Crossfade",
        "Speed",
        "Equalizer",
        "Equalizer shape",
        "Skip silence within tracks",
        "Sound settings…",
    ]


def test_what_is_chosen_is_a_setting_at_once(it) -> None:
    settings = it.services.settings
    sound = menus(it)[0]
    gain = within(sound, "ReplayGain")
    assert chosen(gain) == ["Automatic"]
    choose(gain, "Album")
    assert settings.get(options.REPLAY_GAIN) is GainMode.ALBUM
    assert chosen(within(sound, "Crossfade")) == ["Off"]
    choose(within(sound, "Crossfade"), "6 s")
    assert settings.get(options.CROSSFADE_S) == 6
    settings.set(options.SPEED_PERCENT, 130)
    speed = within(menus(it)[1], "Speed")
    assert chosen(speed) == ["130 %"]
    choose(speed, "75 %")
    assert settings.get(options.SPEED_PERCENT) == 75


def test_a_shape_that_is_chosen_is_heard(it) -> None:
    settings = it.services.settings
    settings.set(options.EQUALIZER_SHAPES, '{"Old & loud": "0,0,0,0,0,0,0,0,0,8"}')
    assert chosen(within(menus(it)[0], "Equalizer shape")) == []
    choose(within(menus(it)[0], "Equalizer shape"), "Old & loud")
    assert settings.get(options.EQUALIZER)
    assert settings.get(options.EQUALIZER_DB) == "0,0,0,0,0,0,0,0,0,8"
    assert chosen(within(menus(it)[1], "Equalizer shape")) == ["Old & loud"]


def test_commands_follow_the_settings_and_change_them(it) -> None:
    settings, actions = it.services.settings, it.window.actions_
    actions[commands.EQUALIZER].trigger()
    assert settings.get(options.EQUALIZER)
    assert actions[commands.EQUALIZER].isChecked()
    settings.set(options.EQUALIZER, value=False)
    assert not actions[commands.EQUALIZER].isChecked()
    actions[commands.SKIP_SILENCE].trigger()
    assert settings.get(options.SKIP_SILENCE)
    for _ in range(20):
        actions[commands.SLOWER].trigger()
    assert settings.get(options.SPEED_PERCENT) == 50
    actions[commands.FASTER].trigger()
    assert settings.get(options.SPEED_PERCENT) == 60
    actions[commands.USUAL_SPEED].trigger()
    assert settings.get(options.SPEED_PERCENT) == 100


def test_the_settings_open_where_the_sound_is(it) -> None:
    it.window.actions_[commands.SOUND_SETTINGS].trigger()
    sheet = it.window.findChild(SettingsSheet)
    assert sheet.section.key == "sound"
    assert sheet.isVisible()


def test_sheets_come_up_over_now_playing(it) -> None:
    it.window.actions_[app.NOW_PLAYING].trigger()
    it.window.actions_[app.SETTINGS].trigger()
    sheet = it.window.findChild(SettingsSheet)
    assert sheet.isVisible()
    middle = it.window.childAt(it.window.rect().center())
    assert middle is sheet or sheet.isAncestorOf(middle)
    it.window.actions_[commands.SOUND_SETTINGS].trigger()
    assert sheet.section.key == "sound"
