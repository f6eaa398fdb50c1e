"""Lends decks, and stops them on a thread of its own."""

import os
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from mtplayer.audio.deck import Deck, DeckOrder, Playing
from mtplayer.audio.vlc_engine import load_vlc
from mtplayer.runtime.long_thread import LongThread

if TYPE_CHECKING:
    from mtplayer.audio.fifo_reader import FifoReader

_IDLE = 3


class Decks:
    """Lends decks, and stops them on a thread of its own: ``stop`` may take a second.

    By named ``pipes`` where the system has them; else in memory, and then with 16 bits.
    """

    def __init__(
        self,
        post: Callable[[Callable[[], object]], object],
        *,
        pipes: bool = hasattr(os, "mkfifo"),
    ) -> None:
        self._post = post
        self._pipes = pipes
        self._vlc: ModuleType | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._reader: FifoReader | None = None
        self._reaper = LongThread("audio reaper")
        self._idle: list[Deck] = []
        self._all: list[Deck] = []
        self._made = 0

    def play(self, order: DeckOrder) -> Playing:
        """Begin to decode; raises AudioUnavailable where there is no libVLC."""
        deck = self._idle.pop() if self._idle else self._make()
        return Playing(deck, deck.play(order))

    def free(self, playing: Playing) -> None:
        """Stop decoding; the deck is lent again once libVLC has let go."""
        if not playing.freed:
            playing.freed = True
            playing.stream.drop()
            self._reaper.post(partial(self._reap, playing.deck))

    def close(self, deadline_ms: int) -> None:
        """Stop all and let go of everything."""
        for deck in self._all:
            self._reaper.post(deck.close)
        ended = self._reaper.close(deadline_ms)
        if self._reader is not None:
            self._reader.close(deadline_ms)
        if self._folder is not None and ended:
            self._folder.cleanup()

    def _make(self) -> Deck:
        if self._vlc is None:
            self._vlc = load_vlc()
        deck = self._make_piped(self._vlc) if self._pipes else self._make_in_memory(self._vlc)
        self._all.append(deck)
        return deck

    def _make_piped(self, vlc: ModuleType) -> Deck:
        # Not with the others: what they stand on is not there on Windows.
        from mtplayer.audio.fifo_deck import FifoDeck
        from mtplayer.audio.fifo_reader import FifoReader

        if self._folder is None or self._reader is None:
            self._folder = tempfile.TemporaryDirectory(prefix="mtplayer-decks-")
            self._reader = FifoReader()
        self._made += 1
        return FifoDeck(vlc, Path(self._folder.name, f"deck{self._made}"), self._reader)

    def _make_in_memory(self, vlc: ModuleType) -> Deck:
        from mtplayer.audio.amem_deck import AmemDeck

        return AmemDeck(vlc)

    def _reap(self, deck: Deck) -> None:
        deck.stop()
        self._post(partial(self._take_back, deck))

    def _take_back(self, deck: Deck) -> None:
        if len(self._idle) < _IDLE:
            self._idle.append(deck)
        else:
            self._all.remove(deck)
            self._reaper.post(deck.close)
