"""Brings lists in and out of the window: asks, shows what would come, says how it ended."""

import os
from array import array
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from mtplayer.core.events import Notice
from mtplayer.core.exchange.foreign_library import PLAYER_NAMES, ForeignReport, Player
from mtplayer.core.ids import PlaylistId, TrackId
from mtplayer.core.lists.list_files import ListFormat
from mtplayer.core.lists.list_import import ListImport
from mtplayer.core.lists.playlists import PlaylistRow
from mtplayer.core.problems import Problem
from mtplayer.core.record import short_record
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.dialogs.export_list import ExportList
from mtplayer.ui.dialogs.import_lists import ImportLists
from mtplayer.ui.dialogs.take_over_from import ChoosePlayer, ForeignFound
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.playlists.exchange_words import ENDINGS, format_words
from mtplayer.ui.services.services import Services
from mtplayer.ui.state import UiState
from mtplayer.ui.text import number, tr, tracks
from mtplayer.ui.views import OneOf, View

_FOLDER: Final = "exchange.folder"
_LINES: Final = "jsonl"
_NOT_IN_NAMES: Final = str.maketrans(dict.fromkeys('/\\:*?"<>|', "_"))


@short_record
class Outgoing:
    """What goes out under a name: a playlist, or else tracks in their order."""

    name: str
    playlist: PlaylistId | None
    tracks: Sequence[int] = ()


class ListExchange(QObject):
    """``told`` with what there is to say; sheets open over ``over``."""

    told: TypedSignal[Notice] = signal()

    def __init__(
        self, theme: Theme, services: Services, state: UiState, over: QWidget, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._services = services
        self._state = state
        self._over = over

    # ---- playlist files -------------------------------------------------------------------------

    def choose_files(self) -> None:
        """Ask for playlist files."""
        dialog = QFileDialog(self._over.window(), tr("exchange", "Import playlists"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(
            [
                tr("exchange", "Playlists ({endings})").format(endings=ENDINGS),
                tr("exchange", "All files (*)"),
            ]
        )
        dialog.filesSelected.connect(self.take_in)
        self._ask(dialog)

    def take_in(self, paths: Sequence[str]) -> None:
        """Look at playlist files, then ask."""
        self._services.exchange.look(list(paths), self._looked)

    def _looked(self, found: Sequence[ListImport], problems: Sequence[Problem]) -> None:
        for problem in problems:
            self._tell_of(problem)
        if found:
            ImportLists(self._theme, found, self._take, self._play, self._over)

    def _take(self, imports: Sequence[ListImport], replaces: bool) -> None:  # noqa: FBT001 - the sheet's answer
        self._services.exchange.take(imports, replace=replaces, done=self._taken)

    def _taken(self, playlists: Sequence[PlaylistId]) -> None:
        if len(playlists) == 1:
            self._services.go(OneOf(View.PLAYLIST, playlists[0]))

    def _play(self, ids: Sequence[TrackId]) -> None:
        self._services.playback.play_tracks(array("q", ids), 0, "files")

    # ---- out ------------------------------------------------------------------------------------

    def ask_where(self, row: PlaylistRow) -> None:
        """Ask how and where a playlist goes out."""
        self._ask_how(Outgoing(row.name, row.id))

    def ask_where_tracks(self, name: str, tracks: Sequence[int]) -> None:
        """Ask how and where tracks go out as a list of this name."""
        self._ask_how(Outgoing(name, None, tracks))

    def _ask_how(self, what: Outgoing) -> None:
        chosen = partial(self._choose_target, what)
        ExportList(self._theme, what.name, self._state, chosen, self._over)

    def _choose_target(self, what: Outgoing, kind: ListFormat, relative: bool) -> None:  # noqa: FBT001 - the sheet's answer
        dialog = QFileDialog(self._over.window(), tr("exchange", "Export playlist"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind.value)
        dialog.setNameFilter(f"{format_words(kind)} (*.{kind.value})")
        dialog.selectFile(f"{what.name.translate(_NOT_IN_NAMES)}.{kind.value}")
        dialog.fileSelected.connect(partial(self.export, what, kind, relative=relative))
        self._ask(dialog)

    def export(self, what: Outgoing, kind: ListFormat, path: str, *, relative: bool) -> None:
        """Write a list, and say that it is there."""
        self._services.exchange.export(
            what.name,
            path,
            kind,
            relative=relative,
            playlist=what.playlist,
            tracks=what.tracks,
            done=partial(self._exported, path),
            refused=self._tell_of,
        )

    def _exported(self, path: str, count: int) -> None:
        words = tr("exchange", "Exported {tracks} to “{name}”")
        name = os.path.basename(path)  # noqa: PTH119 - a name, nothing is asked of the disk
        self.told.emit(Notice(text=words.format(tracks=tracks(count), name=name)))

    def choose_for_everything(self) -> None:
        """Ask where all that the library knows goes, as lines that any program reads."""
        dialog = QFileDialog(self._over.window(), tr("exchange", "Export everything"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(_LINES)
        dialog.setNameFilter(tr("exchange", "JSON lines ({endings})").format(endings=f"*.{_LINES}"))
        dialog.selectFile(f"mtplayer.{_LINES}")
        dialog.fileSelected.connect(self.export_everything)
        self._ask(dialog)

    def export_everything(self, path: str) -> None:
        """Write tracks, playlists, listens and stations into one file, and say that it is there."""
        written = partial(self._everything_exported, path)
        self._services.exchange.export_library(path, done=written, refused=self._tell_of)

    def _everything_exported(self, path: str, count: int) -> None:
        words = tr("exchange", "Exported everything to “{name}”, {n} lines")
        name = os.path.basename(path)  # noqa: PTH119 - a name, nothing is asked of the disk
        self.told.emit(Notice(text=words.format(name=name, n=number(count))))

    # ---- other players --------------------------------------------------------------------------

    def choose_player(self) -> None:
        """Ask from which player something shall come."""
        self._services.foreign.find(self._players_found)

    def _players_found(self, found: Mapping[Player, Path]) -> None:
        ChoosePlayer(self._theme, found, self._player_chosen, self._over)

    def _player_chosen(self, player: Player, path: Path | None) -> None:
        if path is not None:
            self.look_at(player, str(path))
            return
        name = PLAYER_NAMES[player]
        title = tr("exchange", "The library of {player}").format(player=name)
        dialog = QFileDialog(self._over.window(), title)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(partial(self.look_at, player))
        self._ask(dialog)

    def look_at(self, player: Player, path: str) -> None:
        """See what would come from a library, then ask."""
        looked = partial(self._foreign_looked, player, Path(path))
        self._services.foreign.begin(player, Path(path), looked, self._tell_of, dry_run=True)

    def _foreign_looked(self, player: Player, path: Path, report: ForeignReport) -> None:
        def take() -> None:
            self._services.foreign.begin(player, path, lambda _: None, self._tell_of)

        ForeignFound(self._theme, player, report, take, self._over)

    # ---- both -----------------------------------------------------------------------------------

    def _ask(self, dialog: QFileDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if folder := str(self._state.get(_FOLDER, "")):
            dialog.setDirectory(folder)
        dialog.fileSelected.connect(self._remember)
        dialog.open()

    def _remember(self, path: str) -> None:
        self._state.put(_FOLDER, os.path.dirname(path))  # noqa: PTH120 - a text, as Qt has it

    def _tell_of(self, problem: Problem) -> None:
        self.told.emit(Notice(text=problem.title, detail=problem.sentence, is_error=True))
