"""The files of one folder: those with a track first, then what could not be read."""

from array import array
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, Qt

from mtplayer.core.formats import is_audio
from mtplayer.core.library.folder_tree import FileRow, OtherFile, text_of
from mtplayer.core.library.tracks import FileState
from mtplayer.core.ports import RowSource
from mtplayer.core.typed import override
from mtplayer.ui import text
from mtplayer.ui.tracks.columns import format_text
from mtplayer.ui.tracks.track_table_model import Index, TrackTableModel

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_ROOT = QModelIndex()
_STATES: Final = {
    FileState.MISSING: "File missing",
    FileState.OFFLINE: "Not connected",
    FileState.UNPLAYABLE: "Could not be played",
}


def state_text(file: FileRow) -> str:
    """Return what is wrong with a file; nothing if nothing is."""
    if file.failure:
        return file.failure
    state = FileState(file.state)
    return text.tr("folders", _STATES[state]) if state in _STATES else ""


OTHER: Final = "other"
"""The state of a file on the disk that the library does not list."""


def other_row(file: OtherFile) -> FileRow:
    """Return the row of a file that is no track."""
    words = "Not listed" if is_audio(file.name) else "Not audio"
    facts = (file.size, file.changed_at, "", None, None, None, 0)
    said = text.tr("folders", words)
    return FileRow(None, text_of(file.name), *facts, OTHER, said, tagged=False, raw=file.name)


def _tags_text(file: FileRow) -> str:
    return text.tr("folders", "Tags complete" if file.tagged else "Tags incomplete")


def _format(file: FileRow) -> str:
    return format_text(file.codec, file.bitrate, file.sample_rate, file.bit_depth)


NAME, SIZE, CHANGED, FORMAT, TAGS, TIME = range(6)
TITLES: Final = ("File name", "Size", "Changed", "Format", "Tags", "Time")
TEXTS: Final[tuple[Callable[[FileRow], str], ...]] = (
    lambda file: file.name,
    lambda file: text.size(file.size),
    lambda file: text.day(file.changed_at),
    _format,
    lambda file: "" if file.track is None else _tags_text(file),
    lambda file: text.length(file.duration_ms),
)


class FileModel(TrackTableModel):
    """Rows of files; ``ids`` are the tracks of the first rows."""

    def __init__(self, source: RowSource, parent: QObject | None = None) -> None:
        super().__init__(source, None, parent)
        self._files: Sequence[FileRow] = ()

    @property
    def files(self) -> Sequence[FileRow]:
        """All that lies in the folder."""
        return self._files

    def show(self, files: Sequence[FileRow]) -> None:
        """Show another folder."""
        self.beginResetModel()
        self._files = files
        self._ids = array("q", [file.track for file in files if file.track is not None])
        self._forget()
        self.endResetModel()

    def append(self, files: Sequence[FileRow]) -> None:
        """Show more below what is there, which stays selected."""
        if files:
            count = len(self._files)
            self.beginInsertRows(_ROOT, count, count + len(files) - 1)
            self._files = [*self._files, *files]
            self.endInsertRows()

    @override
    def block(self, first: int, last: int) -> tuple[QModelIndex, QModelIndex]:
        return self.createIndex(first, 0), self.createIndex(last, len(TITLES) - 1)

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._files)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(TITLES)

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if not index.isValid():
            return None
        file = self._files[index.row()]
        if role == _DISPLAY:
            return TEXTS[index.column()](file)
        if role == _SPOKEN and index.column() == NAME:
            return self._spoken(file)
        return None

    def _spoken(self, file: FileRow) -> str:
        if file.track is None:
            return ", ".join(filter(None, (file.name, state_text(file))))
        playing = text.tr("rows", "playing") if file.track == self.playing else ""
        said = (file.name, text.spoken_length(file.duration_ms), state_text(file), playing)
        return ", ".join(filter(None, said))

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        if role == _DISPLAY and orientation is Qt.Orientation.Horizontal:
            return text.tr("folders", TITLES[section])
        return None
