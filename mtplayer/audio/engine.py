"""Decks, mixer and output put together; called by the engine thread, except where it says not."""

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from mtplayer.audio.asked import Asked
from mtplayer.audio.bus import READY_MS, Join
from mtplayer.audio.deck import News
from mtplayer.audio.dsp.equalizer import spectra
from mtplayer.audio.dsp.fades import Curve
from mtplayer.audio.dsp.levels import volume_factor
from mtplayer.audio.ear import Ear, Heard
from mtplayer.audio.mixer import Mixer
from mtplayer.audio.outputs.output import Output
from mtplayer.audio.pcm_queue import Frames
from mtplayer.audio.speaker import Speaker
from mtplayer.audio.voice import Voice
from mtplayer.audio.voice_maker import Trouble, VoiceMaker
from mtplayer.core.playing.loops import Loop
from mtplayer.core.problems import AudioUnavailable
from mtplayer.core.sound.sound import SignalPath, SoundSettings, crossfade_ms, gain_db
from mtplayer.core.sound.sound_choices import OutputKind

log = logging.getLogger(__name__)

# A deck is 1.1 s ahead; the rest of it is for disks that have to wake up.
PREPARE_MS: Final = 6000
_SEEK_FADE_MS: Final = 20
_CLOSE_MS: Final = 3000
_REVIVE_S: Final = 5.0


