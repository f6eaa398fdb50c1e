"""How a file is handed to libVLC: the options that make it start where it should."""

from typing import Final

from mtplayer.core.formats import suffix_of
from mtplayer.core.library.tracks import PlayableFile
from mtplayer.core.record import short_record

AVFORMAT: Final = ":demux=avformat"

# libVLC's own demuxers of these start to the sample. Elsewhere they miss by 0.1 s (FLAC, MP3), by
# seconds (ADTS: -3.3 s at 3.7 s) or give nothing (Vorbis); avformat's were at most 62 ms off.
STARTS_EXACTLY: Final = frozenset({".wav", ".aif", ".aiff"})

# libVLC's Ogg demuxer drops the first 74 ms of Opus and 16 ms of Vorbis and cannot read FLAC in it.
_ALWAYS_AVFORMAT: Final = frozenset({".ogg", ".oga", ".opus", ".spx"})

# A start in the middle of Speex crashes the process: always by libVLC's demuxer, one time in ten
# by avformat's. It plays from its beginning instead.
NEVER_IN_THE_MIDDLE: Final = frozenset({".spx"})


@short_record
class MediaSource:
    """A path as the system gave it, and libVLC's options for it."""

    path: bytes
    options: tuple[str, ...]


def media_source(file: PlayableFile, start_ms: int, *, plain: bool = False) -> MediaSource:
    """Return how to play ``file`` from ``start_ms``; ``plain`` leaves the demuxer to libVLC."""
    options: list[str] = []
    suffix = suffix_of(file.path)
    begin = 0 if suffix in NEVER_IN_THE_MIDDLE else file.start_ms + start_ms
    if begin > 0:
        options.append(f":start-time={begin / 1000:.3f}")
    needs_avformat = suffix in _ALWAYS_AVFORMAT or (begin > 0 and suffix not in STARTS_EXACTLY)
    if needs_avformat and not plain:
        options.append(AVFORMAT)
    if file.end_ms is not None:
        options.append(f":stop-time={file.end_ms / 1000:.3f}")
    return MediaSource(file.path, tuple(options))


def may_try_plain(source: MediaSource) -> bool:
    """Whether another demuxer is left to try."""
    return AVFORMAT in source.options and suffix_of(source.path) not in _ALWAYS_AVFORMAT
