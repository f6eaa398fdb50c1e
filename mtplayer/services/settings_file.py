"""The settings file: TOML with what differs from the defaults, and keys of other versions."""

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from mtplayer.core.problems import MtplayerError

HEAD = "# What differs from the defaults. Changes made here count at the next start of mtplayer.\n"
MAX_BYTES = 1_000_000


class SettingsUnreadable(MtplayerError):
    """The file is there, but it is not TOML."""

    title = "The settings could not be read"


class SettingsNotSaved(MtplayerError):
    """The file is as it was."""

    title = "The settings were not saved"


def read(path: Path) -> dict[str, object]:
    """Return every value under its full key (``section.name``); empty without a file."""
    try:
        text = path.read_bytes()[:MAX_BYTES].decode("utf-8")
        # Only what differs is kept, so that most starts find no file and parse nothing.
        import tomllib

        return _flat(tomllib.loads(text))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise SettingsUnreadable(f"“{path}” could not be read: {error}.") from error


def write(path: Path, values: Mapping[str, object]) -> None:
    """Replace the file in one step: after a power cut it is the old one or the new one.

    Raises SettingsNotSaved.
    """
    import tomli_w

    text = HEAD + tomli_w.dumps(_nested(values)) if values else HEAD
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise SettingsNotSaved(f"“{path}” cannot be written: {error.strerror}.") from error


def keep_aside(path: Path) -> Path | None:
    """Rename a file that cannot be read, so that saving does not destroy it; None if it stays."""
    number, kept = 1, path.with_name(f"{path.name}.unreadable")
    while kept.exists():
        number += 1
        kept = path.with_name(f"{path.name}.unreadable-{number}")
    try:
        path.replace(kept)
    except OSError:
        return None
    return kept


def _flat(table: Mapping[str, Any], prefix: str = "") -> dict[str, object]:
    values: dict[str, object] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            values.update(_flat(cast("dict[str, Any]", value), f"{prefix}{name}."))
        else:
            values[prefix + name] = value
    return values


def _nested(values: Mapping[str, object]) -> dict[str, Any]:
    """Return tables within tables; a plain value where a section must stand gives way."""
    tables: dict[str, Any] = {}
    for key in sorted(values):
        *sections, name = key.split(".")
        table = tables
        for section in sections:
            inside: Any = table.get(section)
            if not isinstance(inside, dict):
                table[section] = inside = {}
            table = cast("dict[str, Any]", inside)
        table[name] = values[key]
    return tables
