"""Names for what has no tags: from the file and the folder it lies in."""

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mtplayer.core.tags import Tags

# "1-03 Title", "03 - Title", "03. Title", "03_Title", "03 Title"; but "99 Luftballons" is a title.
_NUMBERED: Final = re.compile(
    r"(?:(?P<disc>\d)-)?(?P<track>\d{1,3})(?P<gap>\s*[-._)\]]+\s*|\s+)(?P<rest>\S.*)"
)
# "CD1", "Disc 2 - Live", "Vol. 3 (1999)".
_DISC_FOLDER: Final = re.compile(
    r"(?:cd|dis[ck]|vol(?:ume)?)[\s._-]*(\d{1,2})(?:\s*[-:([].*)?", re.IGNORECASE
)


def readable(name: bytes) -> str:
    """Return a file name as text: UTF-8, or else what Windows of the time wrote."""
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("cp1252", "replace")


def complete(tags: "Tags", path: bytes, *, loose: bool = False) -> None:
    """Fill in a missing title from the path; a file without any words gets the rest as well.

    ``loose`` files lie in a folder that is no album: the library's own.
    """
    if tags.title:
        return
    wordless = not (tags.artists or tags.album)
    folders, _, name = path.rpartition(b"/")
    stem = _stem(name)
    found = _NUMBERED.fullmatch(stem)
    if found is not None and _is_number(found):
        if tags.track is None:
            tags.track = int(found["track"]) or None
        if tags.disc is None and found["disc"]:
            tags.disc = int(found["disc"])
        stem = found["rest"]
    parts = [part.strip() for part in _spaced(stem).split(" - ")]
    if wordless and len(parts) > 1 and parts[0] and parts[-1]:
        tags.artists = (parts[0],)
        stem = parts[-1]
    tags.title = _spaced(stem) or stem
    if wordless and not loose:
        _name_album(tags, folders)


def _stem(name: bytes) -> str:
    text = "".join(c if c.isprintable() else "\ufffd" for c in readable(name))
    return (text.rpartition(".")[0] or text).strip()


def _spaced(text: str) -> str:
    """Undo what file systems and FTP servers without spaces did."""
    return text.strip() if " " in text else text.replace("_", " ").strip()


def _is_number(found: re.Match[str]) -> bool:
    """Whether the digits count tracks: by a separator, or by a leading zero."""
    return bool(found["gap"].strip()) or found["track"].startswith("0") or bool(found["disc"])


def album_folder(folder: bytes) -> bytes:
    """Return the folder of an album, given the folder of one of its discs or its own."""
    above, slash, name = folder.rpartition(b"/")
    return above if slash and _DISC_FOLDER.fullmatch(readable(name).strip()) else folder


def _name_album(tags: "Tags", folders: bytes) -> None:
    """Take the folder for the album; a disc's folder lies in the album's."""
    above, _, folder = folders.rpartition(b"/")
    disc = _DISC_FOLDER.fullmatch(readable(folder).strip())
    if disc is not None:
        if tags.disc is None:
            tags.disc = int(disc.group(1)) or None
        folder = above.rpartition(b"/")[2]
    tags.album = _spaced(readable(folder))
