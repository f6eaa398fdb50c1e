"""Whether libVLC decodes what it should: tiny tones are decoded and listened to.

The samples are 0.1 to 0.4 s of a 1 kHz sine, made by ffmpeg with its metadata left out.
"""

import base64
import json
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from mtplayer.audio.media_source import media_source
from mtplayer.audio.vlc_engine import load_vlc, open_instance
from mtplayer.core.ids import TrackId
from mtplayer.core.tracks import PlayableFile
from mtplayer.runtime.paths import data_dir

PITCH_HZ: Final = 1000.0
LONGEST_S: Final = 6.0
_HEADER: Final = 44
_FEWEST: Final = 400
_LOOK_S: Final = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
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
    """Decode every sample, all at the same time, and look at what came out: about a second."""
    with tempfile.TemporaryDirectory(prefix="mtplayer-check-") as folder:
        vlc = load_vlc()
        tries = [
            _Try(vlc, Path(folder), name, suffix, content)
            for name, (suffix, content) in (files or samples()).items()
        ]
        deadline = time.monotonic() + LONGEST_S
        while any(not one.over for one in tries) and time.monotonic() < deadline:
            time.sleep(_LOOK_S)
        return [one.finding() for one in tries]


class _Try:
    """One sample on its way through libVLC into a WAV file."""

    def __init__(self, vlc: Any, folder: Path, name: str, suffix: str, content: bytes) -> None:
        self._name = name
        self._heard = folder / f"{name}.wav"
        file = folder / f"sample {name}{suffix}"
        file.write_bytes(content)
        self._over = (vlc.State.Ended, vlc.State.Error)
        output = (f"--audiofile-file={self._heard}", "--audiofile-channels=1")
        self._instance = open_instance(vlc, ("--aout=afile", *output))
        self._player = self._instance.media_player_new()
        playable = PlayableFile(track=TrackId(0), path=bytes(file), duration_ms=0)
        source = media_source(playable, 0)
        media = self._instance.media_new_path(source.path)
        for option in source.options:
            media.add_option(option)
        self._player.set_media(media)
        self._player.play()
        media.release()

    @property
    def over(self) -> bool:
        """Whether nothing more will come; it says nothing of what came."""
        return self._player.get_state() in self._over

    def finding(self) -> CodecFinding:
        """Stop, and listen to what was decoded."""
        self._player.stop()
        self._player.release()
        self._instance.release()
        heard = self._heard.read_bytes() if self._heard.exists() else b""
        rate = int.from_bytes(heard[24:28], "little")
        sound = np.frombuffer(heard[_HEADER : len(heard) // 2 * 2], "<i2")
        if len(sound) < _FEWEST:
            return CodecFinding(name=self._name, ok=False, detail="nothing was decoded")
        pitch = _pitch(sound, rate)
        ok = abs(pitch - PITCH_HZ) < 0.05 * PITCH_HZ
        detail = f"{len(sound):,} frames of {pitch:.0f} Hz"
        return CodecFinding(name=self._name, ok=ok, detail=detail)


def _pitch(sound: Any, rate: int) -> float:
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), 1 << 15))
    return float(spectrum.argmax()) * rate / (1 << 15)
