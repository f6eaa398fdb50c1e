"""Whether what plays music decodes what it should: tiny tones are decoded and listened to.

The samples are 0.1 to 0.4 s of a 1 kHz sine, made by ffmpeg with its metadata left out.
"""

import base64
import json
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from mtplayer.audio.deck import Playing
from mtplayer.audio.deck_order import deck_order
from mtplayer.audio.decks import Decks
from mtplayer.audio.pcm_stream import PcmStream
from mtplayer.audio.plans.reading import read_plan
from mtplayer.audio.vlc_engine import load_vlc, open_instance
from mtplayer.core.record import record
from mtplayer.runtime.paths import data_dir

PITCH_HZ: Final = 1000.0
LONGEST_S: Final = 6.0
_CLOSE_MS: Final = 3000
_MOST: Final = 1 << 20
_FEWEST: Final = 400
_LOOK_S: Final = 0.02


@record
class CodecFinding:
    """What became of one sample."""

    name: str
    ok: bool
    detail: str


def vlc_version() -> str:
    """Return libVLC's version; AudioUnavailable says what is missing."""
    vlc = load_vlc()
    open_instance(vlc, ("--aout=dummy",)).release()
    return str(vlc.libvlc_get_version().decode("utf-8", "replace"))


def samples() -> dict[str, tuple[str, bytes]]:
    """Return by the codec's name the ending and the content of a file."""
    path = data_dir("resources") / "codec_samples.json"
    stored = json.loads(path.read_text("utf-8"))
    return {
        name: (sample["suffix"], base64.b64decode(sample["content"]))
        for name, sample in stored.items()
    }


def codecs(files: dict[str, tuple[str, bytes]] | None = None) -> Sequence[CodecFinding]:
    """Decode every sample by the decks that play music, all at the same time: about a second."""
    with tempfile.TemporaryDirectory(prefix="mtplayer-check-") as folder:
        decks = Decks(_later)
        try:
            return _findings(decks, Path(folder), files or samples())
        finally:
            decks.close(_CLOSE_MS)


def _later(_task: Callable[[], object]) -> None:
    """Lend no deck twice."""


def _findings(
    decks: Decks, folder: Path, files: dict[str, tuple[str, bytes]]
) -> list[CodecFinding]:
    playing: dict[str, Playing] = {}
    for name, (suffix, content) in files.items():
        path = folder / f"sample {name}{suffix}"
        path.write_bytes(content)
        playing[name] = decks.play(deck_order(bytes(path), read_plan(bytes(path))))
    deadline = time.monotonic() + LONGEST_S
    while time.monotonic() < deadline:
        if all(one.stream.complete for one in playing.values()):
            break
        time.sleep(_LOOK_S)
    return [_finding(name, one.stream) for name, one in playing.items()]


def _finding(name: str, stream: PcmStream) -> CodecFinding:
    """Listen to what was decoded."""
    sound = stream.take(_MOST)[:, 0]
    if len(sound) < _FEWEST:
        return CodecFinding(name=name, ok=False, detail="nothing was decoded")
    pitch = _pitch(sound, stream.rate)
    ok = abs(pitch - PITCH_HZ) < 0.05 * PITCH_HZ
    return CodecFinding(name=name, ok=ok, detail=f"{len(sound):,} frames of {pitch:.0f} Hz")


def _pitch(sound: Any, rate: int) -> float:
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), 1 << 15))
    return float(spectrum.argmax()) * rate / (1 << 15)
