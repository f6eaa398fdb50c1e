"""XSPF: the shareable playlist format, version 1."""

from typing import BinaryIO, Final
from xml.sax.saxutils import escape

from mtplayer.core.lists.list_files import MOST_ENTRIES, ListedEntry, ListFile, ListUnreadable
from mtplayer.core.typed import override
from mtplayer.files.playlist_files.locations import Places, address_of, of_address
from mtplayer.files.playlist_files.words import (
    milliseconds,
    recording_of,
    tidy,
    whole,
)
from mtplayer.files.playlist_files.xml_stream import Taker, feed

RECORDING: Final = "https://musicbrainz.org/recording/"
_NOT_IN_XML: Final = {0xFFFE: " ", 0xFFFF: " "}
_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<playlist version="1" xmlns="http://xspf.org/ns/0/">\n'
)


def read(file: BinaryIO) -> ListFile:
    """Read a list. Raises ListUnreadable."""
    reading = _Reading()
    feed(file, reading)
    if not reading.is_list:
        raise ListUnreadable("It is XML, but no XSPF.")
    return ListFile(
        name=reading.name,
        note=reading.note,
        entries=tuple(reading.entries),
        skipped=reading.skipped,
    )


class _Reading(Taker):
    """A list while it is read."""

    def __init__(self) -> None:
        self._path: list[str] = []
        self._fields: dict[str, str] = {}
        self._places: list[Places] = []
        self.is_list = False
        self.name = self.note = ""
        self.entries: list[ListedEntry] = []
        self.skipped = 0

    @override
    def begin(self, name: str, attributes: dict[str, str], /) -> None:
        self.is_list = self.is_list or (not self._path and name == "playlist")
        self._path.append(name)
        if name == "track":
            self._fields.clear()
            self._places.clear()

    @override
    def end(self, name: str, text: str, /) -> None:
        self._path.pop()
        inside = self._path[-1] if self._path else ""
        if name == "track":
            self._finish()
        elif inside == "track":
            if name == "location":
                self._places.append(of_address(text))
            elif name == "identifier" and (recording := recording_of(text)):
                self._fields["recording"] = recording
            else:
                self._fields.setdefault(name, text)
        elif inside == "playlist" and name == "title":
            self.name = tidy(text)
        elif inside == "playlist" and name == "annotation":
            self.note = text.strip()

    def _finish(self) -> None:
        if len(self.entries) >= MOST_ENTRIES:
            self.skipped += 1
            return
        get = self._fields.get
        entry = ListedEntry(
            paths=tuple(dict.fromkeys(path for paths, _ in self._places for path in paths)),
            address=next((address for _, address in self._places if address), ""),
            title=tidy(get("title", "")),
            artist=tidy(get("creator", "")),
            album=tidy(get("album", "")),
            track=whole(get("trackNum", "")),
            duration_ms=milliseconds(get("duration", "")),
            recording_mbid=get("recording", ""),
            note=get("annotation", "").strip(),
        )
        if entry != ListedEntry():
            self.entries.append(entry)


def written(playlist: ListFile, base: bytes | None) -> bytes:
    """Return the file, with paths from ``base`` on if there is one."""
    parts = [_HEAD]
    parts += _lines("  ", (("title", playlist.name), ("annotation", playlist.note)))
    parts.append("  <trackList>\n")
    for entry in playlist.entries:
        recording = entry.recording_mbid and RECORDING + entry.recording_mbid
        parts.append("    <track>\n")
        parts += _lines(
            "      ",
            (
                ("location", address_of(entry, base)),
                ("identifier", recording),
                ("title", entry.title),
                ("creator", entry.artist),
                ("annotation", entry.note),
                ("album", entry.album),
                ("trackNum", str(entry.track or "")),
                ("duration", "" if entry.duration_ms is None else str(entry.duration_ms)),
            ),
        )
        parts.append("    </track>\n")
    parts.append("  </trackList>\n</playlist>\n")
    return "".join(parts).encode("utf-8", "replace")


def _lines(indent: str, values: tuple[tuple[str, str], ...]) -> list[str]:
    return [f"{indent}<{name}>{escape(_sayable(v))}</{name}>\n" for name, v in values if v]


def _sayable(text: str) -> str:
    """Return a text without the characters that no XML can hold."""
    return "".join(c if c in "\t\n" or c >= " " else " " for c in text).translate(_NOT_IN_XML)
