"""Small files that can be made again, below one folder, by name."""

import os
from pathlib import Path


class KeptFiles:
    """Whole files or none; safe to use from several threads and processes."""

    def __init__(self, folder: Path, suffix: str) -> None:
        self._folder = folder
        self._suffix = suffix

    def load(self, name: str) -> bytes | None:
        """Return what was kept, or None when it never was."""
        try:
            return self._path(name).read_bytes()
        except OSError:
            return None

    def save(self, name: str, content: bytes) -> None:
        """Keep it; a full or read-only disk only means that it is made again."""
        path = self._path(name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            import tempfile

            handle, made = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(made).replace(path)
        except OSError:
            return

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / f"{name}{self._suffix}"
