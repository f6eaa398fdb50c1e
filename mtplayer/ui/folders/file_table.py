"""The files of a folder: names, sizes, formats, and what is wrong with them."""

from array import array
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QHeaderView, QToolTip, QWidget

from mtplayer.core.formats import AUDIO_SUFFIXES, suffix_of
from mtplayer.core.library.folder_tree import FileRow
from mtplayer.core.library.tracks import FileState
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.folders.file_model import (
    CHANGED,
    FORMAT,
    NAME,
    OTHER,
    SIZE,
    TAGS,
    TEXTS,
    TIME,
    TITLES,
    FileModel,
    state_text,
)
from mtplayer.ui.look.painting import BARS, draw_bars, draw_text, fill_round, line_round, placed
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.text import tr
from mtplayer.ui.tracks.row_table import RowTable
from mtplayer.ui.widgets.star_rating import Stars

WIDTHS: Final = {SIZE: 92, CHANGED: 104, FORMAT: 108, TAGS: 56, TIME: 72}
RIGHT: Final = frozenset({SIZE, TIME})
EDGE: Final = 16
LEAST_NAME: Final = 200
_PICTURES: Final = frozenset(
    {".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif", ".heic"}
)
_FROM_LEFT: Final = "\u200e"
_SPACE = Qt.Key.Key_Space
_PLAIN = Qt.KeyboardModifier.NoModifier


