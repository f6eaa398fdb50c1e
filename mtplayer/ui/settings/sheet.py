"""Settings over the window: they apply at once, so there is nothing to confirm."""

from typing import Any, Final, cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from mtplayer import __version__
from mtplayer.core import options
from mtplayer.core.option_kinds import Device, Option
from mtplayer.ui import commands
from mtplayer.ui.command import Area
from mtplayer.ui.painting import fill_round, line_round
from mtplayer.ui.services import Services
from mtplayer.ui.settings.rows import SettingRows
from mtplayer.ui.settings.section_list import SectionList
from mtplayer.ui.settings.words import Section, searched, sections
from mtplayer.ui.state import UiState
from mtplayer.ui.text import tr
from mtplayer.ui.theme import Theme
from mtplayer.ui.tokens import FontRole
from mtplayer.ui.widgets.fields import TextField
from mtplayer.ui.widgets.icon_button import Face, IconButton
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.text_button import Kind, TextButton

_NAV: Final = 224
_LARGEST: Final = (1200, 796)
_USUAL: Final = (1000, 640)
_FULL_BELOW: Final = (1000, 700)
_LAST: Final = "settings.section"
_TAB = Qt.FocusReason.TabFocusReason
_BACKTAB = Qt.FocusReason.BacktabFocusReason


class SettingsSheet(QWidget):
    """Covers ``over``; Escape, the cross and a click beside it close it."""

    def __init__(self, theme: Theme, services: Services, state: UiState, over: QWidget) -> None:
        super().__init__(over)
        self._theme, self._services, self._state, self._over = theme, services, state, over
        self._settings = services.settings
        self._before = cast("QWidget | None", over.window().focusWidget())
        self._options = tuple(option for option in options.ALL if option.shown)
        self._sections = sections(self._options)
        self._pages: dict[str, SettingRows] = {}
        self._found: SettingRows | None = None
        self._make_parts()
        self._lay_out()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(tr("settings", "Settings"))
        self._settings.changed.connect(self._settings_changed)
        theme.changed.connect(self._look_changed)
        over.installEventFilter(self)
        self._open_section(str(state.get(_LAST, "appearance")))
        self._fit()
        self.show()
        self.raise_()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Close it; the focus goes back to where it was."""
        focused = self.window().focusWidget()
        if isinstance(focused, TextField):
            # What was typed counts, as if one had gone on to the next field.
            focused.editingFinished.emit()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.close()

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
        self.panel = QWidget(self)
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

    def _open_section(self, key: str) -> None:
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
            self._open_section(str(self._state.get(_LAST, "appearance")))
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

    # ---- over the window ------------------------------------------------------------------------

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        # Tab stays in the sheet: what lies below is out of reach until it closes.
        stops = [w for w in self._chain() if w.isVisible() and w.isEnabled()]
        now = self.window().focusWidget()
        at = stops.index(now) if now in stops else -1
        target = stops[(at + (1 if next else -1)) % len(stops)]
        target.setFocus(_TAB if next else _BACKTAB)
        for area in self.findChildren(QScrollArea):
            if area.isAncestorOf(target) and area.widget() is not None:
                area.ensureWidgetVisible(target)
        return True

    def _chain(self) -> list[QWidget]:
        stops: list[QWidget] = []
        widget = self.nextInFocusChain()
        while widget is not None and widget is not self:
            tabbed = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
            if tabbed and self.isAncestorOf(widget) and widget.focusProxy() is None:
                stops.append(widget)
            widget = widget.nextInFocusChain()
        return stops

    @override
    def event(self, event: QEvent) -> bool:
        asked = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and not _passes(event):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.matches(QKeySequence.StandardKey.Find):
            self.search.setFocus(_TAB)
            self.search.selectAll()
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.leave()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() is QEvent.Type.Resize:
            self._fit()
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors, panel = self._theme.colors, self.panel.geometry()
        full = panel == self.rect()
        radius = 0 if full else self._theme.radius.dialog
        painter.fillRect(self.rect(), colors.scrim)
        fill_round(painter, panel, radius, colors.bg_dialog)
        side = QRect(panel.x(), panel.y(), _NAV, panel.height())
        if self.isRightToLeft():
            side.moveRight(panel.right())
        painter.setClipRect(side)
        fill_round(painter, panel, radius, colors.bg_chrome)
        painter.setClipping(False)
        edge = side.x() if self.isRightToLeft() else side.right()
        painter.fillRect(edge, panel.y(), 1, panel.height(), colors.line)
        if not full:
            line_round(painter, panel, radius, colors.line)

    def _fit(self) -> None:
        over = self._over.rect()
        wide, high = over.width(), over.height()
        place = QRect(over)
        if wide >= _FULL_BELOW[0] and high >= _FULL_BELOW[1]:
            edge = 2 * self._theme.space.s32
            place.setWidth(min(_LARGEST[0], max(_USUAL[0], wide * 7 // 10), wide - edge))
            place.setHeight(min(_LARGEST[1], max(_USUAL[1], high * 4 // 5), high - edge))
            place.moveCenter(over.center())
        self.setGeometry(over)
        self.panel.setGeometry(place)
        self.update()

    def _look_changed(self, _look: object) -> None:
        self.update()


def _passes(event: QKeyEvent) -> bool:
    """Whether a key of the window works while the sheet is open: playing and quitting."""
    keys = QKeySequence(event.keyCombination())
    return any(
        keys == QKeySequence(one)
        for command in commands.ALL
        if command.area is Area.PLAYBACK or command is commands.QUIT
        for one in command.keys
    )
