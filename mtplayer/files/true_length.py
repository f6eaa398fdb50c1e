"""How long a file is whose length a scan could only guess, for an idle moment: it reads it all."""

from mtplayer.files.fast_mutagen import MISREAD
from mtplayer.files.mpeg_frames import measured
from mtplayer.files.reading import OggPackets, Unreadable
from mtplayer.files.source import Source
from mtplayer.files.tag_reader import reading_of

UNKNOWN = (0, 0)
"""Of a file that has no frames to count."""


def true_length(path: bytes) -> tuple[int, int] | None:
    """Return milliseconds and bits per second, UNKNOWN, or None when it cannot be read now."""
    try:
        with Source(path) as source:
            reading = reading_of(source, path)
            if isinstance(reading.payload, OggPackets) or not reading.payload:
                return UNKNOWN
            offset, size = reading.payload[0]
            return measured(source, offset, offset + size)
    except OSError:
        return None
    except (Unreadable, *MISREAD):
        return UNKNOWN
