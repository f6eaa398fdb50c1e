"""Makes voices of files: reads their plans, starts their decks, waits for their first frames."""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from mtplayer.audio.asked import Asked
from mtplayer.audio.deck import Playing
from mtplayer.audio.deck_order import deck_order
from mtplayer.audio.decks import Decks
from mtplayer.audio.dsp.levels import factor
from mtplayer.audio.ear import NOTHING_IN_IT, STALLED
from mtplayer.audio.plans.decode_plan import AVFORMAT, PLAIN, DecodePlan
from mtplayer.audio.plans.reading import read_plan
from mtplayer.audio.voice import Voice, Wish
from mtplayer.core.library.tracks import PlayableFile
from mtplayer.core.playing.stations import is_stream
from mtplayer.core.problems import Problem, Unplayable
from mtplayer.core.record import short_record
from mtplayer.core.sound.sound import SoundSettings, gain_db

_BEGIN_S: Final = 5.0
# A server may first have to wake up somebody who sends.
_TUNE_IN_S: Final = 10.0
_LOOK_S: Final = 0.02
_NOT_OPENED: Final = Problem(title=Unplayable.title, sentence="It could not be opened.")


@short_record
class Trouble:
    """No sound will come of what was asked for: of this file, or of any."""

    serial: int
    problem: Problem
    unavailable: bool = False
    over: bool = False


class VoiceMaker:
    """Used on the engine thread; ``stale`` tells of commands that wait behind this one.

    What waits and does not make it stale is let past by ``give_way``: a server that accepts and
    never answers may take ten seconds.
    """

    def __init__(
        self,
        post: Callable[[Callable[[], object]], object],
        tell: Callable[[Trouble], object],
        stale: Callable[[int], bool],
        give_way: Callable[[Callable[[], bool]], object],
    ) -> None:
        self._give_way = give_way
        self._decks = Decks(post)
        self._tell = tell
        self._stale = stale
        self._used: dict[int, Playing] = {}
        self.settings = SoundSettings()

    @property
    def used(self) -> list[Playing]:
        """Everything that is being decoded."""
        return list(self._used.values())

    def free(self, playing: Playing) -> None:
        """Stop decoding it."""
        if self._used.pop(id(playing), None) is not None:
            self._decks.free(playing)

    def close(self, deadline_ms: int) -> None:
        """Let go of all decks."""
        for playing in self.used:
            self.free(playing)
        self._decks.close(deadline_ms)

    def begin(self, asked: Asked) -> Voice | None:
        """Return a voice whose first frames are decoded; tells why there is none."""
        plan = self._plan(asked)
        if plan is None:
            return None
        length = plan.length_ms or asked.file.duration_ms
        if 0 < length <= asked.file.start_ms + asked.ms:
            # libVLC begins at 0 when it is asked to start behind the end.
            self._tell(Trouble(asked.serial, NOTHING_IN_IT, over=True))
            return None
        live = is_stream(asked.file.path)
        for options_dropped in (False,) if live else (False, True):
            voice = self._voice(asked, plan, plain=options_dropped)
            if not self._wait(voice, asked.serial):
                return None
            stream = voice.playing.stream
            if stream.available or not stream.complete:
                return voice
            self.free(voice.playing)
            if stream.decoded or (asked.ms > 0 and options_dropped):
                self._tell(Trouble(asked.serial, NOTHING_IN_IT, over=True))
                return None
        self._tell(Trouble(asked.serial, NOTHING_IN_IT, over=asked.ms > 0))
        return None

    def _plan(self, asked: Asked) -> DecodePlan | None:
        try:
            return read_plan(asked.file.path)
        except OSError:
            self._tell(Trouble(asked.serial, _NOT_OPENED))
            return None

    def _wait(self, voice: Voice, serial: int) -> bool:
        """Wait for the first frames; a newer command ends it, and so do five seconds."""
        deadline = time.monotonic() + (_TUNE_IN_S if voice.wish.live else _BEGIN_S)
        while not voice.playing.stream.begun.wait(_LOOK_S):
            self._give_way(partial(self._stale, serial))
            late = time.monotonic() > deadline
            if late or self._stale(serial):
                self.free(voice.playing)
                if late:
                    self._tell(Trouble(serial, STALLED))
                return False
        if self._stale(serial):
            self.free(voice.playing)
            return False
        return True

    def _voice(self, asked: Asked, plan: DecodePlan, *, plain: bool = False) -> Voice:
        file = asked.file
        start = file.start_ms + asked.ms
        order = deck_order(file.path, plan, start, self._speed(file))
        if plain:
            order = replace(order, options=tuple(o for o in order.options if o != AVFORMAT))
        playing = self._decks.play(order)
        self._used[id(playing)] = playing
        return Voice(self._wish(asked, plan), playing)

    def _wish(self, asked: Asked, plan: DecodePlan) -> Wish:
        file, settings = asked.file, self.settings
        return Wish(
            file=file,
            generation=asked.generation,
            serial=asked.serial,
            resumed=asked.resumed,
            length_ms=plan.length_ms,
            start_ms=file.start_ms + asked.ms,
            stop_ms=file.end_ms,
            speed=self._speed(file),
            gain=self.gain(file),
            trim=settings.trim_silence and not file.album_run,
            bits=plan.bits,
            live=is_stream(file.path),
        )

    def _speed(self, file: PlayableFile) -> float:
        # What is sent as it happens cannot be had earlier.
        return 1.0 if is_stream(file.path) else self.settings.speed

    def opened(self, asked: Asked) -> Voice:
        """Return a voice at once; whether it has sound shows when its turn comes."""
        try:
            plan = read_plan(asked.file.path)
        except OSError:
            plan = PLAIN
        return self._voice(asked, plan)

    def continued(self, voice: Voice, asked: Asked) -> Voice | None:
        """Return the next range of the same file, on the same deck."""
        file, wish = asked.file, voice.wish
        same = file.path == wish.file.path and wish.stop_ms == file.start_ms and asked.ms == 0
        if not same or wish.speed != self.settings.speed:
            return None
        return Voice(self._wish(asked, PLAIN), voice.playing, shared=True)

    def gain(self, file: PlayableFile) -> float:
        """Return the factor of a file's ReplayGain as it is set now."""
        decibels = gain_db(file, self.settings)
        return factor(decibels) if decibels else 1.0
