"""What playlist files say of places: paths of any system, addresses, and parts of either."""

import os
import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import quote_from_bytes, unquote_to_bytes

from mtplayer.core.lists.list_files import ListedEntry

Places = tuple[tuple[bytes, ...], str]
"""The paths that it may mean, the likeliest first, and the address of a stream."""

# Two letters at least: "C:" is a drive.
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")
_DRIVE: Final = re.compile(rb"/?([A-Za-z]:)[\\/]")
_PERCENT: Final = re.compile(rb"%[0-9A-Fa-f]{2}")
_LONGEST: Final = 32 * 1024
# As in a path of RFC 3986, but for the colon, which would make a scheme of a first folder.
_PLAIN: Final = "/!$&'()*+,;=@~"
_LINE_BREAKS: Final = re.compile(rb"[\r\n\0]")
_NO_NAME: Final = (b"#", b" ", b"\t", b"\xef\xbb\xbf", b"\xfe\xff", b"\xff\xfe", b"[", b";")


def of_line(raw: bytes, text: str) -> Places:
    """Understand a line that is a path, or an address; ``text`` is what ``raw`` says as text."""
    plain = text.strip()
    if (scheme := _SCHEME.match(plain)) is not None:
        if scheme[1].lower() == "file":
            return _distinct(_of_file_address(plain), unquoted=False), ""
        if plain[scheme.end() :].startswith("//"):
            return (), _printable(plain)
    found = (raw, _bytes_of(text), raw.strip(), _bytes_of(plain))
    return _distinct(found, unquoted=True), ""


def of_address(text: str) -> Places:
    """Understand what should be an address, as in XSPF, but often is a path."""
    plain = text.strip()
    paths, address = of_line(_bytes_of(plain), plain)
    if address or _SCHEME.match(plain):
        return paths, address
    decoded = [unquote_to_bytes(path) for path in paths if _PERCENT.search(path)]
    return tuple(dict.fromkeys((*decoded, *paths))), ""


def _of_file_address(text: str) -> tuple[bytes, ...]:
    rest = text[len("file:") :]
    if rest.startswith("//"):
        host, slash, path = rest[2:].partition("/")
        on_here = host.lower() in ("", "localhost")
        rest = slash + path if on_here else f"//{host}{slash}{path}"
    encoded = _bytes_of(rest)
    return tuple(map(_without_slash, (unquote_to_bytes(encoded), encoded)))


def _without_slash(path: bytes) -> bytes:
    """Return "C:/Music" for "/C:/Music"."""
    return path[1:] if path[:1] == b"/" and _DRIVE.match(path) else path


def _distinct(found: tuple[bytes, ...], *, unquoted: bool) -> tuple[bytes, ...]:
    paths: dict[bytes, None] = {}
    literal = [path for path in found if path and b"\0" not in path and len(path) <= _LONGEST]
    for path in literal:
        paths[path] = None
    if unquoted:
        for path in literal:
            if _PERCENT.search(path):
                paths[unquote_to_bytes(path).replace(b"\0", b"")] = None
    for path in list(paths):
        if b"\\" in path:
            paths[path.replace(b"\\", b"/")] = None
    return tuple(path for path in paths if path)


def _bytes_of(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape" if _is_escaped(text) else "replace")


def _is_escaped(text: str) -> bool:
    """Whether every lone surrogate stands for a byte."""
    return all("\udc80" <= c <= "\udcff" for c in text if "\ud800" <= c <= "\udfff")


def _printable(text: str) -> str:
    return "".join(c for c in text if c.isprintable())[:_LONGEST]


def absolute(path: bytes, base: bytes) -> bytes:
    """Return where a path of a playlist in ``base`` leads, without asking the disk."""
    plain = os.path.normpath(os.path.join(base, path))
    # POSIX lets two slashes at the beginning mean something else.
    return plain[1:] if plain.startswith(b"//") else plain


def folder_of(source: bytes) -> bytes:
    """Return the folder that the relative paths of a playlist file count from."""
    return os.path.dirname(os.path.abspath(source))


def there(paths: Iterable[bytes]) -> int:
    """Return how many of these are files now; asks the disk for each."""
    return sum(map(os.path.isfile, paths))


class Links:
    """Follows links; each folder is asked once."""

    def __init__(self) -> None:
        self._folders: dict[bytes, bytes] = {}

    def followed(self, path: bytes) -> bytes:
        """Return where a file really is."""
        folder, name = os.path.split(path)
        if folder not in self._folders:
            self._folders[folder] = os.path.realpath(folder)
        return os.path.join(self._folders[folder], name)


def line_of(entry: ListedEntry, base: bytes | None) -> bytes:
    """Return what stands for an entry in a list of lines, from ``base`` on if there is one.

    What no line can hold is written as an address, and so is a whole path that VLC would cut at
    its number sign, or take for Latin-1.
    """
    if entry.address or not entry.paths:
        return entry.address.encode("utf-8", "replace")
    path = _from(entry.paths[0], base)
    cut = os.path.isabs(path) and (b"#" in path or not _is_utf8(path))
    if cut or _LINE_BREAKS.search(path) or path != path.strip():
        return address_of(entry, None).encode()
    starts_alike = path.startswith(_NO_NAME) or _SCHEME.match(path.decode("utf-8", "replace"))
    return b"./" + path if starts_alike else path


def _is_utf8(path: bytes) -> bool:
    return path.decode("utf-8", "replace").encode("utf-8") == path


def address_of(entry: ListedEntry, base: bytes | None) -> str:
    """Return an entry as an address, from ``base`` on if there is one."""
    if entry.address or not entry.paths:
        return entry.address
    path = _from(entry.paths[0], base)
    drive = _DRIVE.match(path)
    if drive is not None and path[:1] != b"/":
        rest = path[2:].replace(b"\\", b"/")
        return f"file:///{path[:2].decode()}{quote_from_bytes(rest, safe=_PLAIN)}"
    quoted = quote_from_bytes(path, safe=_PLAIN)
    return f"file://{quoted}" if path.startswith(b"/") else quoted


def _from(path: bytes, base: bytes | None) -> bytes:
    """Return a path as it is seen from a folder; on another drive it cannot be."""
    if base is None or not os.path.isabs(path):
        return path
    try:
        return os.path.relpath(path, base)
    except ValueError:
        return path
