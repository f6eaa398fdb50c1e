"""Settings: typed reads, checked writes, one announcement per change."""

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar, cast

from PySide6.QtCore import QObject, QTimer

from mtplayer.core import options
from mtplayer.core.option_kinds import Option
from mtplayer.core.record import record
from mtplayer.runtime.signals import TypedSignal, signal

log = logging.getLogger(__name__)
T = TypeVar("T")

# A volume drag changes the setting 60 times a second; the disk sees the last one.
SAVE_AFTER_MS = 500


@record
class SettingChanged:
    """One setting has a new value."""

    option: Option[Any]
    value: object


class SettingsService(QObject):
    """Holds what differs from the defaults, and keys of other versions untouched.

    ``save`` is given everything that the file shall hold; it must not block.
    """

    changed: TypedSignal[SettingChanged] = signal()

    def __init__(
        self,
        stored: Mapping[str, object],
        save: Callable[[Mapping[str, object]], object],
        parent: QObject | None = None,
        *,
        known: Iterable[Option[Any]] = options.ALL,
    ) -> None:
        super().__init__(parent)
        self._known = {option.key: option for option in known}
        self._stored = _renamed(stored, self._known.values())
        self._values: dict[str, object] = {}
        self._save = save
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._timer.timeout.connect(self.save_now)
        self._take_in()

    def get(self, option: Option[T]) -> T:
        """Return the stored value, or the default where none is stored or it is not valid."""
        return cast("T", self._values.get(option.key, option.default))

    def set(self, option: Option[T], value: T) -> None:
        """Keep a valid value and, if it is new, announce it; ValueError says what is wrong."""
        before, checked = self.get(option), option.check(value)
        if checked == option.default:
            self._values.pop(option.key, None)
            self._stored.pop(option.key, None)
        else:
            self._values[option.key] = self._stored[option.key] = checked
        if checked != before:
            self._timer.start()
            self.changed.emit(SettingChanged(option=option, value=checked))

    def reset(self, option: Option[Any]) -> None:
        """Return to the default."""
        self.set(option, option.default)

    def follow(self, option: Option[T], slot: Callable[[T], object], owner: QObject) -> None:
        """Call ``slot`` now and on every change of ``option``, as long as ``owner`` lives."""
        follower = _Follower(option, cast("Callable[[object], object]", slot), owner)
        self.changed.connect(follower.look)
        slot(self.get(option))

    def stored(self) -> dict[str, object]:
        """Return what the file shall hold."""
        return dict(self._stored)

    def save_now(self) -> None:
        """Save without waiting for more changes."""
        self._timer.stop()
        self._save(self.stored())

    @property
    def unsaved(self) -> bool:
        """Whether a change still waits to be saved."""
        return self._timer.isActive()

    def _take_in(self) -> None:
        for key, value in self._stored.items():
            option = self._known.get(key)
            if option is None:
                log.warning("setting %s is not known%s", key, self._hint(key))
                continue
            try:
                self._values[key] = option.check(value)
            except ValueError as error:
                log.warning("setting %s; its default is used", error)

    def _hint(self, key: str) -> str:
        from difflib import get_close_matches

        near = get_close_matches(key, self._known, n=1)
        return f": did you mean {near[0]}?" if near else ""


class _Follower(QObject):
    """Ends with its owner, and the connection with it."""

    def __init__(
        self, option: Option[Any], slot: Callable[[object], object], owner: QObject
    ) -> None:
        super().__init__(owner)
        self._option = option
        self._slot = slot

    def look(self, change: SettingChanged) -> None:
        if change.option is self._option:
            self._slot(change.value)


def _renamed(stored: Mapping[str, object], known: Iterable[Option[Any]]) -> dict[str, object]:
    """Return the values under the keys of today; a value under today's key wins."""
    values = dict(stored)
    for option in known:
        for old in option.old_keys:
            if old in values:
                values.setdefault(option.key, values.pop(old))
    return values
