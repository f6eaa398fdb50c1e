"""What the tags of a file say of its loudness, and what they say when it was measured."""

from typing import Final

from mtplayer.core.library.tracks import Gains
from mtplayer.core.listening.rating_fields import FREE, TXXX, Family, Fields

# R128 gains aim at -23 LUFS, ReplayGain's at -18; they count 256ths of a decibel.
_R128_OFFSET: Final = 5.0
_R128_STEPS: Final = 256
_TRACK, _ALBUM = "REPLAYGAIN_TRACK", "REPLAYGAIN_ALBUM"
_NAMES: Final = frozenset(
    f"{kind}_{what}" for kind in (_TRACK, _ALBUM) for what in ("GAIN", "PEAK")
) | {"R128_TRACK_GAIN", "R128_ALBUM_GAIN"}
_PREFIXES: Final = {Family.ID3: TXXX, Family.MP4: FREE}


def is_gain(family: Family, name: str) -> bool:
    """Whether a tag is one of those that say how loud a track is."""
    prefix = _PREFIXES.get(family, "")
    return name.startswith(prefix) and name.removeprefix(prefix).upper() in _NAMES


def gain_fields(gains: Gains, family: Family, *, opus: bool) -> Fields:
    """Return the tags that say so, and nothing else of its loudness."""
    prefix = _PREFIXES.get(family, "")
    said = _r128(gains) if opus else _replay_gain(gains)
    return {
        f"{prefix}{name.lower() if family is Family.MP4 else name}": [value]
        for name, value in said.items()
    }


def _r128(gains: Gains) -> dict[str, str]:
    pairs = (("R128_TRACK_GAIN", gains.track_db), ("R128_ALBUM_GAIN", gains.album_db))
    return {
        name: str(round((gain - _R128_OFFSET) * _R128_STEPS))
        for name, gain in pairs
        if gain is not None
    }


def _replay_gain(gains: Gains) -> dict[str, str]:
    said: dict[str, str] = {}
    for kind, gain, peak in (
        (_TRACK, gains.track_db, gains.track_peak),
        (_ALBUM, gains.album_db, gains.album_peak),
    ):
        if gain is not None:
            said[f"{kind}_GAIN"] = f"{gain:.2f} dB"
        if peak is not None:
            said[f"{kind}_PEAK"] = f"{peak:.6f}"
    return said
