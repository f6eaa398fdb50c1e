"""Scaled covers on disk, by the content that they were made from."""

import os
from pathlib import Path
from typing import Final

SIZES: Final = (64, 192, 512)
"""Edges in pixels. A cover is drawn at 20 to 420: each size is made from the next larger one
with at most 3 times its edge, so a list of small covers never decodes a large one."""


def size_for(pixels: int) -> int:
    """Return the stored size that is enough for an edge of this many device pixels."""
    return next((size for size in SIZES if size >= pixels), SIZES[-1])


class ThumbStore:
    """One folder of JPEG files; safe to use from several threads and processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, content_hash: str, size: int) -> bytes | None:
        """Return a thumb, or None when it was never made."""
        try:
            return self._path(content_hash, size).read_bytes()
        except OSError:
            return None

    def save(self, content_hash: str, size: int, content: bytes) -> None:
        """Keep a thumb; a full or read-only disk only means that it is made again."""
        path = self._path(content_hash, size)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            import tempfile

            handle, name = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(name).replace(path)
        except OSError:
            return

    def _path(self, content_hash: str, size: int) -> Path:
        return self._folder / content_hash[:2] / f"{content_hash}-{size}.jpg"
