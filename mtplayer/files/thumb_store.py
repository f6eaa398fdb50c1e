"""Scaled covers on disk, by the content that they were made from."""

from pathlib import Path
from typing import Final

from mtplayer.files.kept_files import KeptFiles

SIZES: Final = (64, 192, 512)
"""Edges in pixels. A cover is drawn at 20 to 420: each size is made from the next larger one
with at most 3 times its edge, so a list of small covers never decodes a large one."""


def size_for(pixels: int) -> int:
    """Return the stored size that is enough for an edge of this many device pixels."""
    return next((size for size in SIZES if size >= pixels), SIZES[-1])


class ThumbStore:
    """One folder of JPEG files; safe to use from several threads and processes."""

    def __init__(self, folder: Path) -> None:
        self._files = KeptFiles(folder, ".jpg")

    def load(self, content_hash: str, size: int) -> bytes | None:
        """Return a thumb, or None when it was never made."""
        return self._files.load(f"{content_hash}-{size}")

    def save(self, content_hash: str, size: int, content: bytes) -> None:
        """Keep a thumb."""
        self._files.save(f"{content_hash}-{size}", content)
