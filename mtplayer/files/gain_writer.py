"""Writes how loud a track is into its file: ReplayGain 2.0, and R128 where the format has that."""

from dataclasses import replace
from typing import Any, Final

from mutagen.apev2 import APETextValue
from mutagen.asf._attrs import ASFValue
from mutagen.id3 import TXXX, Encoding
from mutagen.mp4 import MP4FreeForm
from mutagen.oggopus import OggOpus

from mtplayer.core.library.tracks import Gains
from mtplayer.core.listening.rating_fields import FREE, Family
from mtplayer.core.tags import Tags
from mtplayer.files.tag_writer import rewrite

# R128 gains aim at -23 LUFS, ReplayGain's at -18; they count 256ths of a decibel.
_R128_OFFSET: Final = 5.0
_R128_STEPS: Final = 256
_UNICODE: Final = 0x0000
_TRACK, _ALBUM = "REPLAYGAIN_TRACK", "REPLAYGAIN_ALBUM"
_NAMES: Final = frozenset(
    f"{kind}_{what}" for kind in (_TRACK, _ALBUM) for what in ("GAIN", "PEAK")
) | {"R128_TRACK_GAIN", "R128_ALBUM_GAIN"}


def write_gains(path: bytes, gains: Gains) -> None:
    """Let a file say this and nothing else of its loudness; raises tag_writer.NotWritten."""

    def put(opened: Any, family: Family) -> None:
        _take_out(opened.tags, family)
        for name, value in _texts(opened, gains).items():
            _set(opened.tags, family, name, value)

    def kept(opened: Any, family: Family) -> bool:
        return _said(opened.tags, family) == _texts(opened, gains)

    rewrite(path, put, kept, _without_gains)


def _texts(opened: Any, gains: Gains) -> dict[str, str]:
    if isinstance(opened, OggOpus):
        pairs = (("R128_TRACK_GAIN", gains.track_db), ("R128_ALBUM_GAIN", gains.album_db))
        return {name: _steps(gain) for name, gain in pairs if gain is not None}
    found: dict[str, str] = {}
    for kind, gain, peak in (
        (_TRACK, gains.track_db, gains.track_peak),
        (_ALBUM, gains.album_db, gains.album_peak),
    ):
        if gain is not None:
            found[f"{kind}_GAIN"] = f"{gain:.2f} dB"
        if peak is not None:
            found[f"{kind}_PEAK"] = f"{peak:.6f}"
    return found


def _steps(gain: float) -> str:
    return str(round((gain - _R128_OFFSET) * _R128_STEPS))


def _take_out(tags: Any, family: Family) -> None:
    if family is Family.VORBIS:
        tags[:] = [pair for pair in tags if pair[0].upper() not in _NAMES]
        return
    for name in [str(name) for name in tags.keys()]:  # noqa: SIM118 - ASF tags are a list
        if _plain(name, family) in _NAMES and name in tags:
            del tags[name]


def _plain(name: str, family: Family) -> str:
    prefix = {Family.ID3: "TXXX:", Family.MP4: FREE}.get(family, "")
    return name.removeprefix(prefix).upper() if name.startswith(prefix) else ""


def _set(tags: Any, family: Family, name: str, value: str) -> None:
    match family:
        case Family.ID3:
            tags.add(TXXX(encoding=Encoding.LATIN1, desc=name, text=[value]))
        case Family.VORBIS:
            tags.append((name, value))
        case Family.APE:
            tags[name] = APETextValue(value, 0)
        case Family.MP4:
            tags[f"{FREE}{name.lower()}"] = [MP4FreeForm(value.encode())]
        case Family.ASF:
            tags[name] = [ASFValue(value, _UNICODE)]


def _said(tags: Any, family: Family) -> dict[str, str]:
    if family is Family.VORBIS:
        return {name.upper(): value for name, value in tags if name.upper() in _NAMES}
    names = [str(name) for name in tags.keys()]  # noqa: SIM118 - ASF tags are a list
    return {
        plain: _text(tags[name], family)
        for name in names
        if (plain := _plain(name, family)) in _NAMES
    }


def _text(value: Any, family: Family) -> str:
    if family is Family.ID3:
        return str(value.text[0])
    first = value[0] if isinstance(value, list) else value
    return bytes(first).decode() if isinstance(first, MP4FreeForm) else str(first)


def _without_gains(tags: Tags) -> Tags:
    return replace(tags, track_gain=None, track_peak=None, album_gain=None, album_peak=None)
