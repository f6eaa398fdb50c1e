"""The hash of all the sound in a file, for an idle moment: it reads the whole file."""

from typing import Final

from mtplayer.files.audio_identity import audio_hash
from mtplayer.files.fast_mutagen import MISREAD
from mtplayer.files.reading import Unreadable
from mtplayer.files.source import Source
from mtplayer.files.tag_reader import reading_of

NOTHING_TO_HASH: Final = b""
"""Of a file whose sound cannot be told from the rest, such as Matroska."""


def whole_hash(path: bytes) -> bytes | None:
    """Return the hash, NOTHING_TO_HASH, or None when the file cannot be read now."""
    try:
        with Source(path) as source:
            return audio_hash(source, reading_of(source, path).payload) or NOTHING_TO_HASH
    except OSError:
        return None
    except (Unreadable, *MISREAD):
        return NOTHING_TO_HASH
