"""What is heard now: turns the mixer's timeline and the output's latency into player events."""

import time
from typing import Final

from mtplayer.audio.mixer import Mixer
from mtplayer.audio.outputs.output import OutputState
from mtplayer.audio.timeline import Mark
from mtplayer.audio.voice import Voice
from mtplayer.core.ports import (
    PlayerBuffering,
    PlayerEnded,
    PlayerEvent,
    PlayerFailed,
    PlayerLength,
    PlayerPosition,
    PlayerStarted,
    StreamEvent,
)
from mtplayer.core.problems import Problem, Unplayable
from mtplayer.core.record import short_record

STALL_S: Final = 5.0
# Less of a file than this share of its claimed length is an early end.
_WHOLE: Final = 0.95
_LENGTH_ERROR_MS: Final = 20
NOTHING_IN_IT: Final = Problem(
    title=Unplayable.title, sentence="There is no music in it that could be read."
)
STALLED: Final = Problem(
    title=Unplayable.title, sentence="It stalled: no sound came for five seconds."
)


@short_record
class Heard:
    """An event of the stream with this serial number, and of the one that it was followed by."""

    serial: int
    event: PlayerEvent | StreamEvent
    next_serial: int | None = None


class Ear:
    """Asked by the UI thread some twenty times a second."""

    def __init__(self, mixer: Mixer, state: OutputState) -> None:
        self._mixer = mixer
        self._latency = 0.0
        self.tune(state)
        self._frame = 0
        self._voice: Voice | None = None
        self._begun: set[int] = set()
        self._decoded = 0
        self._decoded_at = time.monotonic()
        self._speed = 0.0
        self._dry = False

    def tune(self, state: OutputState) -> None:
        """Take in that the output was opened anew."""
        self._latency = state.latency_ms * state.rate / 1000

    def listen(self) -> list[Heard]:
        """Return what happened since the last time, and where it is now."""
        now = time.monotonic()
        mixer = self._mixer
        with mixer.lock:
            frame = mixer.way.reach(mixer.heard(self._latency))
            # A frame that was put out is never put out again.
            self._frame = max(self._frame, int(frame))
            marks = mixer.timeline.reached(self._frame)
            place = mixer.timeline.ms_at(self._frame)
        heard = [one for mark in marks for one in self._pass(mark)]
        voice = self._voice
        if voice is not None and self._speed and voice.wish.serial in self._begun:
            ms = max(0, int(place)) - voice.wish.file.start_ms
            event = PlayerPosition(generation=voice.wish.generation, ms=ms, at=now)
            heard.append(Heard(voice.wish.serial, event))
        return heard + self._flow() + self._watch(now)

    @property
    def latency(self) -> float:
        """How many frames after a pull its first one is heard, where the output cannot tell."""
        return self._latency

    def frame(self) -> int:
        """Return which frame is heard now; for pictures of the sound, so without the lock."""
        return int(self._mixer.heard(self._latency))

    def _pass(self, mark: Mark) -> list[Heard]:
        heard: list[Heard] = []
        new, old = mark.voice, mark.ended
        if old is not None:
            heard += self._end(old, new)
        self._voice, self._speed = new, mark.speed
        if new is not None and new.rate:
            heard += self._begin(new)
        return heard

    def _begin(self, voice: Voice) -> list[Heard]:
        wish = voice.wish
        if wish.serial in self._begun:
            return []
        self._begun = {wish.serial}
        length = _known_length(voice)
        told = [PlayerLength(generation=wish.generation, ms=length, exact=True)] if length else []
        events: list[PlayerEvent] = [*told]
        if not wish.resumed:
            events.append(PlayerStarted(generation=wish.generation))
        return [Heard(wish.serial, event) for event in events]

    def _end(self, old: Voice, new: Voice | None) -> list[Heard]:
        wish = old.wish
        if new is not None and new.wish.serial == wish.serial:
            return []  # another time round a loop
        if not old.playing.stream.decoded and wish.start_ms <= wish.file.start_ms:
            return [
                Heard(wish.serial, PlayerFailed(generation=wish.generation, problem=NOTHING_IN_IT))
            ]
        heard: list[Heard] = []
        length = _heard_length(old)
        known = _known_length(old) or wish.file.duration_ms
        if length is not None and abs(length - known) > _LENGTH_ERROR_MS:
            heard.append(
                Heard(wish.serial, PlayerLength(generation=wish.generation, ms=length, exact=True))
            )
        event = PlayerEnded(
            generation=wish.generation,
            followed_by=new.wish.generation if new is not None else None,
            early=_ended_early(old),
        )
        heard.append(Heard(wish.serial, event, new.wish.serial if new is not None else None))
        return heard

    def _flow(self) -> list[Heard]:
        """Say of a stream that it ran dry, or comes in again."""
        voice, dry = self._voice, self._mixer.dry
        if voice is None or not voice.wish.live or voice.wish.serial not in self._begun:
            self._dry = False
            return []
        if dry is self._dry:
            return []
        self._dry = dry
        event = PlayerBuffering(generation=voice.wish.generation, dry=dry)
        return [Heard(voice.wish.serial, event)]

    def _watch(self, now: float) -> list[Heard]:
        """Look for a stream that gives nothing any more."""
        voice = self._mixer.voice
        if voice is None or self._mixer.paused or not self._mixer.dry:
            self._decoded_at = now
            return []
        decoded = voice.playing.stream.decoded
        if decoded != self._decoded:
            self._decoded, self._decoded_at = decoded, now
        elif now - self._decoded_at > STALL_S:
            self._decoded_at = now
            wish = voice.wish
            return [Heard(wish.serial, PlayerFailed(generation=wish.generation, problem=STALLED))]
        return []


def _known_length(voice: Voice) -> int | None:
    """Return the length that the file's headers promise to the sample."""
    if voice.wish.file.end_ms is not None or voice.wish.length_ms is None:
        return None
    return round(voice.wish.length_ms) - voice.wish.file.start_ms


def _heard_length(voice: Voice) -> int | None:
    """Return the length that came out, of a file whose very end was reached."""
    if voice.wish.stop_ms is not None or voice.wish.trim or voice.wish.speed != 1.0:
        return None
    return round(voice.ms) - voice.wish.file.start_ms


def _ended_early(voice: Voice) -> bool:
    length = _heard_length(voice)
    claimed = voice.wish.length_ms
    return length is not None and claimed is not None and length < _WHOLE * claimed
