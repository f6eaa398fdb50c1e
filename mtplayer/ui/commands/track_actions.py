"""What can be done to tracks, wherever they are listed."""

from array import array
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from mtplayer.core.ids import TrackId
from mtplayer.core.library.tracks import PlayableFile, TrackRow
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.services.services import Services
from mtplayer.ui.views import OneOf, View

if TYPE_CHECKING:
    from mtplayer.ui.folders.locating import Locating

_PIECE = 1000
Read = Callable[["array[int]", Callable[[list[str]], object]], object]


class TrackActions(QObject):
    """Hands what the user wants to the services; ids may be a million."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._copy = _Copy(self)

    def play(self, ids: "array[int]", row: int, source: str) -> None:
        """Play a list from one of its rows."""
        self._services.playback.play_tracks(ids, row, source)

    def play_next(self, ids: "array[int]") -> None:
        """Play these right after what plays now."""
        if ids:
            self._services.queue.play_next(ids)

    def add_to_queue(self, ids: "array[int]") -> None:
        """Play these after all that is queued."""
        if ids:
            self._services.queue.add(ids)

    def toggle_like(self, ids: "array[int]") -> None:
        """Give all a heart, or take it from them if all have one."""
        if ids:
            self._services.favorites.toggle(ids)

    def rate(self, ids: "array[int]", rating: int | None) -> None:
        """Give stars, or take them away."""
        if ids:
            self._services.favorites.rate(ids, rating)

    def add_to_playlist(self, ids: "array[int]") -> None:
        """Put them into the playlist that the menu said, or ask for one."""
        if ids:
            self._services.add_to_playlist(ids)

    def write_ratings(self, ids: "array[int]") -> None:
        """Write the stars into the files."""
        if ids:
            self._services.write_ratings(ids)

    def remove(self, ids: "array[int]") -> None:
        """Take tracks out of the library; their files stay."""
        if ids:
            self._services.library.remove(ids)

    def ignore(self, ids: "array[int]") -> None:
        """Show missing tracks no more, until their files are back."""
        if ids:
            self._services.library.ignore(ids)

    def merge(self, ids: "array[int]") -> None:
        """Make one track of several that are one recording."""
        if len(ids) > 1:
            self._services.duplicates.merge(ids)

    def measure_loudness(self, ids: "array[int]") -> None:
        """Find out how loud they are, those that were not measured yet."""
        if ids:
            self._services.loudness.measure(ids)

    def write_loudness(self, ids: "array[int]") -> None:
        """Write how loud they were measured to be into their files."""
        if ids:
            self._services.write_loudness(ids)

    def copy_text(self, ids: "array[int]") -> None:
        """Put “Artist — Title” on the clipboard, a line each."""
        library = self._services.library
        self._copy.start(ids, lambda piece, done: library.rows(piece, partial(_lines_of, done)))

    def copy_paths(self, ids: "array[int]") -> None:
        """Put the paths of the files on the clipboard, a line each."""
        library = self._services.library
        self._copy.start(ids, lambda piece, done: library.files(piece, partial(_paths_of, done)))

    def go_to_artist(self, ids: "array[int]") -> None:
        """Show the page of the artist of the first track."""
        if ids:
            self._services.browse.artist_of(ids[0], partial(self._go, View.ARTIST))

    def go_to_album(self, ids: "array[int]") -> None:
        """Show the album of the first track."""
        if ids:
            self._services.browse.album_of(ids[0], partial(self._go, View.ALBUM))

    def _go(self, view: View, found: int | None) -> None:
        if found is not None:
            self._services.go(OneOf(view, found))

    def locating(self, theme: Theme, over: QWidget) -> "Locating":
        """Return who asks where files are, in the window of a widget."""
        from mtplayer.ui.folders.locating import Locating

        return Locating(theme, self._services.missing, over)

    def locate(self, ask: Callable[[TrackId, bytes], object], ids: "array[int]") -> None:
        """Ask where the file of the first track is, given where it was."""

        def known(files: Sequence[PlayableFile]) -> None:
            for file in files[:1]:
                ask(file.track, file.path)

        if ids:
            self._services.library.files(ids[:1], known)

    def show_in_folder(self, ids: "array[int]") -> None:
        """Show the first file where it lies."""
        if ids:
            self._services.library.files(ids[:1], self._show_first)

    def _show_first(self, files: Sequence[PlayableFile]) -> None:
        for file in files[:1]:
            self._services.files.show(file.path)


def track_text(row: TrackRow) -> str:
    """Return a track in one line, as people search for it elsewhere."""
    return f"{row.artist} — {row.title}" if row.artist else row.title


def _lines_of(done: Callable[[list[str]], object], rows: Sequence[TrackRow]) -> None:
    done([track_text(row) for row in rows])


def _paths_of(done: Callable[[list[str]], object], files: Sequence[PlayableFile]) -> None:
    # What is not UTF-8 has no exact text: other programs get the nearest.
    done([file.path.decode("utf-8", "replace") for file in files])


class _Copy(QObject):
    """Gathers lines for the clipboard a piece at a time: a million rows at once take 2 GB."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._number = 0

    def start(self, ids: "array[int]", read: Read) -> None:
        """Copy these; one that still gathers is given up."""
        self._number += 1
        if ids:
            self._go_on(self._number, ids, read, [], 0)

    def _go_on(self, number: int, ids: "array[int]", read: Read, lines: list[str], at: int) -> None:
        if number != self._number:
            return
        if at >= len(ids):
            QGuiApplication.clipboard().setText("\n".join(lines))
            return

        def arrived(more: list[str]) -> None:
            lines.extend(more)
            self._go_on(number, ids, read, lines, at + _PIECE)

        read(ids[at : at + _PIECE], arrived)
