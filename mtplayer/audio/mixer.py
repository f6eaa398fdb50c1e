"""Everything that sounds, summed up on demand: joins, fades, equalizer, volume and limiter.

The output's thread calls ``pull``; all else is called by the engine and the UI thread and returns
at once. What the mixer wants done about decks it says through two callbacks.
"""

import threading
import time
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Protocol

import numpy as np

from mtplayer.audio.chain import Chain
from mtplayer.audio.dsp.equalizer import BLOCK, Equalizer, Spectrum
from mtplayer.audio.dsp.fades import Curve, Fade
from mtplayer.audio.dsp.levels import Gain
from mtplayer.audio.dsp.limiter import Limiter
from mtplayer.audio.dsp.tap import Tap
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
class _Pending:
    chain: Chain
    fade_ms: float
    curve: Curve


@dataclass(slots=True)
class _Leaving:
    chain: Chain
    fade: Fade = field(repr=False)


class Mixer:
    """See the module; ``rate`` is the output's."""

    def __init__(self, rate: int, client: MixerClient, *, prepare_ms: float) -> None:
        self.rate = rate
        self.timeline = Timeline(rate)
        self.underruns = 0
        self.joins: list[Join] = []
        self.lock = threading.RLock()
        self.volume = Gain(1.0, rate)
        self.tap = Tap()
        self.mixed = 0
        self.pulled = 0
        self.pulled_at = 0.0
        self.padding = 0
        self.ready_ms = READY_MS
        self._client = client
        self._prepare_ms = prepare_ms
        self._equalizer = Equalizer()
        self._limiter = Limiter(rate)
        self._chain: Chain | None = None
        self._entering: Fade | None = None
        self._leaving: list[_Leaving] = []
        self._pending: _Pending | None = None
        self._told: Voice | None = None
        self._transport: Fade | None = None
        self._paused = False
        self._dry = False
        self._rest = NO_FRAMES

    @property
    def voice(self) -> Voice | None:
        """What plays, or is about to."""
        if self._pending is not None:
            return self._pending.chain.voice
        return None if self._chain is None else self._chain.voice

    @property
    def voices(self) -> list[Voice]:
        """Everything that sounds or waits."""
        chains = [leaving.chain for leaving in self._leaving]
        chains += [self._chain] if self._chain is not None else []
        chains += [self._pending.chain] if self._pending is not None else []
        found = [voice for chain in chains for voice in (chain.voice, chain.follower)]
        return [voice for voice in found if voice is not None]

    @property
    def paused(self) -> bool:
        """Whether it holds still, or is fading out to do so."""
        return self._paused

    @property
    def dry(self) -> bool:
        """Whether a deck owes frames."""
        return self._dry or self._pending is not None

    @property
    def still(self) -> bool:
        """Whether only silence comes, and will until somebody asks for something."""
        waiting = self._pending is not None and not self._paused
        return not (waiting or self._leaving) and (self._holds or self._chain is None)

    @property
    def _holds(self) -> bool:
        return self._paused and (self._transport is None or self._transport.over)

    def start(self, voice: Voice, fade_ms: float, curve: Curve) -> None:
        """Play this instead of what plays, as soon as its deck has begun."""
        with self.lock:
            self._drop_pending()
            self._pending = _Pending(Chain(voice, self.rate, self._joined), fade_ms, curve)
            if self._holds and self._chain is not None:
                self._leave(0, curve)

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

    def pause(self, fade_ms: float) -> None:
        """Hold still once faded out."""
        with self.lock:
            if not self._paused:
                self._paused = True
                self._transport = self._fade(fade_ms, Curve.EQUAL_GAIN, rising=False)
                if self._chain is None:
                    self._hold(self.mixed)

    def resume(self, fade_ms: float) -> None:
        """Go on where it held."""
        with self.lock:
            if self._paused:
                self._paused = False
                self._transport = self._fade(fade_ms, Curve.EQUAL_GAIN, rising=True)
                self._mark_voice(self.mixed)

    def stop(self, fade_ms: float) -> None:
        """Fade out and let go of everything."""
        with self.lock:
            self._drop_pending()
            self._leave(0 if self._holds else fade_ms, Curve.EQUAL_GAIN)
            self._paused, self._transport = False, None
            self.timeline.add(Mark(self.mixed, None, 0.0, 0.0))

    def equalize(self, spectrum: Spectrum | None) -> None:
        """Filter like this from now on; None is off."""
        with self.lock:
            self._equalizer.use(spectrum)

    def pull(self, count: int) -> Frames:
        """Return exactly ``count`` frames."""
        with self.lock:
            self.pulled += count
            self.pulled_at = time.monotonic()
            if not (self._equalizer.active or len(self._rest)):
                return self._finish(self._mix(count))
            parts: list[Frames] = []
            while count > 0:
                if not len(self._rest):
                    self._rest = self._equalizer.apply(self._mix(BLOCK))
                part, self._rest = self._rest[:count], self._rest[count:]
                parts.append(part)
                count -= len(part)
            return self._finish(np.concatenate(parts))

    def _finish(self, frames: Frames) -> Frames:
        self.tap.put(frames)
        return self._limiter.apply(self.volume.apply(frames))

    def _mix(self, count: int) -> Frames:
        self._switch()
        at, self.mixed = self.mixed, self.mixed + count
        self.padding = 0
        out = self._main(count, at)
        if self._leaving:
            self.padding = 0
            out = self._add_leaving(out, count, at)
        return out

    def _main(self, count: int, at: int) -> Frames:
        chain = self._chain
        if chain is None or self._holds:
            self.padding = count
            return np.zeros((count, 2), np.float32)
        frames = self._heard_of(chain, count, at)
        if self._entering is not None:
            frames = self._entering.apply(frames)
            self._entering = None if self._entering.over else self._entering
        if self._transport is not None:
            frames = self._transport.apply(frames)
            if self._transport.over and not self._paused:
                self._transport = None
            elif self._transport.over:
                self._hold(at + count)
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

    def _add_leaving(self, out: Frames, count: int, at: int) -> Frames:
        out = out.copy()
        for leaving in list(self._leaving):
            frames = leaving.fade.apply(leaving.chain.pull(count, at))
            out[: len(frames)] += frames
            if leaving.fade.over or leaving.chain.ended:
                self._leaving.remove(leaving)
                self._free(leaving.chain)
        return out

    def _switch(self) -> None:
        """Turn to what was asked for, if it can sound now, and look for what comes next."""
        pending = self._pending
        if pending is not None and not self._holds and self._ready(pending.chain.voice):
            self._pending = None
            self._leave(pending.fade_ms, pending.curve)
            self._enter(pending.chain, self._way_in(pending), pending.curve)
        chain = self._chain
        voice = chain.voice if chain is not None else None
        if voice is None:
            return
        left = voice.left_ms
        if left is not None and left <= self._prepare_ms and self._told is not voice:
            self._told = voice
            self._client.nears_its_end(voice)
        self._crossfade(left)

    def _way_in(self, pending: _Pending) -> float:
        """Return how slowly a piece comes in: at once from its beginning, if nothing overlaps."""
        voice = pending.chain.voice
        whole = voice is not None and voice.wish.start_ms <= voice.wish.file.start_ms
        return 0.0 if whole and pending.curve is Curve.EQUAL_GAIN else pending.fade_ms

    def _crossfade(self, left: float | None) -> None:
        """Let the follower in before the end, if it is to overlap."""
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

    def _leave(self, fade_ms: float, curve: Curve) -> None:
        chain, self._chain = self._chain, None
        if chain is None:
            return
        self._let_go(chain.leave(self._left))
        if fade_ms > 0:
            self._leaving.append(_Leaving(chain, self._fade(fade_ms, curve, rising=False)))
        else:
            self._free(chain)

    def _fade(self, fade_ms: float, curve: Curve, *, rising: bool) -> Fade:
        return Fade(round(fade_ms * self.rate / 1000), curve, rising=rising)

    def _ready(self, voice: Voice | None) -> bool:
        if voice is None or voice.playing.stream.complete:
            return True
        return bool(voice.rate) and voice.available * 1000 >= self.ready_ms * voice.rate

    def _hold(self, at: int) -> None:
        chain = self._chain
        voice = chain.voice if chain is not None else None
        self.timeline.add(Mark(at, voice, voice.ms if voice is not None else 0.0, 0.0))

    def _mark_voice(self, at: int) -> None:
        """Note that the chain's voice sounds from frame ``at`` on."""
        voice = self._chain.voice if self._chain is not None else None
        if voice is not None and not self._paused:
            self.timeline.add(Mark(at, voice, voice.ms, voice.wish.speed))

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

    def _drop_pending(self) -> None:
        if self._pending is not None:
            pending, self._pending = self._pending, None
            self._free(pending.chain)
