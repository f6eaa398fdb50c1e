"""The second page of a new library: what is being found."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mtplayer.core.events import ScanFinished, ScanPhase, ScanProgress
from mtplayer.core.library.tracks import Arrivals
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.first_run.cover_wall import CoverWall
from mtplayer.ui.first_run.pace import Pace
from mtplayer.ui.first_run.steps import Steps
from mtplayer.ui.first_run.welcome import step_names
from mtplayer.ui.look.cover_cache import CoverCache
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.services.services import Services
from mtplayer.ui.text import number, tr
from mtplayer.ui.widgets.glyph import Glyph
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.logo import Logo
from mtplayer.ui.widgets.progress_line import ProgressLine
from mtplayer.ui.widgets.text_button import Kind, TextButton

BAR = 6
SIDE = 96
SIDE_NARROW = 32
MINUTE = 60
HOUR_MS = 3_600_000
REFILL_AFTER_MS = 200


class ScanningPage(QWidget):
    """``opened`` when the user wants to see the library; ``came_over`` from another player."""

    opened: TypedSignal[None] = signal()
    came_over: TypedSignal[None] = signal()

    def __init__(
        self, theme: Theme, services: Services, covers: CoverCache, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._services = services
        self._pace = Pace()
        self._wall = CoverWall(theme, covers)
        self._bar = ProgressLine(theme, BAR)
        self._title = Label(theme, tr("scanning", "Reading your music"), FontRole.PAGE)
        self._line = Label(theme, "", FontRole.SECTION, color="fg_2", weight=400, elides=True)
        self._done = Label(theme, "", FontRole.SMALL, color="fg_2", tabular=True)
        self._rate = Label(theme, "", FontRole.SMALL, color="fg_2", tabular=True)
        self._left = Label(theme, "", FontRole.SMALL, color="fg_2", tabular=True)
        self._where = Label(theme, "", FontRole.QUERY, color="fg_3", elides=True, trailing=True)
        self._trouble = Label(theme, "", FontRole.BODY, color="fg_2")
        self._counts = {
            name: Label(theme, "0", FontRole.HERO, tabular=True)
            for name in ("tracks", "albums", "artists", "music")
        }
        self._names = {
            name: Label(theme, many, color="fg_2") for name, (_, many) in count_names().items()
        }
        # A window that is drawn larger asks once it is as large as it gets.
        self._refills = QTimer(self, singleShot=True, interval=REFILL_AFTER_MS)
        self._refills.timeout.connect(partial(self._library_changed, None))
        self._lay_out()
        services.scan.progress.connect(self._progressed)
        services.scan.finished.connect(self._finished)
        services.library.changed.connect(self._library_changed)
        theme.changed.connect(self._look_changed)
        self._bar.show_share(None)
        self._library_changed(None)

    def _lay_out(self) -> None:
        theme, space = self._theme, self._theme.space
        # Everything lines up with the buttons, which keep room for their focus ring.
        margin = 2 * theme.size.focus_width
        top = QHBoxLayout()
        top.addWidget(Logo(theme, space.s32 + space.s4))
        top.addStretch(1)
        top.addWidget(Steps(theme, step_names(), 1))
        notes = QHBoxLayout()
        notes.setSpacing(space.s16)
        for label in (self._done, self._rate, self._left):
            notes.addWidget(label)
        notes.addWidget(self._where, 1)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        for part, gap in (
            (top, space.s28),
            (self._head(), space.s28),
            (_row(self._bar), space.s8),
            (notes, space.s32),
        ):
            part.setContentsMargins(margin, 0, margin, 0)
            self._column.addLayout(part)
            self._column.addSpacing(gap)
        wall = _row(self._wall)
        wall.setContentsMargins(margin, 0, margin, 0)
        self._column.addLayout(wall, 1)
        self._column.addLayout(self._foot())

    def _head(self) -> QHBoxLayout:
        space = self._theme.space
        text = tr("scanning", "You can listen already. Albums appear as they are found.")
        words = QVBoxLayout()
        words.setSpacing(space.s4)
        words.addWidget(self._title)
        self._line.show_text(text)
        words.addWidget(self._line)
        row = QHBoxLayout()
        row.setSpacing(space.s32)
        row.addLayout(words, 1)
        for key, label in self._counts.items():
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(label)
            column.addWidget(self._names[key])
            row.addLayout(column)
        return row

    def _foot(self) -> QHBoxLayout:
        theme, space = self._theme, self._theme.space
        large = theme.size.button_large
        self._sign = Glyph(theme, "info", "fg_2", theme.size.icon)
        self._sign.hide()
        self._stop = TextButton(theme, tr("scanning", "Stop"), Kind.QUIET, height=large)
        self._stop.clicked.connect(self._services.scan.cancel)
        # What another player knew is matched with the tracks, so it waits until they are here.
        over = tr("scanning", "Coming from another player?")
        self._over = TextButton(theme, over, Kind.LINK, height=large)
        self._over.clicked.connect(self._come_over)
        self._over.hide()
        text = tr("scanning", "Open library")
        go = TextButton(theme, text, Kind.PRIMARY, icon_after="arrow-right", height=large)
        go.clicked.connect(self._open)
        row = QHBoxLayout()
        row.setContentsMargins(0, space.s4, 0, 0)
        row.setSpacing(space.s8)
        row.addSpacing(space.s4)
        row.addWidget(self._sign)
        row.addWidget(self._trouble)
        row.addStretch(1)
        row.addWidget(self._over)
        row.addWidget(self._stop)
        row.addWidget(go)
        return row

    def _progressed(self, progress: ScanProgress) -> None:
        reading = progress.phase is ScanPhase.READING
        self._bar.show_share(progress.done / progress.total if progress.total and reading else None)
        self._where.show_text(progress.folder)
        if reading and progress.total:
            self._pace.note(progress.done)
            done, total = number(progress.done), number(progress.total)
            text = tr("scanning", "{done} of {total} files").format(done=done, total=total)
            self._done.show_text(text)
            self._show_pace(progress.total)
        else:
            many = tr("scanning", "{n} files found").format(n=number(progress.found))
            one = tr("scanning", "1 file found")
            self._done.show_text(one if progress.found == 1 else many)
        self._show_trouble(progress.failed)

    def _show_pace(self, total: int) -> None:
        rate, left = round(self._pace.rate), self._pace.seconds_left(total)
        self._rate.show_text(f"{number(rate)}/s" if rate else "")
        self._left.show_text("" if left is None else time_left(left))

    def _show_trouble(self, failed: int) -> None:
        self._sign.setVisible(bool(failed))
        one = tr("scanning", "1 file could not be read.")
        many = tr("scanning", "{n} files could not be read.").format(n=number(failed))
        self._trouble.show_text((one if failed == 1 else many) if failed else "")

    def _finished(self, finished: ScanFinished) -> None:
        self._bar.show_share(1.0)
        self._title.show_text(tr("scanning", "Your music is here"))
        self._line.show_text(tr("scanning", "New files appear by themselves from now on."))
        for label in (self._rate, self._left, self._where):
            label.show_text("")
        self._stop.hide()
        self._over.show()
        self._show_trouble(finished.failed)

    def _library_changed(self, _change: object) -> None:
        self._services.library.arrivals(self._wall.places, self._arrived)

    def _arrived(self, arrivals: Arrivals) -> None:
        names = count_names()
        for name, count in (
            ("tracks", arrivals.tracks),
            ("albums", arrivals.albums),
            ("artists", arrivals.artists),
        ):
            self._counts[name].show_text(number(count))
            self._names[name].show_text(names[name][count != 1])
        self._counts["music"].show_text(rough_length(arrivals.duration_ms))
        self._wall.add(arrivals.newest)

    def _open(self) -> None:
        self.opened.emit(None)

    def _come_over(self) -> None:
        self.came_over.emit(None)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        roomy = self.width() >= self._theme.size.drawer_below
        side = SIDE if roomy else SIDE_NARROW
        high = self._theme.space.s44 if roomy else self._theme.space.s24
        self._column.setContentsMargins(side, high, side, self._theme.space.s12)
        self._refills.start()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.colors.bg_content)

    def _look_changed(self, _look: object) -> None:
        self.update()


def _row(part: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(part)
    return row


def count_names() -> dict[str, tuple[str, str]]:
    """Return what is counted, for one and for any other number."""
    return {
        "tracks": (tr("scanning", "track"), tr("scanning", "tracks")),
        "albums": (tr("scanning", "album"), tr("scanning", "albums")),
        "artists": (tr("scanning", "artist"), tr("scanning", "artists")),
        "music": (tr("scanning", "of music"), tr("scanning", "of music")),
    }


def rough_length(ms: int) -> str:
    """Say how long all of it plays, in its largest unit."""
    hours, days = ms // HOUR_MS, ms // (24 * HOUR_MS)
    if days:
        return tr("scanning", "{n} d").format(n=number(days))
    minutes = tr("scanning", "{n} min").format(n=ms // (HOUR_MS // MINUTE))
    return tr("scanning", "{n} h").format(n=hours) if hours else minutes


def time_left(seconds: int) -> str:
    """Say about how long it takes."""
    if seconds < MINUTE:
        return tr("scanning", "about {n} s left").format(n=seconds)
    return tr("scanning", "about {n} min left").format(n=round(seconds / MINUTE))
