"""The page of changes: what scans found and what was done by hand, newest first."""

import os
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mtplayer.core.events import LibraryChanged, ScanFinished
from mtplayer.core.library.library_state import DoneByHand, ScanItem, ScanRun
from mtplayer.core.library.scan_plan import Finding
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.folders import change_words
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.pages.page_frame import PageFrame
from mtplayer.ui.services.services import Services
from mtplayer.ui.text import ago, tr
from mtplayer.ui.widgets.card import Card
from mtplayer.ui.widgets.glyph import Glyph
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.text_button import Kind, TextButton

Feed = tuple[Sequence[ScanRun], Sequence[DoneByHand]]
# So few things are shown without being asked for.
OPENED = 20
READ_AFTER_MS = 500


class ChangesPage(PageFrame):
    """Reads the feed when it is shown, and again when something changed."""

    def __init__(self, theme: Theme, services: Services, _actions: Actions) -> None:
        super().__init__(theme, tr("changes", "Changes"))
        self._services = services
        self._feed: Feed = ((), ())
        self._cards: list[QWidget] = []
        self._waiting = False
        self._empty = Label(theme, tr("changes", "No scan has found anything yet."), color="fg_2")
        self.column.addWidget(self._empty)
        self.column.addStretch(1)
        self._reads = QTimer(self, singleShot=True, interval=READ_AFTER_MS)
        self._reads.timeout.connect(self.visit)
        services.scan.finished.connect(self._finished)
        services.library.changed.connect(self._library_changed)

    @property
    def waiting(self) -> bool:
        """Whether the feed is still being read."""
        return self._waiting

    @property
    def cards(self) -> Sequence[QWidget]:
        """One for each scan, and for each thing done by hand."""
        return self._cards

    def visit(self) -> None:
        """Read what happened."""
        self._waiting = True
        self._services.changes.feed(self._read)

    def _read(self, feed: Feed) -> None:
        self._waiting = False
        if feed == self._feed:
            return
        self._feed = feed
        runs, by_hand = feed
        for card in self._cards:
            card.hide()
            card.deleteLater()
        made: list[tuple[int, QWidget]] = [(run.started_at, self._run_card(run)) for run in runs]
        made += [(done.done_at, self._hand_card(done)) for done in by_hand]
        made.sort(key=lambda pair: -pair[0])
        self._cards = [card for _, card in made]
        for at, card in enumerate(self._cards):
            self.column.insertWidget(at, card)
        self._empty.setVisible(not made)

    def _run_card(self, run: ScanRun) -> QWidget:
        card = _RunCard(self.theme, self._services, run)
        found = run.added + run.moved + run.updated + run.missing + run.held + run.failed
        if found <= OPENED:
            card.open()
        return card

    def _hand_card(self, done: DoneByHand) -> QWidget:
        undo = self._services.undo
        if done.undone_at is None:
            words, run = tr("changes", "Undo"), partial(undo.undo_operation, done.operation)
        else:
            words, run = tr("changes", "Do it again"), partial(undo.redo_operation, done.operation)
        card = Card(self.theme)
        label = done.label
        if done.undone_at is not None:
            label = tr("changes", "{what}, taken back").format(what=label)
        card.add(_head(self.theme, ago(done.done_at), label, words, run))
        return card

    def _finished(self, _finished: ScanFinished) -> None:
        if self.isVisible():
            self._reads.start()

    def _library_changed(self, _change: LibraryChanged) -> None:
        if self.isVisible():
            self._reads.start()


class _RunCard(Card):
    """One scan; opens to what it found."""

    def __init__(self, theme: Theme, services: Services, run: ScanRun) -> None:
        super().__init__(theme)
        self._theme = theme
        self._services = services
        self._run = run
        self._lines: list[QWidget] = []
        self._opened = False
        words = change_words.summary(run)
        head = _head(theme, ago(run.started_at), words, tr("changes", "Show"), self.toggle)
        self._button = head.findChild(TextButton)
        self.add(head)

    def open(self) -> None:
        """Show what it found."""
        self._opened = True
        self._show_words()
        self._services.changes.items(self._run.id, self._fill)

    def toggle(self) -> None:
        """Show what it found, or hide it."""
        if not self._opened:
            self.open()
            return
        self._opened = False
        self._show_words()
        self._fill(())

    def _show_words(self) -> None:
        words = tr("changes", "Hide") if self._opened else tr("changes", "Show")
        if self._button is not None:
            self._button.setText(words)

    def _fill(self, items: Sequence[ScanItem]) -> None:
        for line in self._lines:
            self.drop(line)
        self._lines = [self._line(item) for item in items if self._opened]
        for line in self._lines:
            self.add(line)

    def _line(self, item: ScanItem) -> QWidget:
        theme, space = self._theme, self._theme.space
        icon, tone = change_words.FOUND[item.kind]
        line = QWidget()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(theme, change_words.headline(item), elides=True))
        detail = change_words.detail(item)
        words.addWidget(Label(theme, detail, FontRole.SMALL, color="fg_2", elides=True))
        row = QHBoxLayout(line)
        row.setContentsMargins(space.s12, space.s4 + 1, space.s12, space.s4 + 1)
        row.setSpacing(space.s12)
        row.addWidget(Glyph(theme, icon, tone, theme.size.icon))
        row.addLayout(words, 1)
        if item.kind is Finding.FAILED:
            again = TextButton(theme, tr("changes", "Try again"), Kind.LINK)
            again.clicked.connect(partial(self._try_again, item))
            row.addWidget(again)
        return line

    def _try_again(self, item: ScanItem) -> None:
        self._services.scan.scan([os.fsdecode(item.path)])


def _head(theme: Theme, when: str, words: str, action: str, run: Callable[[], object]) -> QWidget:
    space = theme.space
    head = QWidget()
    head.setAccessibleName(f"{when}, {words}")
    row = QHBoxLayout(head)
    row.setContentsMargins(space.s12, space.s8, space.s12, space.s8)
    row.setSpacing(space.s12)
    row.addWidget(Label(theme, when[:1].upper() + when[1:], FontRole.CONTROL))
    row.addWidget(Label(theme, words, color="fg_2", tabular=True, elides=True), 1)
    button = TextButton(theme, action, Kind.LINK)
    button.clicked.connect(run)
    row.addWidget(button)
    return head
