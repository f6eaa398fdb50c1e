"""Up next: what plays, what was queued, what follows."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mtplayer.core.events import PlaybackState, QueueModes
from mtplayer.core.ids import EntryId
from mtplayer.core.typed import override
from mtplayer.runtime.signals import BoundSignal
from mtplayer.ui import mime, text
from mtplayer.ui.look.cover_cache import CoverCache
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.queue.queue_empty import NothingUpNext
from mtplayer.ui.queue.queue_list import QueueList
from mtplayer.ui.queue.queue_model import Queue, QueueModel
from mtplayer.ui.queue.queue_painter import Heading
from mtplayer.ui.queue.queue_places import Part
from mtplayer.ui.queue.queue_tools import QueueTools
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.icon_button import Face, IconButton
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.menu import Menu
from mtplayer.ui.widgets.row_drops import Dropped
from mtplayer.ui.widgets.text_button import Kind, TextButton

if TYPE_CHECKING:
    from array import array

FOOTER = 44
# Skipping through a queue asks for its length once, at the end.
COUNT_AFTER_MS = 300


class EditableQueue(Queue, Protocol):
    """What the panel asks of the queue."""

    @property
    def modes_changed(self) -> BoundSignal[QueueModes]:
        """Shuffle and repeat are others now."""
        ...

    @property
    def modes(self) -> QueueModes:
        """Shuffle and repeat."""
        ...

    @property
    def source(self) -> str:
        """The list that the queue was filled from."""
        ...

    def row_of(self, entry: int, /) -> int | None:
        """Return where an entry stands."""
        ...

    def insert(self, row: int, tracks: Sequence[int], /) -> object:
        """Put tracks before a row."""
        ...

    def remove_ranges(self, ranges: Sequence[range], /) -> object:
        """Take rows out."""
        ...

    def move(self, entries: Sequence[int], row: int, /) -> object:
        """Put entries before a row."""
        ...

    def move_ranges(self, ranges: Sequence[range], row: int, /) -> object:
        """Put rows before a row."""
        ...


class Playback(Protocol):
    """What sounds."""

    @property
    def state_changed(self) -> BoundSignal[PlaybackState]:
        """It plays or it does not."""
        ...

    @property
    def state(self) -> PlaybackState:
        """Whether it plays."""
        ...

    def play_entry(self, entry: EntryId, /) -> object:
        """Play a place of the queue."""
        ...


Lengths = Callable[["array[int]", Callable[[int], object]], object]
"""Finds out how long tracks play together, in milliseconds."""


class QueuePanel(QWidget):
    """A page of the right panel."""

    def __init__(
        self,
        theme: Theme,
        queue: EditableQueue,
        playback: Playback,
        model: QueueModel,
        covers: CoverCache,
        lengths: Lengths,
        tools: QueueTools,
    ) -> None:
        super().__init__()
        self._tools = tools
        self._theme = theme
        self._queue = queue
        self._playback = playback
        self._model = model
        self._lengths = lengths
        self._asked = 0
        self._list = QueueList(model, theme, covers, self)
        self._drag = tools.drag(covers, self._list)
        self._cut: array[int] | None = None
        self._total = Label(theme, role=FontRole.SMALL, color="fg_3", tabular=True, elides=True)
        self._name = Label(theme, role=FontRole.SMALL, color="fg_2", elides=True)
        self._strip = tools.strip(self)
        self._save = TextButton(
            theme, tr("queue", "Save as playlist"), Kind.QUIET, icon="floppy-disk"
        )
        self._more = IconButton(
            theme,
            tr("queue", "More"),
            Face(icon="dots-three"),
            edge=theme.size.icon_button_small,
            glyph=theme.size.icon,
        )
        self._lay_out()
        self._connect(covers)
        self._show_state()
        self._playback_changed(playback.state)

    def _lay_out(self) -> None:
        space = self._theme.space
        self._head = QWidget()
        header = QHBoxLayout(self._head)
        header.setContentsMargins(0, 0, 0, 0)
        header.addWidget(self._name, 1)
        header.addWidget(self._more)
        footer = QHBoxLayout()
        footer.setSpacing(0)
        footer.setContentsMargins(space.s16 + 1, 0, space.s12 - self._save.margin, 0)
        footer.addWidget(self._total, 1)
        footer.addWidget(self._save)
        self._empty = NothingUpNext(self._theme)
        body = QVBoxLayout()
        # The list keeps off the line at the edge; its bar lies at the other.
        body.setContentsMargins(1, space.s8, 0, 0)
        body.addWidget(self._list)
        body.addWidget(self._empty)
        body.addWidget(self._strip)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part, height in ((body, 0), (footer, FOOTER)):
            holder = QWidget()
            holder.setLayout(part)
            if height:
                holder.setFixedHeight(height)
            layout.addWidget(holder, 0 if height else 1)
        self.setFocusProxy(self._list)

    def head(self) -> QWidget:
        """Return what stands beside the tabs."""
        return self._head

    def widget(self) -> QWidget:
        """Return the page itself."""
        return self

    def _connect(self, covers: CoverCache) -> None:
        listed, model = self._list, self._model
        listed.row_activated.connect(self._play_row)
        listed.removal_asked.connect(self._remove)
        listed.step_asked.connect(self._step)
        listed.dropped.connect(self._take_drop)
        listed.pulled.connect(self._pull)
        listed.cut_asked.connect(self._remember)
        listed.paste_asked.connect(self._put_back)
        self._empty.dropped.connect(lambda data: self._take(data, None))
        listed.link_pressed.connect(self._clear_part)
        listed.menu_asked.connect(self._open_menu)
        covers.ready.connect(listed.cover_ready)
        self._more.clicked.connect(self._open_more)
        self._save.clicked.connect(self._tools.save)
        self._tools.follow_names(self._show_names)
        self._playback.state_changed.connect(self._playback_changed)
        self._queue.modes_changed.connect(self._show_state)
        for changed in (model.rowsInserted, model.rowsRemoved, model.rowsMoved, model.modelReset):
            changed.connect(self._show_state)
        self._counting = QTimer(self, singleShot=True, interval=COUNT_AFTER_MS)
        self._counting.timeout.connect(self._count)
        self._theme.changed.connect(self._look_changed)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors = QPainter(self), self._theme.colors
        painter.fillRect(self.rect(), colors.bg_chrome)
        edge = self.width() - 1 if self.isRightToLeft() else 0
        painter.fillRect(edge, 0, 1, self.height(), colors.line_soft)
        painter.fillRect(0, self.height() - FOOTER, self.width(), 1, colors.line_soft)

    # ---- what is shown --------------------------------------------------------------------------

    def _show_state(self, *_change: object) -> None:
        rows = self._model.rowCount()
        self._show_headings()
        self._list.setVisible(rows > 0)
        self._empty.setVisible(not rows)
        self._save.setVisible(rows > 0)
        self._tools.show_filled(filled=rows > 0)
        self._counting.start()
        self._show_total("")

    def _show_headings(self) -> None:
        sections, source = self._model.sections, self._tools.names.name(self._queue.source)
        shuffled = self._queue.modes.shuffle
        self._list.show_headings(
            {
                Part.PLAYING: Heading(tr("queue", "Now playing")),
                Part.BY_HAND: Heading(
                    tr("queue", "Queued by you"),
                    after=text.number(sections.by_hand),
                    link=tr("queue", "Clear"),
                ),
                Part.FOLLOWING: Heading(
                    tr("queue", "Next from") if source else tr("queue", "Next"),
                    strong=source,
                    after=tr("queue", "· shuffled") if shuffled else "",
                ),
            }
        )

    def _count(self) -> None:
        if rows := self._model.rowCount():
            asked = self._asked = self._asked + 1
            self._lengths(self._model.track_ids, partial(self._counted, asked, rows))

    def _counted(self, asked: int, rows: int, length_ms: int) -> None:
        if asked == self._asked and rows == self._model.rowCount():
            self._show_total(text.long_length(length_ms) if length_ms else "")

    def _show_total(self, length: str) -> None:
        rows = self._model.rowCount()
        tracks = tr("queue", "1 track") if rows == 1 else tr("queue", "%n tracks", rows)
        tracks = tracks.replace(str(rows), text.number(rows))
        parts = [tracks, length] if length else [tracks]
        self._total.show_text(" · ".join(parts) if rows else "")

    def _show_names(self, _change: object) -> None:
        self._name.show_text(self._tools.name)
        self._show_headings()

    def _playback_changed(self, state: PlaybackState) -> None:
        self._list.set_moving(moving=state is PlaybackState.PLAYING)

    def refresh(self, _change: object = None) -> None:
        """Read the tracks again: the library or its hearts changed."""
        self._model.refresh()

    def _look_changed(self, _look: object) -> None:
        self.update()

    # ---- what is asked --------------------------------------------------------------------------

    def _play_row(self, row: int) -> None:
        self._playback.play_entry(self._model.entry(row).id)

    def _remove(self, ranges: Sequence[range]) -> None:
        row = ranges[0].start
        self._queue.remove_ranges(self._model.queue_rows(ranges))
        self._stand_on(row)

    def _step(self, by: int) -> None:
        """Move the selected rows by one, but never before what plays."""
        ranges = self._list.selected()
        first = self._model.sections.playing
        if not ranges or ranges[0].start < first:
            return
        row = ranges[0].start - 1 if by < 0 else ranges[-1].stop + 1
        if first <= row <= self._model.rowCount():
            self._move_to(ranges, row)

    def _move_to(self, ranges: Sequence[range], row: int) -> None:
        count = sum(len(part) for part in ranges)
        top = row - sum(len(range(part.start, min(part.stop, row))) for part in ranges)
        self._queue.move_ranges(self._model.queue_rows(ranges), self._model.queue_row(row))
        self._list.select([range(top, top + count)], top)

    def _pull(self, _nothing: None) -> None:
        entries = self._model.entries(self._list.selected())
        self._drag.start(entries.tracks, entries.ids, mime.ENTRIES)

    def _take_drop(self, dropped: Dropped) -> None:
        entries = mime.entries_of(dropped.data) if dropped.own else None
        if entries is not None:
            self._queue.move(entries, self._model.queue_row(dropped.row))
            return
        above = dropped.row - 1
        self._take(dropped.data, self._model.entry(above).id if above >= 0 else None)

    def _take(self, data: QMimeData, above: EntryId | None) -> None:
        """Put what was dropped behind an entry; files are found first, which may take a while."""
        put = partial(self._put, above)
        if (tracks := mime.tracks_of(data)) is not None:
            put(tracks)
        else:
            self._tools.find_files(mime.paths_of(data), put)

    def _put(self, above: EntryId | None, tracks: "array[int]") -> None:
        row = None if above is None else self._queue.row_of(above)
        if tracks:
            self._queue.insert(0 if row is None else row + 1, tracks)

    def _remember(self, _nothing: None) -> None:
        self._cut = self._model.entries(self._list.selected()).ids

    def _put_back(self, _nothing: None) -> None:
        """Put the rows that were cut before the current one, but not before what plays."""
        row = max(self._list.currentIndex().row(), self._model.sections.playing)
        if self._cut and self._list.currentIndex().isValid():
            self._queue.move(self._cut, self._model.queue_row(row))
            self._cut = None

    def _clear_part(self, _part: Part) -> None:
        sections = self._model.sections
        rows = range(sections.playing, sections.playing + sections.by_hand)
        self._queue.remove_ranges(self._model.queue_rows([rows]))

    def _stand_on(self, row: int) -> None:
        """Let keys go on where rows were removed."""
        if rows := self._model.rowCount():
            row = min(row, rows - 1)
            self._list.select([range(row, row + 1)], row)

    def _open_menu(self, at: QPoint) -> None:
        self.menu(at).popup(at)

    def menu(self, at: QPoint | None = None) -> Menu:
        """Return what can be done with the selected rows."""
        ranges = self._list.selected()
        row, rows, first = ranges[0].start, self._model.rowCount(), self._model.sections.playing
        count = sum(len(part) for part in ranges)
        menu = Menu(self._theme, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if count > 1:
            menu.add_heading(tr("queue", "%n tracks", count))
        self._add(menu, "play", tr("queue", "Play now"), partial(self._play_row, row), "Return")
        if row > first:
            top = partial(self._move_to, ranges, first)
            self._add(menu, "arrow-line-up", tr("queue", "Move to top"), top)
        menu.addSeparator()
        self._add(menu, "x", tr("queue", "Remove"), partial(self._remove, ranges), "Delete")
        if ranges[-1].stop < rows:
            below = [range(ranges[-1].stop, rows)]
            self._add(
                menu,
                "arrow-line-down",
                tr("queue", "Remove all below"),
                partial(self._remove, below),
            )
        entry = self._model.entry(row)
        self._tools.add_row_actions(
            menu, entry, partial(self._tracks_of, ranges), at or QPoint(), self
        )
        return menu

    def _tracks_of(self, ranges: Sequence[range]) -> "array[int]":
        return self._model.entries(ranges).tracks

    def _open_more(self) -> None:
        menu = self._tools.menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.open_below(self._more)

    def _add(
        self, menu: Menu, icon: str, words: str, run: Callable[[], object], keys: str = ""
    ) -> None:
        action = menu.addAction(words)
        action.setData(icon)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(run)
