"""How what sounds goes out: pauses, equalizer, volume and limiter, and all of it once more.

The output's thread calls ``pull`` or ``draw``; all else is called by the engine and the UI thread
and returns at once. An output that holds much ahead is a ``Holder``: a command then goes back to
the first frame that can still be replaced, and what follows is made again with the command in it.
"""

import time
from collections import deque
from copy import copy
from typing import Final, NamedTuple

import numpy as np

from mtplayer.audio.bus import Bus, Join, MixerClient, Pending
from mtplayer.audio.chain import Chain
from mtplayer.audio.dsp.equalizer import BLOCK, Equalizer, EqualizerState, Spectrum
from mtplayer.audio.dsp.fades import Curve, Fade
from mtplayer.audio.dsp.levels import Gain
from mtplayer.audio.dsp.limiter import Limiter
from mtplayer.audio.dsp.tap import Tap
from mtplayer.audio.outputs.output import Holder
from mtplayer.audio.pcm_queue import NO_FRAMES, Frames
from mtplayer.audio.timeline import Mark
from mtplayer.audio.voice import Voice
from mtplayer.audio.way import Way

# A crossfade that was wished for is longer: it needs both decks.
_SHORT_MS: Final = 100.0
# As many frames as an output may hold, and some more.
KEPT: Final = 40_000


class _Moment(NamedTuple):
    """Everything that pulling changes, as it was before a pull."""

    pulled: int
    at: int
    made: int
    rest: Frames
    over: Frames
    transport: Fade | None
    volume: Gain
    limiter: Limiter
    equalizer: EqualizerState


