"""Pictures that somebody chose, kept whole by their content: they cannot be found again."""

import os
from collections.abc import Callable
from pathlib import Path

from mtplayer.core.library.artwork import LARGEST_COVER
from mtplayer.core.problems import MtplayerError


class PictureUnreadable(MtplayerError):
    """The file is no picture that can be a cover."""

    title = "The cover was not changed"


def content_hash(content: bytes) -> str:
    """Return the name of a content."""
    # Loads OpenSSL, which no start needs.
    import hashlib

    return hashlib.blake2b(content, digest_size=16).hexdigest()


def read_picture(path: str) -> bytes:
    """Return a picture file; PictureUnreadable says why not. Blocks."""
    from mtplayer.runtime.only_files import only_file

    try:
        with open(path, "rb", opener=only_file) as file:
            content = file.read(LARGEST_COVER + 1)
    except OSError as error:
        raise PictureUnreadable(f"“{path}” cannot be read: {error.strerror}.") from error
    if len(content) > LARGEST_COVER:
        raise PictureUnreadable(f"“{path}” is larger than 40 MB.")
    return content


class PictureStore:
    """One folder; a picture that is there stays, so that a choice can be taken back and made."""

    def __init__(self, folder: Path, is_picture: Callable[[bytes], bool]) -> None:
        self._folder = folder
        self._is_picture = is_picture

    def save_file(self, path: str) -> str:
        """Keep the picture in a file and return its name; PictureUnreadable says why not."""
        content = read_picture(path)
        if not self._is_picture(content):
            raise PictureUnreadable(f"“{path}” is no picture that can be read.")
        return self.save(content)

    def save(self, content: bytes) -> str:
        """Keep a picture and return its name."""
        name = content_hash(content)
        path = self._path(name)
        if path.exists():
            return name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            import tempfile

            handle, temporary = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(temporary).replace(path)
        except OSError as error:
            raise PictureUnreadable(f"The picture was not stored: {error.strerror}.") from error
        return name

    def load(self, name: str) -> bytes | None:
        """Return a picture, or None if it was never kept."""
        try:
            return self._path(name).read_bytes()
        except OSError:
            return None

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name
