"""JSPF: XSPF as JSON, as ListenBrainz and others write it."""

import json
from typing import Any, BinaryIO, Final, cast

from mtplayer.core.lists.list_files import MOST_ENTRIES, ListedEntry, ListFile, ListUnreadable
from mtplayer.files.playlist_files.locations import address_of, of_address
from mtplayer.files.playlist_files.words import milliseconds, recording_of, tidy, whole
from mtplayer.files.playlist_files.xspf import RECORDING

_LARGEST: Final = 64 * 1024 * 1024
# Each is 60 bytes at least, whatever the file spends on it.
_MOST_PARTS: Final = 4_000_000


def read(file: BinaryIO) -> ListFile:
    """Read a list. Raises ListUnreadable."""
    playlist = _object(_parsed(file).get("playlist"))
    tracks = playlist.get("track")
    if not isinstance(tracks, list):
        raise ListUnreadable("It is JSON, but no JSPF.")
    listed = cast("list[object]", tracks)
    entries = [_entry(_object(one)) for one in listed[:MOST_ENTRIES]]
    kept = tuple(entry for entry in entries if entry != ListedEntry())
    return ListFile(
        name=tidy(_text(playlist.get("title"))),
        note=_text(playlist.get("annotation")).strip(),
        entries=kept,
        skipped=max(0, len(listed) - MOST_ENTRIES),
    )


def _parsed(file: BinaryIO) -> dict[str, Any]:
    file.seek(0)
    data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST or data.count(b"[") + data.count(b"{") > _MOST_PARTS:
        raise ListUnreadable("It is larger than any playlist.")
    try:
        return _object(json.loads(data.removeprefix(b"\xef\xbb\xbf")))
    except RecursionError as error:
        raise ListUnreadable("It is nested deeper than any playlist.") from error
    except ValueError as error:
        raise ListUnreadable("It is damaged: it is no JSON.") from error


def _entry(track: dict[str, Any]) -> ListedEntry:
    places = [of_address(text) for text in _texts(track.get("location"))]
    identifiers = map(recording_of, _texts(track.get("identifier")))
    return ListedEntry(
        paths=tuple(dict.fromkeys(path for paths, _ in places for path in paths)),
        address=next((address for _, address in places if address), ""),
        title=tidy(_text(track.get("title"))),
        artist=tidy(_text(track.get("creator"))),
        album=tidy(_text(track.get("album"))),
        track=whole(_text(track.get("trackNum"))),
        duration_ms=milliseconds(_text(track.get("duration"))),
        recording_mbid=next(filter(None, identifiers), ""),
        note=_text(track.get("annotation")).strip(),
    )


def _object(value: object) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _text(value: object) -> str:
    """Return a text or a number as text that can be written; anything else is nothing."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    if isinstance(value, int) and value.bit_length() > 64:
        return ""
    return str(value).encode("utf-8", "replace").decode().replace("\0", "")


def _texts(value: object) -> list[str]:
    """Return the texts of a list; old writers have one text instead."""
    values = cast("list[object]", value) if isinstance(value, list) else [value]
    return [text for one in values if (text := _text(one))]


def written(playlist: ListFile, base: bytes | None) -> bytes:
    """Return the file, with paths from ``base`` on if there is one."""
    content = {
        **_there({"title": playlist.name, "annotation": playlist.note}),
        "track": [_track(entry, base) for entry in playlist.entries],
    }
    text = json.dumps({"playlist": content}, ensure_ascii=False, indent=1)
    return text.encode("utf-8", "replace") + b"\n"


def _track(entry: ListedEntry, base: bytes | None) -> dict[str, object]:
    address = address_of(entry, base)
    return _there(
        {
            "location": [address] if address else None,
            "identifier": [RECORDING + entry.recording_mbid] if entry.recording_mbid else None,
            "title": entry.title,
            "creator": entry.artist,
            "annotation": entry.note,
            "album": entry.album,
            "trackNum": entry.track,
            "duration": entry.duration_ms,
        }
    )


def _there(values: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value not in (None, "")}
