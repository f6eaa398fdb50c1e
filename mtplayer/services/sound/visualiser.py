"""Pictures of what sounds, as long as somebody watches."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from mtplayer.core.events import SoundPicture
from mtplayer.runtime.signals import TypedSignal, signal

if TYPE_CHECKING:
    from mtplayer.audio.analysis.spectrum import Spectrum
    from mtplayer.audio.pcm_queue import Frames

FRAMES_A_SECOND: Final = 30
BARS: Final = 64
# Bars jump up and sink: so much of their height is left after each picture.
_SINK: Final = 0.84
_GONE: Final = 0.004


class VisualiserService(QObject):
    """Looks thirty times a second at the frames that are heard; at rest nothing runs.

    A picture takes 0.2 ms: less than to hand it to another thread and back.
    """

    pictured: TypedSignal[SoundPicture] = signal()

    def __init__(
        self,
        look: "Callable[[int], tuple[int, Frames] | None]",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._spectrum: Spectrum | None = None
        self._bars: list[float] = [0.0] * BARS
        self._levels = [0.0, 0.0]
        self._timer = QTimer(self, interval=1000 // FRAMES_A_SECOND)
        self._timer.timeout.connect(self._picture)

    @property
    def watched(self) -> bool:
        """Whether pictures are made."""
        return self._timer.isActive()

    def watch(self, *, on: bool) -> None:
        """Make pictures from now on, or no more."""
        if on and not self._timer.isActive():
            self._timer.start()
        elif not on:
            self._timer.stop()

    def _picture(self) -> None:
        bars, levels = self._now()
        still = not any(self._bars)
        self._bars = _sunk(self._bars, bars)
        self._levels = _sunk(self._levels, levels)
        if not (still and not any(self._bars)):
            self.pictured.emit(
                SoundPicture(bars=tuple(self._bars), levels=(self._levels[0], self._levels[1]))
            )

    def _now(self) -> tuple[tuple[float, ...], tuple[float, float]]:
        from mtplayer.audio.analysis.spectrum import WINDOW, Spectrum

        seen = self._look(WINDOW)
        if seen is None:
            return (0.0,) * BARS, (0.0, 0.0)
        rate, frames = seen
        if self._spectrum is None or self._spectrum.rate != rate:
            self._spectrum = Spectrum(BARS, rate)
        return self._spectrum.picture(frames)


def _sunk(before: list[float], now: tuple[float, ...]) -> list[float]:
    sunk = (max(value, old * _SINK) for value, old in zip(now, before, strict=True))
    return [value if value > _GONE else 0.0 for value in sunk]