class Engine:
    """One piece plays, one follows. ``tell`` and ``stale`` may be called on any thread."""

    def __init__(
        self,
        make_output: Callable[[OutputKind], Output],
        post: Callable[[Callable[[], object]], object],
        tell: Callable[[Trouble], object],
        stale: Callable[[int], bool],
        give_way: Callable[[Callable[[], bool]], object],
    ) -> None:
        self._speaker = Speaker(make_output)
        self._post = post
        self._tell = tell
        self._stale = stale
        self._voices = VoiceMaker(post, tell, stale, give_way)
        self._settings = SoundSettings()
        self._volume = (100, False)
        self._mixer: Mixer | None = None
        self._ear: Ear | None = None
        self._next: Asked | None = None
        self._near: Voice | None = None
        self._loop: Loop | None = None
        self._opening = False
        self.joins: list[Join] = []

    def load(self, asked: Asked) -> None:
        """Play this instead of what plays."""
        self._next = None
        self._opening = True
        try:
            self._load(asked)
        except AudioUnavailable as error:
            self._tell(Trouble(asked.serial, error.as_problem(), unavailable=True))
        finally:
            self._opening = False

    def queue_next(self, asked: Asked | None) -> None:
        """Let this follow; None is nothing."""
        self._next = asked
        mixer = self._mixer
        if mixer is None:
            return
        voice = mixer.voice
        if voice is not None and (asked is None or asked.serial != voice.wish.serial):
            # What was to follow may have been joined on already, in what is held ahead.
            self._near = mixer.part() or self._near
        mixer.follow(None, 0)
        voice = mixer.voice
        if voice is not None and voice is self._near:
            self._prepare(voice)

    def set_loop(self, loop: Loop | None) -> None:
        """Play this piece of what plays again and again; None plays on."""
        self._loop = loop
        mixer, voice = self._mixer, self._mixer and self._mixer.voice
        if mixer is None or voice is None:
            return
        mixer.follow(None, 0)
        with mixer.lock:
            self._bound(voice)
        if voice is self._near or voice.wish.looped:
            self._prepare(voice)

    def pause(self) -> None:
        """Hold still, the decks too."""
        if self._mixer is not None and self._ear is not None:
            self._speaker.pause(self._mixer, self._ear, self._settings.fade_ms)
            self._hold_decks(paused=True)

    def resume(self) -> None:
        """Go on; opens the output again if it was let go of meanwhile."""
        mixer, voice = self._mixer, self._mixer and self._mixer.voice
        if mixer is None or voice is None:
            return
        try:
            if self._speaker.state is None:
                self._open(mixer.rate)
        except AudioUnavailable as error:
            self._tell(Trouble(voice.wish.serial, error.as_problem(), unavailable=True))
            return
        self._speaker.resume(mixer, self._settings.fade_ms)
        self._hold_decks(paused=False)

    def stop(self) -> None:
        """Be silent and forget the files."""
        self._next = None
        if self._mixer is not None:
            self._thaw(self._mixer)
            self._mixer.stop(self._settings.fade_ms)

    def rest(self) -> None:
        """Let go of the device while nothing sounds."""
        if self._mixer is not None and self._mixer.still:
            self._close_output()

    def set_loudness(self, volume: int, *, muted: bool) -> None:
        """Be this loud."""
        self._volume = (volume, muted)
        mixer = self._mixer
        if (
            mixer is not None
            and self._speaker.state is not None
            and not self._speaker.state.full_volume
        ):
            mixer.set_volume(volume_factor(volume, muted=muted))

    def set_sound(self, settings: SoundSettings) -> None:
        """Sound like this from now on; another speed counts from the next file on."""
        before, self._settings = self._settings, settings
        self._voices.settings = settings
        if self._speaker.choose(settings, self._mixer, self._ear):
            self._move()
        mixer = self._mixer
        if mixer is None:
            return
        if before.equalizer != settings.equalizer:
            self._equalize(mixer)
        with mixer.lock:
            for voice in mixer.voices:
                voice.set_gain(self._voices.gain(voice.wish.file))
        if self._next is not None and self._near is not None:
            self.queue_next(self._next)

    def _move(self) -> None:
        """Go on at another device, at the same place."""
        if self._mixer is not None:
            try:
                self._open(self._mixer.rate)
            except AudioUnavailable as error:
                log.info("the device cannot be used: %s", error)
                voice = self._mixer.voice
                serial = voice.wish.serial if voice is not None else 0
                self._tell(Trouble(serial, error.as_problem(), unavailable=True))

    def revive(self, serial: int) -> None:
        """Open a device again that asks for nothing any more, or say that there is none."""
        mixer = self._mixer
        if mixer is None or self._speaker.state is None:
            return
        log.info("the sound device is gone; looking for it")
        deadline = time.monotonic() + _REVIVE_S
        while not self._stale(serial):
            try:
                self._open(mixer.rate)
            except AudioUnavailable as error:
                if time.monotonic() < deadline:
                    time.sleep(0.25)
                    continue
                self._tell(Trouble(serial, error.as_problem(), unavailable=True))
            return

    def widen(self) -> None:
        """Let the output buffer more if it needs to."""
        mixer = self._mixer
        if mixer is not None and self._speaker.widen():
            log.info("the sound device waited for us: it gets a longer buffer")
            try:
                self._open(mixer.rate)
            except AudioUnavailable:
                log.info("the sound device is gone")

    def listen(self) -> list[Heard]:
        """Return what is heard; called by the UI thread."""
        return self._ear.listen() if self._ear is not None else []

    @property
    def silent_for_s(self) -> float:
        """How long the device asked for nothing while it should have; for the UI thread."""
        mixer = self._mixer
        if mixer is None or self._speaker.state is None:
            return 0.0
        return time.monotonic() - mixer.pulled_at

    @property
    def still(self) -> bool:
        """Whether nothing sounds or is about to; for the UI thread."""
        return self._mixer is None or self._mixer.still

    @property
    def underruns(self) -> int:
        """How many frames were missing so far."""
        return 0 if self._mixer is None else self._mixer.underruns

    def path(self, serial: int) -> SignalPath | None:
        """Return what happens to the sound of a stream; for the UI thread."""
        mixer, state = self._mixer, self._speaker.state
        voice = mixer.voice if mixer is not None else None
        if voice is None or state is None or mixer is None or voice.wish.serial != serial:
            return None
        return SignalPath(
            file_rate=voice.rate,
            file_bits=voice.wish.bits,
            decoder="libVLC",
            gain_db=round(gain_db(voice.wish.file, self._settings), 2),
            equalized=not self._settings.equalizer.flat,
            volume=0 if self._volume[1] else self._volume[0],
            speed=voice.wish.speed,
            device_rate=state.rate,
            backend=state.backend,
            device=state.device,
            exclusive=state.exclusive,
        )

    def look(self, count: int) -> tuple[int, Frames] | None:
        """Return the rate and the last frames that were heard; for the UI thread."""
        mixer, ear = self._mixer, self._ear
        if mixer is None or ear is None or mixer.still:
            return None
        frames = mixer.tap.look(ear.frame(), count)
        return None if frames is None else (mixer.rate, frames)

    def news(self, serial: int) -> News | None:
        """Return what a stream says of itself."""
        voice = self._mixer.voice if self._mixer is not None else None
        if voice is None or voice.wish.serial != serial:
            return None
        return voice.playing.deck.news()

    def close(self) -> None:
        """Let go of everything."""
        self.stop()
        self._speaker.end()
        self._voices.close(_CLOSE_MS)

    def finished(self, voice: Voice) -> None:
        """Give its deck back; called by the mixer on any thread."""
        self._post(partial(self._voices.free, voice.playing))

    def nears_its_end(self, voice: Voice) -> None:
        """Make what follows ready; called by the mixer on any thread."""
        self._post(partial(self._prepare, voice))

    def _load(self, asked: Asked) -> None:
        begun = self._voices.begin(asked)
        if begun is None:
            return
        voice, settings = begun, self._settings
        old = self._mixer.voice if self._mixer is not None else None
        if self._mixer is not None:
            self._thaw(self._mixer)
        mixer = self._mixer_for(voice.rate)
        overlap = float(settings.fade_ms and _SEEK_FADE_MS)
        curve = Curve.EQUAL_GAIN
        if old is not None and not asked.resumed:
            crossfade = crossfade_ms(old.wish.file, asked.file, settings, manual=True)
            if crossfade:
                overlap, curve = float(crossfade), Curve.EQUAL_POWER
        self._bound(voice)
        mixer.start(voice, overlap, curve)
        mixer.resume(settings.fade_ms)

    def _prepare(self, voice: Voice) -> None:
        """Start the follower's deck, or let its deck play on into the next range."""
        self._near = voice
        mixer, asked = self._mixer, self._next
        if mixer is None or mixer.voice is not voice or self._opening:
            return  # what follows belongs to what is being opened
        if voice.wish.looped:
            self._go_round(mixer, voice)
            return
        if asked is None:
            return
        if asked.serial == voice.wish.serial:
            return  # it has followed already
        overlap = crossfade_ms(voice.wish.file, asked.file, self._settings, manual=False)
        try:
            follower = self._voices.continued(voice, asked) or self._voices.opened(asked)
        except AudioUnavailable:
            return
        mixer.follow(follower, 0 if follower.shared else overlap)

    def _bound(self, voice: Voice) -> None:
        """Let a voice end where the loop does, unless it is behind it."""
        wish, loop = voice.wish, self._loop
        stop_ms = None if loop is None else wish.file.start_ms + loop.end_ms
        looped = stop_ms is not None and voice.ms < stop_ms
        end_ms = stop_ms if looped else wish.file.end_ms
        voice.wish = replace(wish, stop_ms=end_ms, looped=looped, trim=wish.trim and not looped)

    def _go_round(self, mixer: Mixer, voice: Voice) -> None:
        """Let the beginning of the loop follow its end; for the listener it is one stream."""
        wish, loop = voice.wish, self._loop
        if loop is None:
            return
        asked = Asked(wish.serial, wish.file, wish.generation, loop.begin_ms, resumed=True)
        try:
            follower = self._voices.opened(asked)
        except AudioUnavailable:
            return
        self._bound(follower)
        follower.again = True
        mixer.follow(follower, 0)

    def _hold_decks(self, *, paused: bool) -> None:
        for playing in self._voices.used:
            # One that has not begun to write would forget the pause.
            if playing.stream.rate and not playing.stream.complete:
                playing.deck.set_paused(paused=paused)

    def _mixer_for(self, rate: int) -> Mixer:
        """Return a mixer whose output runs; a new rate opens it anew, so that nothing resamples."""
        mixer = self._mixer
        if mixer is not None and self._speaker.state is not None and mixer.rate == rate:
            return mixer
        if (
            mixer is not None
            and self._speaker.state is not None
            and not mixer.still
            and self._fades()
        ):
            return mixer
        if mixer is not None:
            mixer.stop(0)
        self._open(rate)
        assert self._mixer is not None
        return self._mixer

    def _fades(self) -> bool:
        return self._settings.crossfade_ms > 0

    def _thaw(self, mixer: Mixer) -> None:
        """Let an output that holds still by itself forget what it holds."""
        if mixer.frozen:
            self._close_output()

    def _close_output(self) -> None:
        self._speaker.close(self._mixer, self._ear)

    def _open(self, rate: int) -> None:
        """Open the output; it may take another rate than the one wished for."""
        self._close_output()
        mixer = self._mixer
        if mixer is None or mixer.rate != rate:
            mixer = self._new_mixer(rate)
        state = self._speaker.open(mixer)
        if state.rate != rate:
            mixer = self._new_mixer(state.rate)
            state = self._speaker.open(mixer)
        mixer.ready_ms = READY_MS + state.latency_ms
        volume, muted = self._volume
        mixer.volume.jump(1.0 if state.full_volume else volume_factor(volume, muted=muted))
        if mixer is not self._mixer or self._ear is None:
            self._mixer, self._ear = mixer, Ear(mixer, state)
        self._ear.tune(state)

    def _new_mixer(self, rate: int) -> Mixer:
        mixer = Mixer(rate, self, prepare_ms=PREPARE_MS + self._settings.crossfade_ms)
        mixer.joins = self.joins
        mixer.pulled_at = time.monotonic()
        self._equalize(mixer)
        return mixer

    def _equalize(self, mixer: Mixer) -> None:
        curve = self._settings.equalizer
        flat = curve.flat
        mixer.equalize(None if flat else spectra(curve.bands, curve.preamp_db, mixer.rate))
