"""Sound between tags: MP3, AAC, Monkey's Audio, WavPack, True Audio, Musepack."""

from collections.abc import Callable
from io import BytesIO
from typing import Any, Final

from mutagen.aac import AACInfo
from mutagen.monkeysaudio import MonkeysAudioInfo
from mutagen.mp3 import MPEGInfo
from mutagen.musepack import MusepackInfo
from mutagen.trueaudio import TrueAudioInfo
from mutagen.wavpack import WavPackInfo

from mtplayer.core.tags import Technical
from mtplayer.core.typed import override
from mtplayer.files.fast_mutagen import MISREAD
from mtplayer.files.fields import fill
from mtplayer.files.id3_places import read_tags, skip_tags
from mtplayer.files.mpeg_frames import varies
from mtplayer.files.reading import Fields, Reading, Unreadable
from mtplayer.files.source import Source
from mtplayer.files.streams import (
    CUT_OFF,
    NO_SOUND,
    blame_disk,
    fill_bitrate,
    technical,
    unreadable,
)
from mtplayer.files.tails import ape_at, read_tail

Stream = tuple[int, Technical, Fields]
"""Where the sound begins, what it is, and words that the stream itself carries."""

# Four frames of the longest kind, with a table of the whole in the first.
_MPEG_WINDOW: Final = 16 * 1024
# A hundred frames, which is what mutagen measures.
_ADTS_WINDOW: Final = 256 * 1024
# The packets before the sound: two of some dozen bytes, and what nobody uses.
_MPC_WINDOW: Final = 64 * 1024
_MOST_READS: Final = 2_000


def _reader(stream: Callable[[Source, int, int], Stream]) -> Callable[[Source], Reading]:
    """Make a reader that takes off ID3v2 in front, and APEv2, Lyrics3 and ID3v1 behind."""

    def read(source: Source) -> Reading:
        start, places = skip_tags(source)
        if start >= source.size and places:
            # The tag claims more than there is; the sound may be in what it claims.
            start, places = places[0].body, []
        fields, has_cover = read_tags(source, places)
        start, (ape, pictured) = ape_at(source, start)
        fill(fields, ape)
        tail = read_tail(source, start)
        if tail.end <= start:
            raise Unreadable("It has tags but no sound")
        position, made, carried = stream(source, start, tail.end)
        for words in (tail.ape, tail.id3v1, carried):
            fill(fields, words)
        fill_bitrate(made, tail.end - position)
        payload = ((position, tail.end - position),)
        return Reading(fields, made, has_cover or pictured or tail.has_cover, payload)

    return read


def _mpeg(source: Source, start: int, end: int) -> Stream:
    """Find frames where they have to begin, else in the megabyte that mutagen looks through."""
    window = source.read(start, min(_MPEG_WINDOW, end - start))
    info, moved, extent = _mpeg_info(BytesIO(window), 0), start, len(window)
    if info is None or info.sketchy:
        info, moved, extent = _mpeg_info(source.file(), start), 0, source.size
    # Two headers that fit are a stream where the sound has to begin; elsewhere random bytes are
    # taken for one once in a thousand files.
    if info is None or (info.sketchy and info.frame_offset != start):
        raise Unreadable("No MPEG audio was found in it")
    position = info.frame_offset + moved
    made = technical(info, f"mp{info.layer}", "mpeg")
    if info.bitrate and info.length == 8 * (extent - info.frame_offset) / float(info.bitrate):
        # No table says how long it is: mutagen took all that it saw for frames of this size.
        made.duration_ms = round((end - position) * 8000 / info.bitrate)
        made.length_guessed = varies(source, position, end)
    return position, made, {}


def _mpeg_info(file: Any, offset: int) -> Any:
    try:
        return MPEGInfo(file, offset)
    except MISREAD as error:
        blame_disk(error)
        return None


def _parsed(source: Source, start: int, read: Callable[[Any], Any], mark: bytes, label: str) -> Any:
    """Let mutagen read a header that begins with ``mark``."""
    if source.read(start, len(mark)) != mark:
        raise Unreadable(f"It is not {label} file")
    try:
        return read(source.file(start))
    except MISREAD as error:
        if source.size - start < 100:
            raise Unreadable(CUT_OFF) from error
        raise unreadable(error) from error


def _lossless(info: Any, codec: str, header: int, start: int, end: int) -> Technical:
    if end - start <= header or not info.length:
        raise Unreadable(NO_SOUND)
    return technical(info, codec, codec)


def _monkeys(source: Source, start: int, end: int) -> Stream:
    info = _parsed(source, start, MonkeysAudioInfo, b"MAC ", "a Monkey's Audio")
    return start, _lossless(info, "ape", 76, start, end), {}


def _wavpack(source: Source, start: int, end: int) -> Stream:
    info = _parsed(source, start, WavPackInfo, b"wvpk", "a WavPack")
    return start, _lossless(info, "wavpack", 32, start, end), {}


def _true_audio(source: Source, start: int, end: int) -> Stream:
    info = _parsed(source, start, lambda file: TrueAudioInfo(file, start), b"TTA", "a True Audio")
    made = _lossless(info, "tta", 22, start, end)
    # mutagen leaves these two out.
    head = source.read(start + 6, 4)
    made.channels = int.from_bytes(head[:2], "little") or None
    made.bit_depth = int.from_bytes(head[2:], "little") or None
    return start, made, {}


class _Patient(BytesIO):
    """A header that is read so many times and no more: mutagen walks some in a circle."""

    _left = _MOST_READS

    @override
    def read(self, size: int | None = -1, /) -> bytes:
        self._left -= 1
        if self._left < 0:
            raise EOFError("it goes round in a circle")
        return super().read(size)


def _musepack(source: Source, start: int, end: int) -> Stream:
    """Read a Musepack file; its own gain counts where no tag gives one."""
    mark = b"MPCK" if source.read(start, 4) == b"MPCK" else b"MP+"
    header = _Patient(source.read(start, _MPC_WINDOW))
    info = _parsed(source, start, lambda _: MusepackInfo(header), mark, "a Musepack")
    made = _lossless(info, "musepack", 32, start, end)
    made.container, made.bitrate = "mpc", None
    gains: Fields = {}
    for ours, theirs in (("track", "title"), ("album", "album")):
        for what in ("gain", "peak"):
            if value := getattr(info, f"{theirs}_{what}", 0):
                gains[f"{ours}_{what}"] = [f"{value:.6f}"]
    return start, made, gains


def _adts(source: Source, start: int, end: int) -> Stream:
    """Measure the first frames and extrapolate: ADTS says nowhere how long it is."""
    window = source.read(start, min(_ADTS_WINDOW, end - start))
    try:
        info = AACInfo(BytesIO(window))
    except MISREAD as error:
        raise Unreadable("No AAC stream was found in it") from error
    info.length *= (end - start) / len(window)
    return start, technical(info, "aac", "adts"), {}


read_mpeg: Final = _reader(_mpeg)
read_monkeys: Final = _reader(_monkeys)
read_wavpack: Final = _reader(_wavpack)
read_true_audio: Final = _reader(_true_audio)
read_musepack: Final = _reader(_musepack)
read_adts: Final = _reader(_adts)
