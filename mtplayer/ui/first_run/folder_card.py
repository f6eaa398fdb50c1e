"""The list of folders that the welcome page offers."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.library.music_places import MusicPlace, PlaceKind
from mtplayer.ui.first_run.check_row import CheckRow
from mtplayer.ui.look.painting import fill_round, line_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.text import number, tr
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.text_button import Kind, TextButton

# Counts above this are rounded to two digits: they are an estimate.
EXACT_UP_TO = 100


class FolderCard(QWidget):
    """``changed`` when other folders are checked."""

    changed: TypedSignal[tuple[str, ...]] = signal()
    wanted: TypedSignal[None] = signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: dict[str, CheckRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        text = tr("welcome", "Looking for music on this machine …")
        self._news = Label(theme, text, color="fg_2")
        self._wait = QWidget()
        waiting = QHBoxLayout(self._wait)
        waiting.setContentsMargins(*[theme.space.s16] * 4)
        waiting.addWidget(self._news)
        waiting.addStretch(1)
        self._column.addWidget(self._wait)
        self._column.addLayout(self._add_row())
        theme.changed.connect(self._look_changed)

    @property
    def checked(self) -> tuple[str, ...]:
        """The folders to listen from."""
        return tuple(path for path, row in self._rows.items() if row.isChecked())

    def show_places(self, places: Sequence[MusicPlace]) -> None:
        """Offer what was found; the downloads only if nothing else is there."""
        self._wait.setVisible(not places and not self._rows)
        self._news.show_text(tr("welcome", "There is no music in the usual places."))
        for place in places:
            certain = place.kind is not PlaceKind.DOWNLOADS
            self._add(place.path, _reason(place), about(place), checked=certain)

    def add_folder(self, path: str) -> None:
        """Take in a folder that the user chose or dropped."""
        self._wait.hide()
        if path in self._rows:
            self._rows[path].setChecked(True)
        else:
            self._add(path, tr("welcome", "Chosen by you"), "", checked=True)

    def show_count(self, place: MusicPlace) -> None:
        """Say how much is in a folder that was added by hand."""
        if (row := self._rows.get(place.path)) is not None:
            row.show_note(about(place))

    def _add(self, path: str, reason: str, note: str, *, checked: bool) -> None:
        row = CheckRow(self._theme, path, reason, note)
        row.setChecked(checked)
        row.toggled.connect(self._toggled)
        self._column.insertWidget(len(self._rows), row)
        self._rows[path] = row
        self._add_button.setText(tr("welcome", "Add another folder…"))
        self._toggled()

    def _toggled(self, _checked: object = None) -> None:
        self.update()
        self.changed.emit(self.checked)

    def _add_row(self) -> QHBoxLayout:
        theme, space = self._theme, self._theme.space
        row = QHBoxLayout()
        row.setContentsMargins(space.s12 - 2, space.s4, space.s12, space.s4)
        self._add_button = add = TextButton(
            theme,
            tr("welcome", "Add a folder…"),
            Kind.LINK,
            icon="plus",
            height=theme.size.button_large - 4,
        )
        add.clicked.connect(self._want)
        hint = tr("welcome", "or drop folders anywhere in this window")
        row.addWidget(add)
        row.addStretch(1)
        row.addWidget(Label(theme, hint, color="fg_3"))
        row.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        return row

    def _want(self) -> None:
        self.wanted.emit(None)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors, radius = self._theme.colors, self._theme.radius.card
        ground = colors.bg_chrome if self._theme.dark else colors.bg_content
        fill_round(painter, self.rect(), radius, ground)
        for row in self._rows.values():
            y = row.geometry().bottom() + 1
            painter.fillRect(1, y, self.width() - 2, 1, colors.line_soft)
        line_round(painter, self.rect(), radius, colors.line)

    def _look_changed(self, _look: object) -> None:
        self.update()


def about(place: MusicPlace) -> str:
    """Say how many files there are, as well as it is known."""
    files = place.files
    if files > EXACT_UP_TO:
        step = 10 ** (len(str(files)) - 2)
        files = files // step * step
    shown = number(files)
    if not place.complete:
        return tr("welcome", "more than {n} files").format(n=shown)
    if place.files <= EXACT_UP_TO:
        return tr("welcome", "1 file") if files == 1 else tr("welcome", "{n} files").format(n=shown)
    return tr("welcome", "about {n} files").format(n=shown)


def _reason(place: MusicPlace) -> str:
    match place.kind:
        case PlaceKind.MUSIC:
            return tr("welcome", "Your music folder")
        case PlaceKind.DRIVE:
            drive = place.path.rstrip("/").split("/")[-2]
            return tr("welcome", "On the drive “{name}”").format(name=drive)
        case PlaceKind.DOWNLOADS:
            return tr("welcome", "There is some music here")
