"""What the pages about listening ask of the services."""
# ruff: noqa: D102 - what each does is said where the services are

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Sequence

    from mtplayer.core.events import HistoryChanged
    from mtplayer.core.ids import ListenId
    from mtplayer.core.listening.history import Correction, HistoryList, HistoryQuery
    from mtplayer.core.listening.listening import Listening, Span
    from mtplayer.runtime.signals import BoundSignal
    from mtplayer.ui.history.history_model import ListenSource


class HistoryLog(Protocol):
    """The log of listens."""

    @property
    def changed(self) -> BoundSignal[HistoryChanged]: ...
    @property
    def rows(self) -> ListenSource: ...
    def listens(
        self, query: HistoryQuery, done: Callable[[HistoryList], object], *, asker: object = None
    ) -> object: ...
    def tracks(self, listens: Sequence[int], done: Callable[[array[int]], object]) -> object: ...
    def figures(
        self, span: Span, back: int, done: Callable[[Listening], object], *, asker: object = None
    ) -> object: ...
    def export(self, found: Listening, path: str) -> object: ...
    def remove(self, listens: Sequence[int]) -> object: ...
    def correct(self, listen: ListenId, wanted: Correction) -> object: ...
