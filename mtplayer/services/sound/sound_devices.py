"""The sound devices: which there are, which is chosen, and how each sounded last."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final, cast

from PySide6.QtCore import QObject

from mtplayer.core import options
from mtplayer.core.option_kinds import Option
from mtplayer.core.problems import FiltersUnread
from mtplayer.core.sound.autoeq import parametric
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.services.settings import SettingsService
from mtplayer.services.sound.loudness import Loudness

_REMEMBERED: tuple[Option[Any], ...] = (
    options.PREAMP_DB,
    options.EQUALIZER,
    options.EQUALIZER_DB,
    options.EQUALIZER_PREAMP_DB,
    options.EQUALIZER_FILTERS,
)
_VOLUME: Final = options.VOLUME.key
_LARGEST_FILE: Final = 1 << 16


class SoundDevicesService(QObject):
    """The empty name is whatever device the system uses; how it sounds is remembered too."""

    def __init__(
        self,
        jobs: Jobs,
        settings: SettingsService,
        loudness: Loudness,
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._settings = settings
        self._loudness = loudness
        self._failed = failed

    @property
    def chosen(self) -> str:
        """The device that plays, whether it is connected or not."""
        return self._settings.get(options.SOUND_DEVICE)

    def find(self, done: Callable[[list[str]], object]) -> Token:
        """Look which devices are connected."""
        return self._jobs.run(_found, done, self._failed)

    def choose(self, name: str) -> None:
        """Play on this device from now on, as loud and as shaped as when it was last used."""
        if name == self.chosen:
            return
        memory = self._memory()
        before: dict[str, object] = {one.key: self._settings.get(one) for one in _REMEMBERED}
        memory[self.chosen] = {_VOLUME: self._loudness.volume, **before}
        self._settings.set(options.DEVICE_MEMORY, json.dumps(memory, ensure_ascii=False))
        known = memory.get(name, {})
        if isinstance(volume := known.get(_VOLUME), int):
            self._loudness.set_volume(volume)
        for option in _REMEMBERED:
            self._bring_back(option, known.get(option.key))
        self._settings.set(options.SOUND_DEVICE, name)

    def import_filters(self, path: str) -> None:
        """Correct the sound by the filters in a file of AutoEQ, and turn the equalizer on."""
        self._jobs.run(partial(_filters_in, path), self._use_filters, self._failed)

    def remove_filters(self) -> None:
        """Correct nothing."""
        self._settings.reset(options.EQUALIZER_FILTERS)

    def _use_filters(self, text: str) -> None:
        self._settings.set(options.EQUALIZER_FILTERS, text)
        self._settings.set(options.EQUALIZER, True)  # noqa: FBT003 - its value

    def _bring_back(self, option: Option[Any], value: object) -> None:
        if value is None:
            return
        try:
            self._settings.set(option, value)
        except ValueError:
            self._settings.reset(option)  # the file was changed by hand

    def _memory(self) -> dict[str, dict[str, object]]:
        try:
            stored = json.loads(self._settings.get(options.DEVICE_MEMORY) or "{}")
            return {str(name): _known(kept) for name, kept in stored.items()}
        except (ValueError, AttributeError, TypeError):
            return {}


def _known(kept: object) -> dict[str, object]:
    """Return what is known of a device; once that was its volume only."""
    if isinstance(kept, int):
        return {_VOLUME: min(100, max(0, kept))}
    if not isinstance(kept, dict):
        return {}
    found = cast("dict[object, object]", kept)
    return {str(key): value for key, value in found.items()}


def _filters_in(path: str, _token: Token) -> str:
    from mtplayer.runtime.only_files import only_file

    try:
        with open(path, "rb", opener=only_file) as file:
            text = file.read(_LARGEST_FILE).decode("utf-8-sig")
        parametric(text)
    except OSError as error:
        raise FiltersUnread("The file could not be opened.") from error
    except UnicodeDecodeError as error:
        raise FiltersUnread("It is not a text file.") from error
    except ValueError as error:
        raise FiltersUnread(f"“{Path(path).name}” cannot be used: {error}.") from error
    return f"# {Path(path).stem}\n{text.strip()}\n"


def _found(_token: Token) -> list[str]:
    try:
        from mtplayer.audio.outputs.miniaudio_output import device_names
    except (ImportError, OSError):
        return []
    return device_names()
