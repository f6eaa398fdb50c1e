"""Everything that sounds, summed up on demand: pieces joined one behind the other, and overlaps.

What it wants done about decks it says through two callbacks. Used under the mixer's lock.
"""

import threading
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

import numpy as np

from mtplayer.audio.chain import ENDLESS, Chain
from mtplayer.audio.dsp.fades import Curve, Fade
from mtplayer.audio.leaving import Leaving, with_leaving
from mtplayer.audio.pcm_queue import NO_FRAMES, Frames
from mtplayer.audio.timeline import Mark, Timeline
from mtplayer.audio.voice import Voice

# A deck that has this much will not run dry at once.
READY_MS: Final = 120.0


class MixerClient(Protocol):
    """Who is told; called with the mixer's lock held, so it only takes a note."""

    def finished(self, voice: Voice) -> None:
        """Nobody hears this any more."""
        ...

    def nears_its_end(self, voice: Voice) -> None:
        """Make the follower ready."""
        ...


class Join(NamedTuple):
    """Two pieces that met: the frame of the output, and how many frames of the old were heard."""

    at: int
    old: Voice
    new: Voice | None
    frames: int


@dataclass(slots=True)
class Pending:
    """What was asked for and waits for its deck."""

    chain: Chain
    fade_ms: float
    curve: Curve


