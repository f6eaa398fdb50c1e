"""What the window remembers for its own comfort: geometry, columns, the last page. Disposable."""

import json
import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar, cast

from PySide6.QtCore import QObject, QTimer

log = logging.getLogger(__name__)
T = TypeVar("T")

# Dragging a column edge changes the state with every pixel.
SAVE_AFTER_MS = 500
# More is no number of pixels, and Qt would not take it.
_MOST = 2**31 - 1


def read(path: Path) -> dict[str, object]:
    """Return what was remembered; whatever cannot be understood was not."""
    try:
        values = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        log.info("the window's state was not read: %s", error)
        return {}
    return cast("dict[str, object]", values) if isinstance(values, dict) else {}


def write(path: Path, text: str) -> None:
    """Replace the file in one step; a power cut may cost the latest change, never the start."""
    temporary = path.with_name(f"{path.name}.tmp")
    try:
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


class UiState(QObject):
    """JSON values by name, such as ``tracks.columns``; ``save`` is given the file's new text."""

    def __init__(
        self,
        values: Mapping[str, object],
        save: Callable[[str], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._values = dict(values)
        self._save = save
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._timer.timeout.connect(self.save_now)

    def get(self, name: str, default: T) -> T:
        """Return what was remembered, if it is of the kind that ``default`` is."""
        value = self._values.get(name)
        if type(value) is not type(default) or (type(value) is int and abs(value) > _MOST):
            return default
        return cast("T", value)

    def numbers(self, name: str, count: int | None = None) -> list[int]:
        """Return whole numbers that were remembered; none if they are not ``count``."""
        values = self.get(name, list[object]())
        known = [one for one in values if type(one) is int and abs(one) <= _MOST]
        return known if len(known) == len(values) and count in (None, len(known)) else []

    def words(self, name: str, count: int) -> list[str]:
        """Return texts that were remembered; none if they are not ``count``."""
        values = self.get(name, list[object]())
        known = [one for one in values if isinstance(one, str)]
        return known if len(known) == len(values) == count else []

    def put(self, name: str, value: Any) -> None:
        """Remember a value that JSON can hold."""
        if self._values.get(name) != value:
            self._values[name] = value
            self._timer.start()

    @property
    def unsaved(self) -> bool:
        """Whether a change still waits to be saved."""
        return self._timer.isActive()

    def text(self) -> str:
        """Return what the file shall hold."""
        return json.dumps(self._values, indent=1, sort_keys=True)

    def save_now(self) -> None:
        """Save without waiting for more changes."""
        self._timer.stop()
        self._save(self.text())
