"""Plays a list as the window does: what follows is handed over while a piece plays."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mtplayer.audio.deck_player import DeckPlayer
from mtplayer.core.ports import PlayerEnded, PlayerEvent, PlayerFailed, PlayerPosition
from tests.fakes.tones import playable


class Listener:
    """Keeps what the player said."""

    def __init__(self, player: DeckPlayer, qtbot: Any) -> None:
        self.events: list[PlayerEvent] = []
        self.player = player
        self.qtbot = qtbot
        self._rest: list[Path] = []
        self._generation = 1
        player.happened.connect(self._hear)

    def play(self, paths: Sequence[Path], start_ms: int = 0) -> None:
        first, *self._rest = paths
        self.player.load(playable(first), 1, start_ms=start_ms, paused=False)
        self._queue()

    def wait_until_it_sounds(self) -> None:
        self.qtbot.waitUntil(
            lambda: any(isinstance(event, PlayerPosition) for event in self.events), timeout=5000
        )

    def _queue(self) -> None:
        self._generation += 1
        follower = self._rest.pop(0) if self._rest else None
        self.player.queue_next(playable(follower) if follower else None, self._generation)

    def _hear(self, event: PlayerEvent) -> None:
        self.events.append(event)
        if isinstance(event, PlayerEnded) and event.followed_by is not None:
            self._queue()

    def wait_for_end(self, timeout: int = 60_000) -> None:
        def over() -> bool:
            return any(isinstance(e, PlayerEnded) and e.followed_by is None for e in self.events)

        self.qtbot.waitUntil(over, timeout=timeout)
        assert not [e for e in self.events if isinstance(e, PlayerFailed)]