class Bus:
    """See the module; ``rate`` is the output's, ``mixed`` counts the frames that came out."""

    def __init__(self, rate: int, client: MixerClient, *, prepare_ms: float) -> None:
        self.rate = rate
        self.timeline = Timeline(rate)
        self.underruns = 0
        self.joins: list[Join] = []
        self.lock = threading.RLock()
        self.mixed = 0
        self.padding = 0
        self.ready_ms = READY_MS
        self._client = client
        self._prepare_ms = prepare_ms
        self._chain: Chain | None = None
        self._entering: Fade | None = None
        self._leaving: list[Leaving] = []
        self._pending: Pending | None = None
        self._told: Voice | None = None
        self._dry = False

    @property
    def voice(self) -> Voice | None:
        """What plays, or is about to."""
        if self._pending is not None:
            return self._pending.chain.voice
        return None if self._chain is None else self._chain.voice

    @property
    def voices(self) -> list[Voice]:
        """Everything that sounds or waits."""
        chains = [chain for leaving in self._leaving for chain in leaving.chains]
        chains += [self._chain] if self._chain is not None else []
        chains += [self._pending.chain] if self._pending is not None else []
        found = [voice for chain in chains for voice in (chain.voice, chain.follower)]
        return [voice for voice in found if voice is not None]

    @property
    def dry(self) -> bool:
        """Whether a deck owes frames."""
        return self._dry or self._pending is not None

    @property
    def supply(self) -> int:
        """How many frames can be mixed now without a hole."""
        return ENDLESS if self._chain is None else self._chain.supply

    def follow(self, voice: Voice | None, crossfade_ms: float) -> None:
        """Let this come after what plays; None takes the last wish back."""
        with self.lock:
            chain = self._chain if self._pending is None else self._pending.chain
            if chain is None or chain.voice is None:
                self._let_go(voice)
                return
            if chain.follower is not voice:
                self._let_go(chain.follower)
            chain.follower, chain.overlap_ms = voice, crossfade_ms

    def mix(self, count: int) -> Frames:
        """Return exactly ``count`` frames."""
        self._look_ahead()
        at, self.mixed = self.mixed, self.mixed + count
        self.padding = 0
        out = self._main(count, at)
        if self._leaving:
            self.padding = 0
            out = with_leaving(out, self._leaving, count, at, self._free_all)
        return out

    def _main(self, count: int, at: int) -> Frames:
        chain = self._chain
        if chain is None:
            self.padding = count
            return np.zeros((count, 2), np.float32)
        frames = self._heard_of(chain, count, at)
        if self._entering is not None:
            frames = self._entering.apply(frames)
            self._entering = None if self._entering.over else self._entering
        return frames

    def _heard_of(self, chain: Chain, count: int, at: int) -> Frames:
        voice = chain.voice
        again = Mark(at, voice, voice.ms, voice.wish.speed) if self._dry and voice else None
        frames = chain.pull(count, at)
        missing = count - len(frames)
        if again is not None and len(frames):
            self._dry = False
            self.timeline.add(again)
        if not missing:
            return frames
        if chain.ended:
            self._chain = None
            self.padding = missing
        else:
            self.underruns += missing
            self._dry = True
            voice = chain.voice
            self.timeline.add(Mark(at + len(frames), voice, voice.ms if voice else 0.0, 0.0))
        return np.concatenate((frames, np.zeros((missing, 2), np.float32)))

    def _look_ahead(self) -> None:
        """Say when the end comes near, and let the follower in before it, if it overlaps."""
        chain = self._chain
        voice = chain.voice if chain is not None else None
        if voice is None:
            return
        left = voice.left_ms
        if left is not None and left <= self._prepare_ms and self._told is not voice:
            self._told = voice
            self._client.nears_its_end(voice)
        self._crossfade(left)

    def _turn(self, pending: Pending, fade_ms: float, mixed: Frames = NO_FRAMES) -> None:
        """Let what was asked for in; what played leaves within so long, at once for 0.

        It leaves from where it is heard: ``mixed`` is what was mixed of it behind that.
        """
        self._pending = None
        self._leave(fade_ms, pending.curve, mixed)
        self._enter(pending.chain, self._way_in(pending), pending.curve)

    def _way_in(self, pending: Pending) -> float:
        """Return how slowly a piece comes in: at once from its beginning, if nothing overlaps."""
        voice = pending.chain.voice
        whole = voice is not None and voice.wish.start_ms <= voice.wish.file.start_ms
        return 0.0 if whole and pending.curve is Curve.EQUAL_GAIN else pending.fade_ms

    def _crossfade(self, left: float | None) -> None:
        chain = self._chain
        if chain is None or chain.follower is None or left is None or left > chain.overlap_ms:
            return
        old, follower = chain.voice, chain.follower
        if old is None or not self._ready(follower) or left < READY_MS:
            return
        chain.follower = None
        self._leave(left, Curve.EQUAL_POWER)
        self.joins.append(Join(self.mixed, old, follower, old.taken))
        self._enter(Chain(follower, self.rate, self._joined), left, Curve.EQUAL_POWER, old)

    def _enter(
        self, chain: Chain, fade_ms: float, curve: Curve, ended: Voice | None = None
    ) -> None:
        self._chain = chain
        self._dry = False
        self._entering = self._fade(fade_ms, curve, rising=True) if fade_ms else None
        if (voice := chain.voice) is not None:
            self.timeline.add(Mark(self.mixed, voice, voice.ms, voice.wish.speed, ended))

    def _leave(self, fade_ms: float, curve: Curve, mixed: Frames = NO_FRAMES) -> None:
        """Let all that sounds go out as one: at once, or from as loud as it is."""
        chain, self._chain = self._chain, None
        entering, self._entering = self._entering, None
        leaving, self._leaving = self._leaving, []
        if chain is not None:
            self._let_go(chain.leave(self._left))
        if chain is not None and fade_ms > 0:
            fade = self._fade(fade_ms, curve, rising=False)
            gone = Leaving(chain, fade, entering=entering, beside=leaving, mixed=mixed)
            self._leaving = [gone]
        elif fade_ms > 0:
            self._leaving = leaving
        else:
            for one in leaving:
                self._free_all(one)
            if chain is not None:
                self._free(chain)

    def _fade(self, fade_ms: float, curve: Curve, *, rising: bool) -> Fade:
        return Fade(round(fade_ms * self.rate / 1000), curve, rising=rising)

    def _ready(self, voice: Voice | None) -> bool:
        if voice is None or voice.playing.stream.complete:
            return True
        return bool(voice.rate) and voice.available * 1000 >= self.ready_ms * voice.rate

    def _joined(self, old: Voice, new: Voice | None, at: int) -> None:
        ms, speed = (new.ms, new.wish.speed) if new is not None else (0.0, 0.0)
        self.timeline.add(Mark(at, new, ms, speed, old))
        self.joins.append(Join(at, old, new, old.taken))
        if new is None or not new.shared:
            self._client.finished(old)

    def _left(self, old: Voice, _new: Voice | None, _at: int) -> None:
        self._client.finished(old)

    def _let_go(self, follower: Voice | None) -> None:
        # One that goes on where the other ends has no deck of its own.
        if follower is not None and not follower.shared:
            self._client.finished(follower)

    def _free(self, chain: Chain) -> None:
        self._let_go(chain.follower)
        if chain.voice is not None:
            self._client.finished(chain.voice)

    def _free_all(self, leaving: Leaving) -> None:
        for chain in leaving.chains:
            self._free(chain)

    def _drop_pending(self) -> None:
        if self._pending is not None:
            pending, self._pending = self._pending, None
            self._free(pending.chain)
