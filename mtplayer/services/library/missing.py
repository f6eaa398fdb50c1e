"""Tracks whose files are gone: which, where they were, and finding them again."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mtplayer.services.clock import now_ms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mtplayer.core.events import FoldersChanged
    from mtplayer.core.ids import OperationId, TrackId
    from mtplayer.core.library.library_state import MissingPlace, MissingTrack
    from mtplayer.core.library.relocation import LostFile, Relocation, Sameness
    from mtplayer.runtime.jobs import Jobs, Token
    from mtplayer.services.library.folders import FoldersService
    from mtplayer.services.library.scan import ScanService
    from mtplayer.services.undo import UndoService
    from mtplayer.storage.engine import Storage
    from mtplayer.storage.unit import Unit

    Answer = Callable[[LostFile, Sameness], object]
    Located = tuple[FoldersChanged, OperationId, str]


class MissingService(QObject):
    """Asks the disk on the jobs for files; what is found again is read again by a scan."""

    def __init__(
        self,
        storage: Storage,
        write: Jobs,
        read: Jobs,
        files: Jobs,
        folders: FoldersService,
        scan: ScanService,
        *,
        undo: UndoService,
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._storage = storage
        self._write = write
        self._read = read
        self._files = files
        self._folders = folders
        self._scan = scan
        self._undo = undo
        self._failed = failed

    def count(self, done: Callable[[int], object]) -> Token:
        """Find how many tracks are missing."""
        database = self._storage.database

        def work(_: Token) -> int:
            from mtplayer.storage.library import library_state

            return sum(place.tracks for place in library_state.missing_places(database))

        return self._read.run(work, done, self._failed)

    def places(self, done: Callable[[Sequence[MissingPlace]], object]) -> Token:
        """Find the directories in which tracks are missing."""
        database = self._storage.database

        def work(_: Token) -> Sequence[MissingPlace]:
            from mtplayer.storage.library import library_state

            return library_state.missing_places(database)

        return self._read.run(work, done, self._failed)

    def tracks(self, directory: int, done: Callable[[Sequence[MissingTrack]], object]) -> Token:
        """Find the missing tracks of one directory."""
        database = self._storage.database

        def work(_: Token) -> Sequence[MissingTrack]:
            from mtplayer.storage.library import library_state

            return library_state.missing_tracks(database, directory)

        return self._read.run(work, done, self._failed)

    def check(self, track: TrackId, path: str, done: Answer) -> Token:
        """Find out whether a file is the recording of a track."""
        database = self._storage.database

        def work(_: Token) -> tuple[LostFile, Sameness] | None:
            from mtplayer.files import relocating
            from mtplayer.storage.library import relocations

            lost = relocations.lost_track(database, track)
            return lost and (lost, relocating.compare(lost, os.fsencode(path)))

        def answer(found: tuple[LostFile, Sameness] | None) -> None:
            if found is not None:
                done(*found)

        return self._files.run(work, answer, self._failed)

    def locate(self, lost: LostFile, path: str) -> None:
        """Let a track's file be this one from now on."""

        def work(_: Token) -> Located:
            from mtplayer.core.library.relocation import Home, Relocation
            from mtplayer.files import relocating

            raw = os.fsencode(path)
            home = Home(file=lost.id, place=relocating.place_of(raw))
            found = Relocation(old=lost.path, new=raw, homes=(home,))
            return self._storage.write(partial(_relocate, found, f"Located “{lost.title}”"))

        self._write.run(work, partial(self._located, path), self._failed)

    def look_in(self, old: bytes, new: str, done: Callable[[Relocation], object]) -> Token:
        """Find out what of a folder is in another one; nothing is changed."""
        database = self._storage.database

        def work(token: Token) -> Relocation:
            from mtplayer.files import relocating
            from mtplayer.storage.library import relocations

            lost = relocations.lost_below(database, old)
            return relocating.look_in(lost, old, os.fsencode(new), token.check)

        return self._files.run(work, done, self._failed)

    def locate_folder(self, found: Relocation) -> None:
        """Let what was found in a folder be there from now on, and look through it for the rest."""
        name = os.fsdecode(found.new)
        label = f"Located “{name.rstrip('/').rpartition('/')[2]}”"
        self._write.run(
            lambda _: self._storage.write(partial(_relocate, found, label), large="locate"),
            partial(self._located, name),
            self._failed,
        )

    def _located(self, path: str, located: Located) -> None:
        event, operation, label = located
        self._folders.announce(event)
        self._undo.note(operation, label, offer=True)
        self._scan.add_folders([path])


def _relocate(found: Relocation, label: str, unit: Unit) -> Located:
    from mtplayer.storage.operations import LOCATE

    at = now_ms()
    event, inverse = unit.relocations.relocate(found, at)
    return event, unit.operations.log(LOCATE, label, inverse, at), label
