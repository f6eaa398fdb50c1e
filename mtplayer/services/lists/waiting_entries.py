"""Gives places of playlists their tracks once those are here."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mtplayer.core.events import ScanFinished
    from mtplayer.runtime.jobs import Jobs, Token
    from mtplayer.services.lists.playlist_changes import Logged
    from mtplayer.services.lists.playlists import PlaylistsService
    from mtplayer.storage.unit import Unit


class WaitingEntries(QObject):
    """Looks when the window has opened, and after every scan that found something."""

    def __init__(
        self,
        database: Path,
        read: Jobs,
        playlists: PlaylistsService,
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._database = database
        self._read = read
        self._playlists = playlists
        self._failed = failed

    def follow(self, finished: ScanFinished) -> None:
        """Look again if a scan found new tracks."""
        if finished.added or finished.updated or finished.moved:
            self.look()

    def look(self) -> None:
        """Find the tracks that entries wait for; a guess by words is left to somebody's choice."""

        def work(token: Token) -> dict[int, int]:
            from mtplayer.storage.connection import open_reader
            from mtplayer.storage.errors import translated
            from mtplayer.storage.lists.waiting_entries import waiting

            with translated(self._database), closing(open_reader(self._database)) as connection:
                entries = waiting(connection)
                if not entries:
                    return {}
                # Most libraries have none: what finds tracks is not loaded for them.
                from mtplayer.services.exchange.list_resolving import resolve
                from mtplayer.storage.lists.entry_finder import EntryFinder

                finder = EntryFinder(connection, token.check)
                verdicts = resolve(list(entries.values()), b"/", finder, guesses=False)
            both = zip(entries, verdicts, strict=True)
            return {entry: one.track for entry, one in both if one.track is not None}

        self._read.run(work, self._found, self._failed)

    def _found(self, tracks: dict[int, int]) -> None:
        if tracks:
            self._playlists.run(partial(_give, tracks))


def _give(tracks: dict[int, int], unit: Unit) -> Logged:
    from mtplayer.services.lists.playlist_changes import Logged
    from mtplayer.storage.lists.waiting_entries import give

    return Logged(give(unit, tracks), None, "")
