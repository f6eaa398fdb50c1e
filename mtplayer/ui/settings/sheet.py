"""Settings over the window: they apply at once, so there is nothing to confirm."""

from typing import Any, Final, cast

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from mtplayer import __version__
from mtplayer.core import options
from mtplayer.core.option_kinds import Device, Option
from mtplayer.core.typed import override
from mtplayer.ui.look.painting import fill_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.services.services import Services
from mtplayer.ui.settings.rows import SettingRows
from mtplayer.ui.settings.section_list import SectionList
from mtplayer.ui.settings.words import Section, searched, sections
from mtplayer.ui.state import UiState
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.fields import TextField
from mtplayer.ui.widgets.icon_button import Face, IconButton
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.large_sheet import LargeSheet
from mtplayer.ui.widgets.sheet_ground import outline_sheet, paint_sheet
from mtplayer.ui.widgets.text_button import Kind, TextButton

_NAV: Final = 224
_LAST: Final = "settings.section"
_TAB = Qt.FocusReason.TabFocusReason


class SettingsSheet(LargeSheet):
    """Escape, the cross and a click beside it close it."""

    def __init__(self, theme: Theme, services: Services, state: UiState, over: QWidget) -> None:
        super().__init__(theme, over)
        self._theme, self._services, self._state = theme, services, state
        self._settings = services.settings
        self._options = tuple(option for option in options.ALL if option.shown)
        self._sections = sections(self._options)
        self._pages: dict[str, SettingRows] = {}
        self._found: SettingRows | None = None
        self._make_parts()
        self._lay_out()
        self.setAccessibleName(tr("settings", "Settings"))
        self._settings.changed.connect(self._settings_changed)
        self.show_section(str(state.get(_LAST, "appearance")))
        self.come_up(self.list)

    @override
    def leave(self) -> None:
        focused = self.window().focusWidget()
        if isinstance(focused, TextField):
            # What was typed counts, as if one had gone on to the next field.
            focused.editingFinished.emit()
        super().leave()

    @property
    def rows(self) -> SettingRows:
        """The rows that are shown."""
        return cast("SettingRows", self._stack.currentWidget())

    @property
    def section(self) -> Section | None:
        """The section that is shown; none while something is searched."""
        at = self.list.currentIndex()
        if not at.isValid() or self.search.text().strip():
            return None
        return self.list.sections.sections[at.row()]

    def _make_parts(self) -> None:
        theme = self._theme
        words = tr("settings", "Search settings")
        self.search = TextField(theme, words, icon="magnifying-glass")
        self.search.setPlaceholderText(words)
        self.search.textChanged.connect(self._search)
        self.search.left.connect(self._enter_list)
        self.list = SectionList(theme, self._sections)
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self._title = Label(theme, "", FontRole.TITLE, elides=True)
        self.defaults = TextButton(theme, tr("settings", "Defaults"), Kind.QUIET)
        self.defaults.clicked.connect(self._restore_defaults)
        self.cross = IconButton(theme, tr("settings", "Close"), Face(icon="x"))
        self.cross.clicked.connect(self.leave)
        self._stack = QStackedWidget()

    def _lay_out(self) -> None:
        space = self._theme.space
        head = QHBoxLayout()
        before, after = space.s28, space.s16
        # Layouts mirror what is in them, but not their margins.
        sides = (after, before) if self.isRightToLeft() else (before, after)
        head.setContentsMargins(sides[0], space.s12, sides[1], space.s8)
        for part, stretch in ((self._title, 1), (self.defaults, 0), (self.cross, 0)):
            head.addWidget(part, stretch)
        page = QVBoxLayout()
        page.setSpacing(0)
        page.addLayout(head)
        page.addWidget(self._stack, 1)
        both = QHBoxLayout(self.panel)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addWidget(self._make_side())
        both.addLayout(page, 1)

    def _make_side(self) -> QWidget:
        theme, space, side = self._theme, self._theme.space, QWidget()
        nav = QVBoxLayout(side)
        nav.setContentsMargins(0, space.s16, 0, space.s16)
        nav.setSpacing(space.s8)
        inset = QHBoxLayout()
        inset.setContentsMargins(space.s12, 0, space.s12, 0)
        inset.addWidget(self.search)
        nav.addLayout(inset)
        nav.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(space.s16, 0, space.s16, 0)
        foot.addWidget(Label(theme, f"mtplayer {__version__}", FontRole.SMALL, color="fg_2"))
        foot.addStretch(1)
        nav.addLayout(foot)
        side.setFixedWidth(_NAV)
        return side

    def show_section(self, key: str) -> None:
        """Turn to a section."""
        keys = [section.key for section in self._sections]
        at = keys.index(key) if key in keys else 0
        self.list.setCurrentIndex(self.list.sections.index(at, 0))

    def _chosen(self, at: QModelIndex, _before: QModelIndex) -> None:
        if not at.isValid():
            return
        section = self.list.sections.sections[at.row()]
        if self.search.text().strip():
            self._show_found([section])
            return
        if section.key not in self._pages:
            rows = SettingRows(self._theme, self._services, [(None, self._in(section))])
            self._pages[section.key] = rows
            self._stack.addWidget(rows)
        self._state.put(_LAST, section.key)
        self._show(self._pages[section.key], tr("settings", section.name))

    def _in(self, section: Section) -> list[Option[Any]]:
        return [option for option in self._options if option.section == section.key]

    def _search(self, typed: str) -> None:
        if not typed.strip():
            self.list.sections.offer(self._sections)
            self.show_section(str(self._state.get(_LAST, "appearance")))
            return
        found = {option.section for option in self._matching()}
        offered = [section for section in self._sections if section.key in found]
        self.list.sections.offer(offered)
        self._show_found(offered)

    def _matching(self) -> list[Option[Any]]:
        words = self.search.text().casefold().split()
        return [one for one in self._options if all(word in searched(one) for word in words)]

    def _show_found(self, offered: list[Section]) -> None:
        before, matching = self._found, self._matching()
        groups = [
            (section, [option for option in matching if option.section == section.key])
            for section in offered
        ]
        self._found = rows = SettingRows(self._theme, self._services, groups)
        self._stack.addWidget(rows)
        words = tr("settings", "Found") if groups else tr("settings", "No setting has these words")
        self._show(rows, words)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()

    def _show(self, rows: SettingRows, title: str) -> None:
        self._stack.setCurrentWidget(rows)
        self._title.show_text(title)
        self._settings_changed(None)

    def _settings_changed(self, _change: object) -> None:
        changed = any(self._settings.get(one) != one.default for one in self._here())
        self.defaults.setVisible(self.section is not None)
        self.defaults.setEnabled(changed)

    def _here(self) -> list[Option[Any]]:
        return [row.option for row in self.rows.rows]

    def _restore_defaults(self) -> None:
        for option in self._here():
            if isinstance(option, Device):
                self._services.devices.choose(option.default)
            else:
                self._settings.reset(option)

    def _enter_list(self, _nothing: object) -> None:
        self.list.setFocus(_TAB)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Find):
            self.search.setFocus(_TAB)
            self.search.selectAll()
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors, panel = QPainter(self), self._theme.colors, self.panel.geometry()
        paint_sheet(self, self._theme, painter, panel, event.rect())
        radius = 0 if self.is_full else self._theme.radius.dialog
        side = QRect(panel.x(), panel.y(), _NAV, panel.height())
        if self.isRightToLeft():
            side.moveRight(panel.right())
        painter.setClipRect(side)
        fill_round(painter, panel, radius, colors.bg_chrome)
        painter.setClipping(False)
        edge = side.x() if self.isRightToLeft() else side.right()
        painter.fillRect(edge, panel.y(), 1, panel.height(), colors.line)
        outline_sheet(self, self._theme, painter, panel)