class Mixer(Bus):
    """See the module; ``pulled`` counts the frames that went out."""

    def __init__(self, rate: int, client: MixerClient, *, prepare_ms: float) -> None:
        super().__init__(rate, client, prepare_ms=prepare_ms)
        self.volume = Gain(1.0, rate)
        self.tap = Tap()
        self.way = Way()
        self.holder: Holder | None = None
        self.pulled = 0
        self.pulled_at = 0.0
        self._kept = Tap()
        self._moments: deque[_Moment] = deque()
        self._at = 0
        self._made = 0
        self._over = NO_FRAMES
        self._rest = NO_FRAMES
        self._equalizer = Equalizer()
        self._limiter = Limiter(rate)
        self._transport: Fade | None = None
        self._paused = False
        self._frozen: float | None = None

    @property
    def paused(self) -> bool:
        """Whether it holds still, or is fading out to do so."""
        return self._paused

    @property
    def still(self) -> bool:
        """Whether only silence comes, and will until somebody asks for something."""
        if self._frozen is not None:
            return True
        waiting = self._pending is not None and not self._paused
        sounds = bool(self._leaving) or len(self._over) > 0
        return not (waiting or sounds) and (self._holds or self._chain is None)

    @property
    def frozen(self) -> bool:
        """Whether the output holds still by itself."""
        return self._frozen is not None

    @property
    def _holds(self) -> bool:
        faded = self._transport is None or self._transport.over
        return self._paused and faded and self._frozen is None

    @property
    def quiet(self) -> bool:
        """Whether what goes out now is silence."""
        return self._holds or not self._sounds

    @property
    def _sounds(self) -> bool:
        mixes = self._chain is not None or bool(self._leaving)
        return mixes or self._at < self.mixed or len(self._over) > 0

    def start(self, voice: Voice, fade_ms: float, curve: Curve) -> None:
        """Play this instead of what plays, as soon as its deck has begun."""
        with self.lock:
            self._drop_pending()
            self._pending = Pending(Chain(voice, self.rate, self._joined), fade_ms, curve)
            if self._holds and self._chain is not None:
                self._go_back()
                self._leave(0, curve)
                self._at = self.mixed
            self._wake()

    def pause(self, fade_ms: float) -> None:
        """Hold still once faded out."""
        with self.lock:
            if not self._paused:
                self._go_back()
                self._paused = True
                self._transport = self._fade(fade_ms, Curve.EQUAL_GAIN, rising=False)
                self._wake()

    def resume(self, fade_ms: float) -> None:
        """Go on where it held."""
        with self.lock:
            if self._frozen is not None:
                self._frozen, self._paused = None, False
                self.pulled_at = time.monotonic()
            if self._paused:
                self._go_back()
                self._paused = False
                self._transport = self._fade(fade_ms, Curve.EQUAL_GAIN, rising=True)
                self._wake()

    def freeze(self, heard: float) -> None:
        """Take in that the output holds still by itself, at this frame."""
        with self.lock:
            self._paused, self._frozen = True, heard

    def stop(self, fade_ms: float) -> None:
        """Fade out and let go of everything."""
        with self.lock:
            self._drop_pending()
            self._go_back()
            self._over = NO_FRAMES if self._holds else self._fading(fade_ms, Curve.EQUAL_GAIN)
            self._leave(0, Curve.EQUAL_GAIN)
            self._paused, self._transport, self._frozen = False, None, None
            self._at = self.mixed
            self.timeline.add(Mark(self.mixed, None, 0.0, 0.0))
            self._wake()

    def part(self) -> Voice | None:
        """Take back the last join if nobody can hear it yet; return what then has come last."""
        with self.lock:
            join, holder = self.joins[-1] if self.joins else None, self.holder
            if join is None or holder is None or not self._waits_for(join) or not self._moments:
                return None
            frame = max(holder.reach(), self._moments[0].pulled)
            before = [one for one in self._moments if one.pulled <= frame and one.at <= join.at]
            if frame >= self.pulled or self.way.look(frame) > join.at or not before:
                return None
            self._undo(join, before[-1], frame)
            return join.old

    def equalize(self, spectrum: Spectrum | None) -> None:
        """Filter like this from now on; None is off."""
        with self.lock:
            self._go_back()
            self._equalizer.use(spectrum)
            self._wake()

    def set_volume(self, factor: float) -> None:
        """Be this loud."""
        with self.lock:
            if factor != self.volume.target:
                self._go_back()
                self.volume.set(factor)
                self._wake()

    def heard(self, latency: float) -> float:
        """Return which of the frames that went out is heard, ``latency`` after it was pulled."""
        if self._frozen is not None:
            return self._frozen
        if self.holder is not None:
            return min(self.pulled, self.holder.heard())
        since = (time.monotonic() - self.pulled_at) * self.rate
        return min(self.pulled, self.pulled - latency + since)

    def take_back(self, heard: float) -> None:
        """Take in that the output was closed: what it was given and never played comes again."""
        with self.lock:
            self._frozen = None
            self._replay(round(heard))
            self._moments.clear()

    def turn(self) -> bool:
        """Go back for what was asked for if it can sound by now; whether it still cannot."""
        with self.lock:
            if self._pending is None or self._holds:
                return False
            if not self._ready(self._pending.chain.voice):
                return True
            self._go_back()
            self._switch(self._pending)
            return False

    def draw(self, most: int, *, now: bool) -> tuple[int, Frames]:
        """Return where frames belong and them, only what is there at once unless it is needed now.

        For a holder: the first of them may be one that it holds already, to be replaced.
        """
        with self.lock:
            start = self.pulled
            there = most if self._holds else min(most, self._at_once)
            count = most if now and there <= 0 else there
            return start, self.pull(count) if count > 0 else NO_FRAMES

    def pull(self, count: int) -> Frames:
        """Return exactly ``count`` frames."""
        with self.lock:
            self._remember()
            frames = self._equalized(count)
            self.pulled += count
            self.pulled_at = time.monotonic()
            self.tap.put(frames)
            return self._limiter.apply(self.volume.apply(frames))

    @property
    def _at_once(self) -> int:
        return len(self._rest) + self.mixed - self._at + self.supply

    def _equalized(self, count: int) -> Frames:
        if not (self._equalizer.active or len(self._rest)):
            return self._make(count)
        parts: list[Frames] = []
        while count > 0:
            if not len(self._rest):
                self._rest = self._equalizer.apply(self._make(BLOCK))
            part, self._rest = self._rest[:count], self._rest[count:]
            parts.append(part)
            count -= len(part)
        return np.concatenate(parts)

    def _make(self, count: int) -> Frames:
        """Return so many frames before the equalizer."""
        parts: list[Frames] = []
        while count > 0:
            parts.append(part := self._next(count))
            count -= len(part)
            self._made += len(part)
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def _next(self, count: int) -> Frames:
        """Return some frames, at most so many: fewer where something changes."""
        holds, pending = self._holds, self._pending if self.holder is None else None
        if pending is not None and not holds and self._ready(pending.chain.voice):
            self._switch(pending)
        self.way.go(self._made, self._at, moves=not holds)
        if holds:
            self.padding = count
            return np.zeros((count, 2), np.float32)
        transport = self._transport
        if transport is None or transport.over:
            self._transport = None
            return self._taken(count)
        return transport.apply(self._taken(min(count, transport.left)))

    def _taken(self, count: int) -> Frames:
        """Return some of what was mixed already, or mix; what leaves at once fades out over it."""
        if self._at < self.mixed:
            count = min(count, self.mixed - self._at)
            frames = self._kept.look(self._at + count, count)
            assert frames is not None
            self.padding = 0
        else:
            frames = self.mix(count)
            self._kept.put(frames)
        self._at += count
        if len(self._over):
            frames = frames.copy()
            over, self._over = self._over[:count], self._over[count:]
            frames[: len(over)] += over
            self.padding = 0
        return frames

    def _switch(self, pending: Pending) -> None:
        """Turn to what was asked for: what sounds now fades out, by itself if that is short."""
        self._moments.clear()
        chain, ahead = self._chain, self.mixed - self._at
        if pending.fade_ms <= _SHORT_MS or chain is None:
            self._over = self._fading(min(pending.fade_ms, _SHORT_MS), pending.curve)
            self._turn(pending, 0)
        else:
            frames = self._kept.look(self.mixed, ahead) if ahead else None
            self._turn(pending, pending.fade_ms, NO_FRAMES if frames is None else frames)
        self._at = self.mixed

    def _fading(self, fade_ms: float, curve: Curve) -> Frames:
        """Return what would come next, fading out."""
        count = min(round(fade_ms * self.rate / 1000), self.mixed - self._at + self.supply)
        if not self._sounds or count <= 0:
            return NO_FRAMES
        fade, parts = Fade(count, curve, rising=False), []
        while count > 0:
            parts.append(fade.apply(self._taken(count)))
            count -= len(parts[-1])
        return np.concatenate(parts)

    def _go_back(self) -> None:
        """Go back for a command; what it changes is not gone back to any more."""
        if self.holder is not None:
            self._replay(self.holder.reach())
        self._moments.clear()

    def _replay(self, frame: int) -> None:
        """Let this be the next frame that goes out, or the first one behind the last command."""
        if not self._moments or frame >= self.pulled:
            return
        frame = max(frame, self._moments[0].pulled)
        while self._moments[-1].pulled > frame:
            self._moments.pop()
        self._recall(self._moments.pop())
        if frame > self.pulled:
            # What waits turns at this frame, not before.
            pending, self._pending = self._pending, None
            self.pull(frame - self.pulled)
            self._pending = pending

    def _waits_for(self, join: Join) -> bool:
        """Whether what joined is what plays, and what it joined had come to its very end."""
        new, chain = join.new, self._chain
        if new is None or chain is None or chain.voice is not new or new.shared:
            return False
        alone = not self._leaving and self._pending is None
        return alone and join.frames == join.old.taken and new.wish.serial != join.old.wish.serial

    def _undo(self, join: Join, moment: _Moment, frame: int) -> None:
        """Play from a moment to a frame once more, as if what joined never had."""
        self._recall(moment)
        if self._chain is not None:
            self._free(self._chain)
        self._chain, self._entering = Chain(join.old, self.rate, self._joined), None
        self._dry, self._told = False, join.old
        self.mixed = self._kept.end = join.at
        self.timeline.cut(join.at)
        self.joins.pop()
        if frame > self.pulled:
            self.pull(frame - self.pulled)
        self._moments.clear()
        self._wake()

    def _wake(self) -> None:
        if self.holder is not None:
            self.holder.wake()

    def _remember(self) -> None:
        while self._moments and self._moments[0].pulled < self.pulled - KEPT:
            self._moments.popleft()
        self._moments.append(
            _Moment(
                self.pulled,
                self._at,
                self._made,
                self._rest,
                self._over,
                copy(self._transport),
                copy(self.volume),
                copy(self._limiter),
                self._equalizer.state,
            )
        )

    def _recall(self, moment: _Moment) -> None:
        self.pulled, self._at, self._made = moment.pulled, moment.at, moment.made
        self._rest, self._over = moment.rest, moment.over
        self._transport, self._limiter = moment.transport, moment.limiter
        wanted = self.volume.target
        self.volume = moment.volume
        self.volume.set(wanted)
        self._equalizer.state = moment.equalizer
        self.tap.end = moment.pulled
        self.way.go_back(moment.made)
