"""A window of its own for a library that cannot be opened: what can be done, and how it goes."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mtplayer.core.backups import Backup
from mtplayer.core.problems import MtplayerError, Problem
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.pages import backup_words
from mtplayer.ui.text import moment, tr
from mtplayer.ui.widgets.card import Card
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.paragraph import Paragraph
from mtplayer.ui.widgets.text_button import Kind, TextButton

_WIDTH = 560
_OTHERS = 4

Failed = Callable[[Exception], object]


class Recovery(Protocol):
    """What can be done before a library is open."""

    def list_all(self, done: Callable[[Sequence[Backup]], object], failed: Failed, /) -> object:
        """Find the backups, newest first."""
        ...

    def restore(self, wanted: Path, done: Callable[[object], object], failed: Failed, /) -> object:
        """Bring one back."""
        ...

    def begin_anew(self, done: Callable[[object], object], failed: Failed, /) -> object:
        """Make a new library of what can be read."""
        ...


class RecoveryWindow(QWidget):
    """Ends with ``ended``: True once there is a library again."""

    ended: TypedSignal[bool] = signal()

    def __init__(self, theme: Theme, recovery: Recovery, now: int) -> None:
        super().__init__()
        self._theme, self._recovery, self._now = theme, recovery, now
        self._over = False
        self._opens_as_it_is = False
        self.restored = False
        """Whether a backup took the library's place."""
        self._title = Label(theme, "", FontRole.DIALOG)
        self._body = Paragraph(theme, "")
        self._others = Card(theme)
        self._row = QHBoxLayout()
        self.buttons: list[TextButton] = []
        self._lay_out()

    @property
    def said(self) -> str:
        """What is said below the title."""
        return self._body.text()

    def offer(self, problem: Problem) -> None:
        """Say what is the matter, and look what can be done about it."""
        self._say(problem.title, tr("recovery", "Looking for backups…"))
        self.show()
        self._recovery.list_all(partial(self._offer, problem), self._failed)

    def bring_back(self, wanted: Path) -> None:
        """Bring back what the last window was asked for; the library is well, whatever happens."""
        self._opens_as_it_is = True
        self.restore(wanted)

    def restore(self, wanted: Path) -> None:
        """Let a backup take the library's place."""
        self._say(tr("recovery", "Restoring the library…"), str(wanted))
        self.show()
        self._recovery.restore(wanted, self._brought_back, self._failed)

    def _lay_out(self) -> None:
        space = self._theme.space
        column = QVBoxLayout(self)
        column.setContentsMargins(space.s24, space.s20, space.s24, space.s20)
        column.setSpacing(space.s12)
        for part in (self._title, self._body, self._others):
            column.addWidget(part)
        column.addStretch(1)
        self._row.setSpacing(space.s4)
        column.addLayout(self._row)
        self._others.hide()
        self.setFixedWidth(_WIDTH)
        self.setWindowTitle("mtplayer")

    # ---- what is said ----------------------------------------------------------------------------

    def _offer(self, problem: Problem, backups: Sequence[Backup]) -> None:
        if not backups:
            body = tr(
                "recovery",
                "{sentence} There is no backup. A new library can be made of what can still be"
                " read; a scan of your folders finds the tracks again. Counts, ratings and lists"
                " that cannot be read are lost. The damaged file is kept.",
            )
            self._say(problem.title, body.format(sentence=problem.sentence))
            self._choose(
                (tr("recovery", "Make a new library"), self._begin_anew, Kind.PRIMARY),
                (tr("recovery", "Quit"), self.close, Kind.DEFAULT),
            )
            return
        newest = backups[0]
        body = tr(
            "recovery",
            "{sentence} The newest backup ({when}) can take its place: {contents}. What changed in"
            " the {since} since then is not in it. The damaged file is kept.",
        )
        self._say(
            problem.title,
            body.format(
                sentence=problem.sentence,
                when=moment(newest.made_at),
                contents=backup_words.contents(newest),
                since=backup_words.since(newest, self._now),
            ),
        )
        for backup in backups[1 : _OTHERS + 1]:
            self._others.add(self._line(backup))
        self._others.setVisible(len(backups) > 1)
        self._choose(
            (tr("recovery", "Restore backup"), partial(self.restore, newest.path), Kind.PRIMARY),
            (tr("recovery", "Make a new library"), self._begin_anew, Kind.DEFAULT),
            (tr("recovery", "Quit"), self.close, Kind.DEFAULT),
        )

    def _line(self, backup: Backup) -> QWidget:
        theme, space, line = self._theme, self._theme.space, QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(space.s12, space.s4, space.s12, space.s4)
        words = f"{moment(backup.made_at)} · {backup_words.contents(backup)}"
        row.addWidget(Label(theme, words, color="fg_2", tabular=True, elides=True), 1)
        button = TextButton(theme, tr("recovery", "Restore"), Kind.LINK)
        button.clicked.connect(partial(self.restore, backup.path))
        row.addWidget(button)
        return line

    def _say(self, title: str, body: str) -> None:
        self._title.show_text(title)
        self._body.setText(body)
        self._others.hide()
        self._choose()

    def _choose(self, *choices: tuple[str, Callable[[], object], Kind]) -> None:
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        while self._row.takeAt(0) is not None:
            continue
        self._row.addStretch(1)
        self.buttons = []
        for words, run, kind in reversed(choices):
            button = TextButton(self._theme, words, kind)
            button.clicked.connect(run)
            self._row.addWidget(button)
            self.buttons.insert(0, button)
        if self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.adjustSize()

    # ---- what is done ----------------------------------------------------------------------------

    def _begin_anew(self) -> None:
        self._say(tr("recovery", "Reading what can be read…"), "")
        self._recovery.begin_anew(self._done, self._failed)

    def _brought_back(self, _result: object) -> None:
        self.restored = True
        self._end(well=True)

    def _done(self, _result: object) -> None:
        self._end(well=True)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, MtplayerError):
            raise error
        problem = error.as_problem()
        self._say(problem.title, problem.sentence)
        if self._opens_as_it_is:
            go_on = partial(self._end, well=True)
            choice = (tr("recovery", "Open the library"), go_on, Kind.PRIMARY)
        else:
            again = partial(self.offer, problem)
            choice = (tr("recovery", "Other backups"), again, Kind.PRIMARY)
        self._choose(choice, (tr("recovery", "Quit"), self.close, Kind.DEFAULT))

    def _end(self, *, well: bool) -> None:
        if not self._over:
            self._over = True
            self.hide()
            self.ended.emit(well)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._end(well=False)
        event.accept()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.colors.bg_dialog)