class FileHeader(QHeaderView):
    """Heads the columns; files stay in the order of their names."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self.setFixedHeight(theme.size.table_header)
        self.setMinimumSectionSize(20)
        self.setSectionResizeMode(self.ResizeMode.Fixed)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            theme, colors = self._theme, self._theme.colors
            painter.fillRect(self.viewport().rect(), colors.bg_content)
            line = QRect(0, self.height() - 1, self.width(), 1)
            painter.fillRect(line, colors.line_soft)
            painter.setFont(theme.font(FontRole.HEADER))
            painter.setPen(colors.fg_2)
            for section, title in enumerate(TITLES):
                left, width = self.sectionViewportPosition(section), self.sectionSize(section)
                area = QRect(left + theme.space.s4, 0, width - theme.space.s12, self.height())
                if section == NAME:
                    area.setLeft(EDGE)
                draw_text(
                    painter,
                    placed(self.layoutDirection(), self.viewport().rect(), area)
                    if section == NAME
                    else area,
                    tr("folders", title),
                    right_to_left=self.isRightToLeft(),
                    trailing=section in RIGHT,
                )


class FileTable(RowTable):
    """Says what was asked of the files, as a table of tracks does; it changes nothing itself."""

    row_activated: TypedSignal[int] = signal()
    heart_pressed: TypedSignal[int] = signal()
    stars_pressed: TypedSignal[Stars] = signal()
    menu_asked: TypedSignal[QPoint] = signal()
    file_menu_asked: TypedSignal[QPoint] = signal()
    """The menu of files that are no tracks."""
    drag_started: TypedSignal["array[int]"] = signal()

    def __init__(self, model: FileModel, theme: Theme, parent: QWidget | None = None) -> None:
        self._theme = theme
        self._model = model
        self._hovered = -1
        super().__init__(model, FileHeader(theme), theme.size.row_standard, parent)
        self.setAccessibleName(tr("folders", "Files"))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        model.modelReset.connect(self._fit)
        theme.changed.connect(self._restyle)

    def set_playing(self, track: int | None) -> None:
        """Show which track plays."""
        self._tracks.playing = track
        self.viewport().update()

    @override
    def resizeEvent(self, event: object) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        self._fit()
        super().resizeEvent(event)  # pyright: ignore[reportArgumentType]

    def _fit(self) -> None:
        narrow = self.width() < 2 * sum(WIDTHS.values()) - WIDTHS[CHANGED]
        header = self.horizontalHeader()
        shown = {s: w for s, w in WIDTHS.items() if not (narrow and s in (CHANGED, TAGS))}
        for section in (SIZE, FORMAT):
            # A name says more than they do.
            if self.width() - sum(shown.values()) < LEAST_NAME:
                del shown[section]
        for section, width in WIDTHS.items():
            header.resizeSection(section, width)
            header.setSectionHidden(section, section not in shown)
        bar = self.verticalScrollBar().sizeHint().width()
        header.resizeSection(NAME, max(self.width() - bar - sum(shown.values()), 120))

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.told_at(event.pos()), self)
            return True
        return super().viewportEvent(event)

    def told_at(self, point: QPoint) -> str:
        """Return the name of the file at a point where it was cut; nothing where it was not."""
        number = (point.y() + self.verticalScrollBar().value()) // self._row_height
        if not 0 <= number < len(self._model.files):
            return ""
        name, room = self._model.files[number].name, self._name_room()
        return name if self._theme.metrics(FontRole.BODY).horizontalAdvance(name) > room else ""

    def _name_room(self) -> int:
        section, space = self.horizontalHeader().sectionSize(NAME), self._theme.space
        return section - space.s12 - EDGE - space.s24

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            first, last = self.visible_rows()
            offset = self.verticalScrollBar().value()
            for number in range(first, last + 1):
                area = QRect(
                    0, number * self._row_height - offset, self.viewport().width(), self._row_height
                )
                self._paint_row(painter, number, self._model.files[number], area)

    def _paint_row(self, painter: QPainter, number: int, file: FileRow, area: QRect) -> None:
        theme, colors = self._theme, self._theme.colors
        body = area.adjusted(theme.space.s8, 0, -theme.space.s8, 0)
        focused = self.hasFocus() and self.isActiveWindow()
        if self.is_selected(number):
            color = colors.bg_sel if focused else colors.bg_sel_off
            painter.fillRect(body, color)
        elif number == self._hovered or number & 1:
            ground = colors.bg_hover if number == self._hovered else colors.bg_zebra
            fill_round(painter, body, theme.radius.row, ground)
        self._paint_name(painter, file, area)
        quiet = bool(state_text(file))
        painter.setFont(theme.font(FontRole.BODY, tabular=True))
        painter.setPen(colors.fg_3 if quiet else colors.fg_2)
        for section in (SIZE, CHANGED, FORMAT, TIME):
            words = state_text(file) if section == FORMAT and quiet else TEXTS[section](file)
            self._paint_text(painter, section, words, area)
        if file.track is not None and not self.horizontalHeader().isSectionHidden(TAGS):
            name, role = ("check", "fg_3") if file.tagged else ("warning", "warn")
            place = self._cell(TAGS, area)
            box = QRect(place.x(), place.y(), theme.size.icon, place.height())
            if self.isRightToLeft():
                box.moveRight(place.right())
            theme.icons.paint(painter, box, name, getattr(colors, role), theme.size.icon)
        if focused and self._by_keyboard and number == self.currentIndex().row():
            line_round(painter, body, theme.radius.row, colors.accent, theme.outline)

    def _paint_name(self, painter: QPainter, file: FileRow, area: QRect) -> None:
        theme, colors = self._theme, self._theme.colors
        playing = file.track is not None and file.track == self._tracks.playing
        cell = self._cell(NAME, area)
        icon = QRect(EDGE, cell.y(), theme.size.icon, cell.height())
        icon = placed(self.layoutDirection(), area, icon)
        if playing:
            top = icon.center().y() - max(BARS) / 2
            draw_bars(painter, QPoint(icon.x(), round(top)).toPointF(), colors.accent)
        else:
            name, role = self._glyph(file)
            theme.icons.paint(painter, icon, name, getattr(colors, role), theme.size.icon)
        text = QRect(EDGE + theme.space.s24, cell.y(), 0, cell.height())
        text.setRight(self.horizontalHeader().sectionSize(NAME) - theme.space.s12)
        text = placed(self.layoutDirection(), area, text)
        role = FontRole.STRONG if playing else FontRole.BODY
        painter.setFont(theme.font(role))
        quiet = colors.fg_3 if state_text(file) else colors.fg_1
        painter.setPen(colors.accent_text if playing else quiet)
        # A path reads from the left, also where its first letters do not.
        words = theme.metrics(role).elidedText(
            f"{_FROM_LEFT}{file.name}", Qt.TextElideMode.ElideMiddle, text.width()
        )
        draw_text(painter, text, words, right_to_left=self.isRightToLeft())

    @staticmethod
    def _glyph(file: FileRow) -> tuple[str, str]:
        if file.state == OTHER:
            return _glyph_of(file.raw), "fg_3"
        if file.track is None:
            return "file-x", "warn"
        if file.state == FileState.MISSING:
            return "link-break", "warn"
        if file.state == FileState.OFFLINE:
            return "hard-drive", "warn"
        return "music-note", "fg_2"

    def _paint_text(self, painter: QPainter, section: int, words: str, area: QRect) -> None:
        if not words or self.horizontalHeader().isSectionHidden(section):
            return
        place = self._cell(section, area)
        metrics = painter.fontMetrics()
        cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        draw_text(
            painter, place, cut, right_to_left=self.isRightToLeft(), trailing=section in RIGHT
        )

    def _cell(self, section: int, area: QRect) -> QRect:
        header, space = self.horizontalHeader(), self._theme.space
        left, width = header.sectionViewportPosition(section), header.sectionSize(section)
        return QRect(left + space.s4, area.y(), width - space.s12, area.height())

    # ---- pointer and keys -----------------------------------------------------------------------

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = (self.verticalScrollBar().value() + int(event.position().y())) // self._row_height
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()
        super().mouseMoveEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.row_activated.emit(index.row())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.use_keys(used=False)
        super().mousePressEvent(event)

    @override
    def contextMenuEvent(self, e: QContextMenuEvent) -> None:
        if self.selected_ids():
            self.menu_asked.emit(e.globalPos())
        elif self.selected_blocks():
            self.file_menu_asked.emit(e.globalPos())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == _SPACE and event.modifiers() == _PLAIN:
            event.ignore()
        else:
            self.use_keys(used=True)
            super().keyPressEvent(event)

    @override
    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        if ids := self.selected_ids():
            self.drag_started.emit(ids)

    def _restyle(self, _look: object) -> None:
        self.viewport().update()


def _glyph_of(name: bytes) -> str:
    """Return the glyph of a file that is no track."""
    suffix = suffix_of(name)
    if suffix in _PICTURES:
        return "image"
    return "music-note" if suffix in AUDIO_SUFFIXES else "file-text"
