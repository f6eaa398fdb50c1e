"""Settings, from the key that opens them to the file that holds them."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from mtplayer.core import options
from mtplayer.core.option_kinds import Toggle
from mtplayer.core.options import Accent, Density
from mtplayer.services import settings_file
from mtplayer.services.sound.sound import sound_settings
from mtplayer.ui.commands import commands
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.settings.editors import editor_for
from mtplayer.ui.settings.equalizer import EqualizerEditor
from mtplayer.ui.settings.folder_field import FolderField
from mtplayer.ui.settings.looks import Look
from mtplayer.ui.settings.rows import SettingRow
from mtplayer.ui.settings.sheet import SettingsSheet
from mtplayer.ui.settings.words import number_words, sections
from mtplayer.ui.widgets.choices import Choices
from mtplayer.ui.widgets.fields import NumberField, TextField
from mtplayer.ui.widgets.menu_button import MenuButton
from mtplayer.ui.widgets.slider import Slider
from tests.fakes.services import fake_services
from tests.fakes.window import FakeWindow

LEFT = Qt.MouseButton.LeftButton
SHOWN = [option for option in options.ALL if option.shown]


class Page:
    """The sheet in a window, over a settings file."""

    def __init__(self, file: Path, theme: Theme, qtbot: QtBot) -> None:
        self.qtbot, self.file = qtbot, file
        self.world = FakeWindow(theme)
        self.window = self.world.window
        self.settings = self.world.services.settings
        self.settings._save = lambda values: self._off_thread(settings_file.write, file, values)
        qtbot.addWidget(self.window)
        self.window.resize(1440, 900)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.actions_[commands.SETTINGS].trigger()

    @property
    def sheet(self) -> SettingsSheet:
        return self.window.findChild(SettingsSheet)

    @property
    def names(self) -> list[str]:
        return [section.key for section in self.sheet.list.sections.sections]

    def open(self, section: str) -> None:
        at = self.sheet.list.sections.index(self.names.index(section), 0)
        place = self.sheet.list.visualRect(at).center()
        self.qtbot.mouseClick(self.sheet.list.viewport(), LEFT, pos=place)

    def row(self, option: object) -> SettingRow:
        return next(row for row in self.sheet.rows.rows if row.option is option)

    def editor(self, option: object, kind: type[QWidget]):
        editor = self.row(option).editor
        return editor if isinstance(editor, kind) else editor.findChild(kind)

    @property
    def kept(self) -> dict[str, object]:
        """What the file holds once the settings are saved."""
        self.settings.save_now()
        return self._off_thread(settings_file.read, self.file)

    def _off_thread(self, work, *arguments):
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(work, *arguments).result()


@pytest.fixture
def it(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Page:
    return Page(tmp_path / "settings.toml", theme, qtbot)


@pytest.mark.parametrize("option", SHOWN, ids=lambda option: option.key)
def test_every_shown_setting_has_an_editor_with_its_name(option, theme, qtbot) -> None:
    editor = editor_for(option, theme, fake_services())
    qtbot.addWidget(editor)
    named = [editor, *editor.findChildren(QWidget)]
    assert option.label in {widget.accessibleName() for widget in named}


def test_every_section_of_a_shown_setting_can_be_opened(it: Page) -> None:
    assert set(it.names) == {option.section for option in SHOWN}
    seen = []
    for key in it.names:
        it.open(key)
        seen += [row.option for row in it.sheet.rows.rows]
    assert sorted(seen, key=SHOWN.index) == SHOWN


def test_a_section_that_nobody_named_comes_last_by_its_key() -> None:
    stranger = Toggle(key="lasers.on", default=False, label="Lasers")
    assert [one.name for one in sections((stranger, options.THEME))] == ["Appearance", "Lasers"]


def test_a_switch_changes_the_setting_at_once_and_the_file_holds_it(it: Page) -> None:
    it.open("sorting")
    it.qtbot.mouseClick(it.editor(options.IGNORE_ARTICLES, QAbstractButton), LEFT)
    assert not it.settings.get(options.IGNORE_ARTICLES)
    assert it.kept["sorting.ignore_articles"] is False


def test_a_choice_side_by_side_is_pressed(it: Page) -> None:
    it.open("appearance")
    density = it.editor(options.DENSITY, Choices)
    compact = next(b for b in density.findChildren(QAbstractButton) if "24" in b.accessibleName())
    it.qtbot.mouseClick(compact, LEFT)
    assert it.kept["appearance.density"] == Density.COMPACT


def test_theme_and_accent_are_chosen_by_their_looks(it: Page, theme: Theme) -> None:
    it.open("appearance")
    for option, words in ((options.THEME, "Light"), (options.ACCENT, "Ember")):
        looks = it.row(option).editor.findChildren(Look)
        it.qtbot.mouseClick(next(one for one in looks if one.accessibleName() == words), LEFT)
        assert [one.accessibleName() for one in looks if one.isChecked()] == [words]
    assert (theme.dark, theme.look.accent) == (False, Accent.EMBER)
    assert it.kept["appearance.theme"] == "light"
    assert it.kept["appearance.accent"] == "ember"


def test_a_choice_of_many_is_picked_from_a_menu_or_by_arrows(it: Page) -> None:
    it.open("library")
    mode = it.editor(options.SCAN_MODE, MenuButton)
    action = next(a for a in mode.menu().actions() if a.text() == "Only when I ask")
    action.trigger()
    assert it.kept["library.scan_mode"] == "manual"
    it.qtbot.keyClick(mode, Qt.Key.Key_Up)
    assert mode.words == "When something changes"
    assert "library.scan_mode" not in it.kept


def test_numbers_are_slid_or_typed(it: Page) -> None:
    it.open("sound")
    it.qtbot.keyClick(it.editor(options.CROSSFADE_S, Slider), Qt.Key.Key_Right)
    it.open("lists")
    days = it.editor(options.RECENT_DAYS, NumberField)
    days.selectAll()
    it.qtbot.keyClicks(days, "30")
    assert it.settings.get(options.RECENT_DAYS) == 14
    it.qtbot.keyClick(days, Qt.Key.Key_Return)
    assert it.kept["sound.crossfade_s"] == 1
    assert it.kept["lists.recent_days"] == 30


def test_one_day_is_one_day(it: Page) -> None:
    it.open("lists")
    days = it.editor(options.RECENT_DAYS, NumberField)
    assert days.suffix() == " days"
    days.setValue(1)
    assert days.text() == "1 day"


def test_text_counts_when_one_leaves_the_field_or_the_sheet(it: Page) -> None:
    it.open("sorting")
    field = it.editor(options.ARTICLES, TextField)
    field.setFocus()
    field.setText("der, die, das")
    it.qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert it.kept["sorting.articles"] == "der, die, das"


def test_what_changes_elsewhere_is_shown(it: Page) -> None:
    it.open("sound")
    slider = it.editor(options.CROSSFADE_S, Slider)
    it.settings.set(options.CROSSFADE_S, 7)
    assert slider.value() == 7
    assert slider.accessibleDescription() == "7 s"


def test_defaults_restore_the_section_and_nothing_else(it: Page) -> None:
    it.settings.set(options.DENSITY, Density.RELAXED)
    it.settings.set(options.TOP_COUNT, 40)
    it.open("lists")
    assert it.sheet.defaults.isEnabled()
    it.qtbot.mouseClick(it.sheet.defaults, LEFT)
    assert not it.sheet.defaults.isEnabled()
    assert it.settings.get(options.TOP_COUNT) == 25
    assert it.kept["appearance.density"] == Density.RELAXED


def test_searching_shows_only_what_has_the_words(it: Page) -> None:
    it.qtbot.keyClicks(it.sheet.search, "crossfade album")
    assert [row.option for row in it.sheet.rows.rows] == [options.CROSSFADE_ALBUMS]
    assert it.names == ["sound"]
    it.qtbot.mouseClick(it.editor(options.CROSSFADE_ALBUMS, QAbstractButton), LEFT)
    assert it.kept["sound.crossfade_albums"] is True
    it.qtbot.keyClick(it.sheet.search, Qt.Key.Key_Escape)
    assert it.sheet.search.text() == ""
    assert it.sheet.section.key == "appearance"
    it.qtbot.keyClicks(it.sheet.search, "when")
    it.qtbot.waitUntil(lambda: len({row.option.section for row in it.sheet.rows.rows}) > 1)
    it.sheet.search.clear()
    it.qtbot.keyClicks(it.sheet.search, "nothing like this")
    assert it.sheet.rows.rows == []


def test_escape_closes_and_the_focus_is_where_it_was(it: Page) -> None:
    it.qtbot.keyClick(it.sheet, Qt.Key.Key_Escape)
    it.qtbot.waitUntil(lambda: it.sheet is None)
    it.world.tracks.setFocus()
    it.window.actions_[commands.SETTINGS].trigger()
    it.window.actions_[commands.SETTINGS].trigger()
    assert len(it.window.findChildren(SettingsSheet)) == 1
    assert it.sheet.isAncestorOf(it.window.focusWidget())
    it.qtbot.keyClick(it.window.focusWidget(), Qt.Key.Key_Escape)
    it.qtbot.waitUntil(lambda: it.sheet is None)
    assert it.window.focusWidget() is it.world.tracks


def test_tab_stays_in_the_sheet_and_reaches_every_editor(it: Page) -> None:
    it.open("sound")
    reached = set()
    for _ in range(60):
        it.qtbot.keyClick(it.window.focusWidget(), Qt.Key.Key_Tab)
        assert it.sheet.isAncestorOf(it.window.focusWidget())
        reached.add(it.window.focusWidget().accessibleName())
    assert {"Search settings", "Sections", "Close"} <= reached
    for row in it.sheet.rows.rows:
        named = {w.accessibleName() for w in (row.editor, *row.editor.findChildren(QWidget))}
        assert named & reached, row.option.key


def test_the_sheet_has_room_or_takes_the_whole_window(it: Page) -> None:
    assert (it.sheet.panel.width(), it.sheet.panel.height()) == (1008, 720)
    it.window.resize(960, 640)
    assert it.sheet.panel.geometry() == it.sheet.rect()
    it.window.resize(1440, 900)
    it.qtbot.mouseClick(it.sheet, LEFT, pos=QPoint(5, 5))
    it.qtbot.waitUntil(lambda: it.sheet is None)


def test_the_theme_changes_while_one_looks_and_the_section_is_remembered(
    it: Page, theme: Theme
) -> None:
    it.settings.set(options.ACCENT, Accent.ROSE)
    assert theme.look.accent is Accent.ROSE
    it.open("listens")
    it.sheet.leave()
    it.qtbot.waitUntil(lambda: it.sheet is None)
    it.window.actions_[commands.SETTINGS].trigger()
    assert it.sheet.section.key == "listens"


def test_the_equalizer_is_shaped_by_its_bands_or_a_preset(it: Page) -> None:
    it.open("sound")
    it.qtbot.mouseClick(it.editor(options.EQUALIZER, QAbstractButton), LEFT)
    bands = it.editor(options.EQUALIZER_DB, EqualizerEditor)
    it.qtbot.keyClick(bands.sliders[0], Qt.Key.Key_Right)
    assert it.kept["sound.equalizer_db"] == "1,0,0,0,0,0,0,0,0,0"
    assert bands.presets.words == "My own"
    curve = sound_settings(it.settings).equalizer
    assert [(band.hertz, band.gain_db) for band in curve.bands][:2] == [(31, 1), (62, 0)]
    bands.presets.menu().actions()[2].trigger()
    assert bands.presets.words == "More bass"
    assert [slider.value() for slider in bands.sliders][:4] == [6, 5, 4, 2]
    it.qtbot.mouseClick(it.sheet.defaults, LEFT)
    assert "sound.equalizer_db" not in it.kept
    assert {slider.value() for slider in bands.sliders} == {0}


def test_own_shapes_are_kept_under_a_name_and_fit_31_bands(it: Page) -> None:
    it.open("sound")
    bands = it.editor(options.EQUALIZER_DB, EqualizerEditor)
    assert not bands.keep.isVisible()
    bands.sliders[9].setValue(8)
    assert bands.keep.isVisible()
    sheet = bands.ask_for_name()
    sheet.field.setText("Old & loud")
    it.qtbot.keyClick(sheet.field, Qt.Key.Key_Return)
    assert it.kept["sound.equalizer_shapes"] == '{"Old & loud": "0,0,0,0,0,0,0,0,0,8"}'
    assert bands.presets.words == "Old & loud"
    assert (bands.keep.isVisible(), bands.delete.isVisible()) == (False, True)
    bands.counts.pressed.emit(1)
    assert len(bands.sliders) == 31
    assert [slider.value() for slider in bands.sliders][-4:] == [3, 5, 8, 8]
    assert bands.presets.words == "Old & loud"
    it.settings.set(options.EQUALIZER, value=True)
    assert len(sound_settings(it.settings).equalizer.bands) == 31
    bands.presets.menu().actions()[2].trigger()
    assert bands.presets.words == "More bass"
    bands.presets.menu().actions()[-1].trigger()
    it.qtbot.mouseClick(bands.delete, LEFT)
    assert "sound.equalizer_shapes" not in it.kept
    assert bands.presets.words == "My own"
    bands.counts.pressed.emit(0)
    assert [slider.value() for slider in bands.sliders] == [0] * 8 + [0, 8]


def test_31_bands_stay_31(theme: Theme, qtbot: QtBot) -> None:
    services = fake_services()
    services.settings.set(options.EQUALIZER_DB, ",".join(["-2"] * 31))
    bands = editor_for(options.EQUALIZER_DB, theme, services)
    qtbot.addWidget(bands)
    bands.sliders[30].setValue(3)
    assert services.settings.get(options.EQUALIZER_DB) == ",".join([*["-2"] * 30, "3"])


def test_the_sound_device_is_picked_from_those_that_are_connected(it: Page) -> None:
    it.open("sound")
    button = it.editor(options.SOUND_DEVICE, MenuButton)
    assert button.words == "System default"
    assert [a.text() for a in button.menu().actions()] == ["System default", "Desk", "Kitchen"]
    button.menu().actions()[2].trigger()
    assert it.world.services.devices.chosen == "Kitchen"
    it.qtbot.mouseClick(it.sheet.cross, LEFT)
    it.qtbot.waitUntil(lambda: it.world.services.devices.search.cancelled)


def test_a_device_that_is_away_stays_chosen(theme: Theme, qtbot: QtBot) -> None:
    services = fake_services()
    services.devices.chosen = "Headphones"
    button = editor_for(options.SOUND_DEVICE, theme, services)
    qtbot.addWidget(button)
    assert button.words == "Headphones"


def test_numbers_say_what_they_mean() -> None:
    assert number_words(options.CROSSFADE_S, 0) == "Off"
    assert number_words(options.TAG_PROCESSES, 0) == "Automatic"
    assert number_words(options.PREAMP_DB, -3) == "\u22123 dB"


def test_filters_of_autoeq_are_imported_named_and_removed(theme: Theme, qtbot: QtBot) -> None:
    services = fake_services()
    editor = editor_for(options.EQUALIZER_FILTERS, theme, services)
    qtbot.addWidget(editor)
    editor.show()
    assert editor.words.text() == "None"
    assert not editor.remove.isVisible()
    editor.take("/home/me/HD 650.txt")
    assert services.devices.imported == "/home/me/HD 650.txt"
    filters = "# HD 650\nPreamp: -6.2 dB\nFilter 1: ON PK Fc 100 Hz Gain 2 dB Q 1\n"
    services.settings.set(options.EQUALIZER_FILTERS, filters)
    assert editor.words.text() == "HD 650 · 1 filter · \u22126.2 dB"
    qtbot.mouseClick(editor.remove, LEFT)
    assert services.devices.imported == ""


def test_the_folder_for_backups_is_typed_or_chosen(it: Page, qtbot: QtBot, tmp_path: Path) -> None:
    it.open("library")
    editor = next(one for one in it.sheet.findChildren(FolderField))
    qtbot.keyClicks(editor.field, "/mnt/other")
    qtbot.keyClick(editor.field, Qt.Key.Key_Return)
    assert it.settings.get(options.BACKUP_FOLDER) == "/mnt/other"
    qtbot.mouseClick(editor.choose, LEFT)
    (dialog,) = it.window.findChildren(QFileDialog)
    assert dialog.fileMode() is QFileDialog.FileMode.Directory
    dialog.fileSelected.emit(str(tmp_path))
    assert it.settings.get(options.BACKUP_FOLDER) == str(tmp_path)
    assert editor.field.text() == str(tmp_path)
    dialog.close()
