"""Which cue sheet divides which file: their names seldom agree with what lies in the folder."""

import os
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from mtplayer.core.formats import CUE_SUFFIX, is_audio
from mtplayer.files.cue_sheet import LARGEST, CueSheet, parse
from mtplayer.files.cue_text import decode
from mtplayer.files.path_names import readable
from mtplayer.files.source import Source
from mtplayer.runtime.only_files import NotAFile

SHEET_SUFFIX: Final = CUE_SUFFIX.encode()
# Of a copy in both, the sheet was made for what loses nothing.
_BETTER_FIRST: Final = (".wav", ".flac", ".ape", ".wv", ".tta", ".aiff", ".aif", ".m4a")


class Covering(NamedTuple):
    """The sheet that divides a file, and which of the sheet's files it is."""

    sheet: bytes
    file: int


def read_sheet(path: bytes, names: Iterable[str] = ()) -> CueSheet | None:
    """Read a sheet beside the ``names``; None if it cannot be read."""
    try:
        with Source(path) as source:
            data = source.read(0, LARGEST)
    except (NotAFile, OSError):
        return None
    return parse(decode(data, names))


def covering(
    folder: bytes, sheets: Sequence[bytes], files: Sequence[bytes]
) -> dict[bytes, Covering]:
    """Return the sheet of each file in a folder that one divides."""
    found: dict[bytes, Covering] = {}
    names = {readable(file): file for file in sorted(files)}
    for sheet in sorted(sheets, key=lambda name: (len(name), name)):
        path = os.path.join(folder, sheet)
        stems = [_stem(name) for name in names]
        read = read_sheet(path, stems)
        for number, said in enumerate(read.files if read else ()):
            if read is None or not read.tracks_of(number):
                continue
            alone = len(read.files) == 1
            file = _file_of(said, _stem(readable(sheet)) if alone else "", names)
            if file is not None and (file not in found or _is_named_after(sheet, file)):
                found[file] = Covering(path, number)
    return found


def files_of(sheet: bytes) -> list[bytes]:
    """Return the files that a sheet names and that lie beside it, each once."""
    folder, own = os.path.split(sheet)
    try:
        names = {readable(name): name for name in sorted(os.listdir(folder)) if is_audio(name)}
    except OSError:
        return []
    read = read_sheet(sheet, [_stem(name) for name in names])
    said = read.files if read is not None else []
    alone = _stem(readable(own)) if len(said) == 1 else ""
    found = [_file_of(name, alone, names) for name in said]
    return list(dict.fromkeys(os.path.join(folder, name) for name in found if name is not None))


def _file_of(said: str, sheet: str, names: dict[str, bytes]) -> bytes | None:
    """Find the file that a sheet means: by name, by name without ending, by the sheet's own."""
    if said in names and is_audio(said):
        return names[said]
    folded = {_folded(name): file for name, file in names.items()}
    if (file := folded.get(_folded(said))) is not None:
        return file
    for stem in filter(None, (_stem(said) if is_audio(said) else said, sheet)):
        alike = [name for name in names if _folded(_stem(name)) == _folded(stem)]
        if alike:
            return names[min(alike, key=_worth)]
    return next(iter(names.values())) if sheet and len(names) == 1 else None


def _is_named_after(sheet: bytes, file: bytes) -> bool:
    stem, name = _folded(_stem(readable(sheet))), _folded(readable(file))
    return stem in (name, _stem(name))


def _worth(name: str) -> int:
    suffix = os.path.splitext(name)[1].lower()
    return _BETTER_FIRST.index(suffix) if suffix in _BETTER_FIRST else len(_BETTER_FIRST)


def _stem(name: str) -> str:
    return os.path.splitext(name)[0]


def _folded(name: str) -> str:
    """Return a name for systems that tell neither case nor compositions apart."""
    return unicodedata.normalize("NFC", name).casefold().strip()
