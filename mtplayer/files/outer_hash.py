"""The hash by which mt recognised a file: its first and last 64 KiB, tags included."""

from typing import Final

from mtplayer.files.source import Source
from mtplayer.runtime.only_files import NotAFile

_PART: Final = 64 << 10


def outer_hash(path: bytes) -> bytes | None:
    """Return the hash, or None for what cannot be read; up to 128 KiB only the beginning counts."""
    import hashlib  # a scan that finds nothing new has no use for it, and it takes 2 ms to load

    try:
        with Source(path) as source:
            digest = hashlib.sha256(source.read(0, min(_PART, source.size)))
            if source.size > 2 * _PART:
                digest.update(source.read(source.size - _PART, _PART))
    except (NotAFile, OSError):
        return None
    return digest.digest()
