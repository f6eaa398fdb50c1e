"""The foot of the sidebar: what the scan is doing, or how many folders there are."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mtplayer.core.events import (
    LoudnessProgress,
    Outcome,
    ScanFinished,
    ScanPhase,
    ScanProgress,
)
from mtplayer.core.typed import override
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.services.services import Scan
from mtplayer.ui.services.sound_services import LoudnessScan
from mtplayer.ui.text import number, tr
from mtplayer.ui.widgets.glyph import Glyph
from mtplayer.ui.widgets.icon_button import Face, IconButton
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.progress_line import ProgressLine

BAR = 3


class ScanStrip(QWidget):
    """Follows the scan by itself; the number of folders is told by ``show_folders``."""

    def __init__(self, theme: Theme, scan: Scan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._folders = 0
        self._compact = False
        self._running = scan.running
        self._glyph = Glyph(theme, "check-circle", "fg_3", theme.size.icon)
        self._what = Label(theme, "", FontRole.SMALL, color="fg_2", tabular=True, elides=True)
        self._where = Label(theme, "", FontRole.CAPTION, color="fg_3", elides=True)
        self._bar = ProgressLine(theme, BAR)
        self._stop = IconButton(
            theme, tr("scan", "Stop"), Face(icon="x"), edge=theme.size.icon_button_tiny, glyph=12
        )
        self._stop.clicked.connect(self._cancel)
        self._scan = scan
        self._loudness: LoudnessScan | None = None
        self._measuring = False
        edge, glyph = theme.size.icon_button_tiny, theme.size.icon
        self.folders = IconButton(
            theme, tr("scan", "Library folders"), Face(icon="folders"), edge=edge, glyph=glyph
        )
        self.gear = IconButton(
            theme, tr("scan", "Settings"), Face(icon="gear-six"), edge=edge, glyph=glyph
        )
        self._lay_out()
        scan.progress.connect(self._progressed)
        scan.finished.connect(self._finished)
        theme.changed.connect(self._look_changed)
        self._show_rest()

    def follow_loudness(self, loudness: LoudnessScan) -> None:
        """Show while nothing is scanned how far measuring has come."""
        self._loudness = loudness
        loudness.progress.connect(self._measured)
        loudness.finished.connect(self._measured_all)

    def show_folders(self, folders: int) -> None:
        """Say how many folders are in the library while nothing is scanned."""
        self._folders = folders
        if not (self._running or self._measuring):
            self._show_rest()

    def show_compact(self, *, compact: bool) -> None:
        """Leave out the words, as the rail does."""
        self._compact = compact
        self._show_parts()

    def _lay_out(self) -> None:
        space = self._theme.space
        row = QHBoxLayout()
        row.setSpacing(space.s8)
        row.addWidget(self._glyph)
        row.addWidget(self._what, 1)
        row.addWidget(self._stop)
        row.addWidget(self.folders)
        row.addWidget(self.gear)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(space.s4)
        self._column.addLayout(row)
        self._column.addWidget(self._bar)
        self._column.addWidget(self._where)
        self.setMinimumHeight(self._theme.size.settings_nav_row + 14)

    def _progressed(self, progress: ScanProgress) -> None:
        known = bool(progress.total) and progress.phase is not ScanPhase.LISTING
        self._running = True
        self._glyph.show_glyph("arrows-clockwise", "accent_text")
        self._what.show_text(words(progress))
        self._where.show_text(progress.folder)
        self._bar.show_share(progress.done / progress.total if known and progress.total else None)
        self._show_parts()

    def _finished(self, finished: ScanFinished) -> None:
        self._running = False
        self._show_rest()
        if finished.outcome is Outcome.FAILED and finished.problem is not None:
            self._glyph.show_glyph("warning", "warn")
            self._what.show_text(finished.problem.title)
        elif finished.failed:
            text = tr("scan", "%n files could not be read", finished.failed)
            self._glyph.show_glyph("warning", "warn")
            self._what.show_text(text)

    def _cancel(self) -> None:
        if self._running:
            self._scan.cancel()
        elif self._loudness is not None:
            self._loudness.cancel()

    def _measured(self, progress: LoudnessProgress) -> None:
        self._measuring = True
        if self._running:
            return
        done = progress.done + progress.failed
        self._glyph.show_glyph("waves", "accent_text")
        text = tr("scan", "Measuring loudness, {done} of {total}")
        self._what.show_text(text.format(done=number(done), total=number(progress.total)))
        self._where.show_text("")
        self._bar.show_share(done / progress.total if progress.total else None)
        self._show_parts()

    def _measured_all(self, _progress: LoudnessProgress) -> None:
        self._measuring = False
        if not self._running:
            self._show_rest()

    def _show_rest(self) -> None:
        self._show_parts()
        self._glyph.show_glyph("check-circle" if self._folders else "folder", "fg_3")
        self._what.show_text(folders_text(self._folders))

    def _show_parts(self) -> None:
        running = self._running or self._measuring
        self._bar.setVisible(running)
        for part in (self._where, self._stop):
            part.setVisible(running and not self._compact)
        self.folders.setVisible(not running and not self._compact)
        for part in (self._what, self.gear):
            part.setVisible(not self._compact)
        margin = self._theme.space.s16 if self._compact else self._theme.space.s12
        high = self._theme.space.s8
        self._column.setContentsMargins(margin, high + 1, margin, high)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRect(0, 0, self.width(), 1), self._theme.colors.line_soft)

    def _look_changed(self, _look: object) -> None:
        self.update()


def folders_text(folders: int) -> str:
    """Say how many folders there are."""
    if not folders:
        return tr("scan", "No folders yet")
    return tr("scan", "1 folder") if folders == 1 else tr("scan", "%n folders", folders)


def words(progress: ScanProgress) -> str:
    """Say what the scan is doing, in counts."""
    match progress.phase:
        case ScanPhase.WAITING:
            return tr("scan", "Waiting for another scan")
        case ScanPhase.LISTING:
            return tr("scan", "Found {n} files").format(n=number(progress.found))
        case ScanPhase.READING:
            done, total = number(progress.done), number(progress.total or 0)
            return tr("scan", "Reading {done} of {total}").format(done=done, total=total)
        case ScanPhase.FINISHING:
            return tr("scan", "Putting in order")
