"""Playlist files in and out of the library, behind the window."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from mtplayer.core.problems import MtplayerError, Problem
from mtplayer.services.tickets import Tickets

if TYPE_CHECKING:
    from pathlib import Path

    from mtplayer.core.ids import PlaylistId
    from mtplayer.core.lists.list_files import ListFormat
    from mtplayer.core.lists.list_import import ListImport
    from mtplayer.runtime.jobs import Jobs, Token
    from mtplayer.services.lists.playlists import PlaylistsService

    Looked = Callable[[Sequence[ListImport], Sequence[Problem]], object]

Refused = Callable[[Problem], object]


class ExchangeService(QObject):
    """Files are read and written by file jobs; what comes in is one change of the playlists."""

    def __init__(
        self,
        database: Path,
        files: Jobs,
        playlists: PlaylistsService,
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._database = database
        self._files = files
        self._playlists = playlists
        self._failed = failed
        self._tickets = Tickets()

    def look(self, sources: Sequence[str], done: Looked) -> Token:
        """Read playlist files and find their tracks; nothing is written."""

        def work(token: Token) -> tuple[list[ListImport], list[Problem]]:
            # The formats come with it: not before somebody asks.
            from mtplayer.services.exchange import list_import

            found: list[ListImport] = []
            problems: list[Problem] = []
            for source in sources:
                try:
                    found.append(list_import.look(self._database, os.fsencode(source), token.check))
                except MtplayerError as error:
                    problems.append(error.as_problem())
            return found, problems

        return self._files.run(work, lambda answer: done(*answer), self._failed)

    def take(
        self,
        imports: Sequence[ListImport],
        *,
        replace: bool = False,
        done: Callable[[Sequence[PlaylistId]], object] | None = None,
    ) -> None:
        """Make playlists of what was looked at: one step, which undo takes back."""
        from mtplayer.services.exchange import list_import

        def taken(touched: Sequence[PlaylistId] | None) -> None:
            if done is not None:
                done(touched or ())

        self._playlists.run_stepped(list_import.take(imports, replace=replace), taken)

    def export(
        self,
        name: str,
        path: str,
        kind: ListFormat,
        *,
        relative: bool,
        playlist: PlaylistId | None = None,
        tracks: Sequence[int] = (),
        done: Callable[[int], object] | None = None,
        refused: Refused | None = None,
    ) -> Token:
        """Write a playlist, or tracks in an order, as a file; ``done`` gets how many."""

        def work(_: Token) -> int:
            from mtplayer.services.exchange import list_import

            found = list_import.listed(self._database, name, playlist, tracks)
            return list_import.write(os.fsencode(path), found, kind, relative=relative)

        failed = partial(self._refused, refused)
        return self._files.run(work, done or (lambda _: None), failed)

    def export_library(
        self, path: str, *, done: Callable[[int], object], refused: Refused
    ) -> Token:
        """Write all that the library knows as JSON lines; ``done`` gets how many."""

        def work(_: Token) -> int:
            from pathlib import Path

            from mtplayer.services.exchange import library_export

            return library_export.write(self._database, Path(path))

        return self._files.run(work, done, partial(self._refused, refused))

    def _refused(self, refused: Refused | None, error: Exception) -> None:
        if refused is not None and isinstance(error, MtplayerError):
            refused(error.as_problem())
        else:
            self._failed(error)

    def answer(self, question: Mapping[str, object]) -> dict[str, object]:
        """Answer ``import-lists`` with a ticket, ``exchange-state`` with how that one ended."""
        if question["command"] == "exchange-state":
            return self._tickets.state(question)
        paths = question["paths"]
        if not isinstance(paths, list):
            raise TypeError("paths is no list")
        ticket = self._tickets.new()
        looked = partial(self._looked, ticket, question)
        self.look([str(path) for path in cast("list[object]", paths)], looked)
        return {"ticket": ticket}

    def _looked(
        self,
        ticket: int,
        question: Mapping[str, object],
        found: Sequence[ListImport],
        problems: Sequence[Problem],
    ) -> None:
        from mtplayer.services.exchange.list_report import as_objects

        failures = [problem.sentence or problem.title for problem in problems]
        answer = {"report": as_objects(found), "failures": failures}
        if question.get("dry_run") or not found:
            self._tickets.end(ticket, answer)
            return
        self.take(
            found,
            replace=bool(question.get("replace")),
            done=lambda _: self._tickets.end(ticket, answer),
        )
