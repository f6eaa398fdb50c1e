"""Paths as bytes, compared without asking the disk."""

from collections.abc import Iterable


def outermost(paths: Iterable[bytes]) -> list[bytes]:
    """Drop paths that lie below another one of them."""
    kept: list[bytes] = []
    # By parts: as plain bytes "/a-b" stands between "/a" and "/a/c".
    for path in sorted(set(paths), key=lambda path: path.split(b"/")):
        if not kept or not is_below(path, kept[-1]):
            kept.append(path)
    return kept


def is_below(path: bytes, folder: bytes) -> bool:
    """Whether a path is that of a folder, or of something in it."""
    return (path + b"/").startswith(folder.rstrip(b"/") + b"/")
