"""What sections and values of settings are called."""

from enum import StrEnum
from typing import Any, Final, NamedTuple, cast

from mtplayer.core import options
from mtplayer.core.listening.rating_profiles import RatingProfile
from mtplayer.core.option_kinds import Choice, Number, Option
from mtplayer.core.options import Density, ScanMode, Theme
from mtplayer.core.sound.sound_choices import CrossfadeOn, GainMode, OnUnplug, OutputKind
from mtplayer.ui.text import number, tr


class Section(NamedTuple):
    """A page of the settings."""

    key: str
    name: str
    icon: str


_SECTIONS: Final = (
    Section("library", "Library", "hard-drives"),
    Section("playback", "Playback", "play-circle"),
    Section("sound", "Sound", "headphones"),
    Section("appearance", "Appearance", "palette"),
    Section("lists", "Lists", "rows"),
    Section("ratings", "Ratings", "star"),
    Section("listens", "Listens", "clock-counter-clockwise"),
    Section("sorting", "Sorting", "sort-ascending"),
)
_VALUES: Final[tuple[tuple[StrEnum, str], ...]] = (
    (Theme.SYSTEM, "Match system"),
    (ScanMode.STARTUP, "At start"),
    (ScanMode.CONTINUOUS, "When something changes"),
    (ScanMode.MANUAL, "Only when I ask"),
    (CrossfadeOn.AUTOMATIC, "By themselves"),
    (CrossfadeOn.MANUAL, "When I skip"),
    (CrossfadeOn.BOTH, "Always"),
    (GainMode.AUTO, "Automatic"),
    (OnUnplug.MOVE, "Play on another"),
    (OnUnplug.PAUSE, "Pause"),
    (OutputKind.DEVICE, "Sound device"),
    (OutputKind.LIBVLC, "libVLC"),
    (RatingProfile.COMMON, "Most players"),
    (RatingProfile.WINAMP, "Winamp"),
    (RatingProfile.MEDIAMONKEY, "MediaMonkey"),
    (RatingProfile.MUSICBEE, "MusicBee"),
    (RatingProfile.FOOBAR, "foobar2000"),
    (RatingProfile.QUOD_LIBET, "Quod Libet"),
    (RatingProfile.BANSHEE, "Banshee"),
    (RatingProfile.FMPS, "FMPS only"),
    (Density.COMPACT, "Compact 24"),
    (Density.STANDARD, "Standard 28"),
    (Density.RELAXED, "Relaxed 36"),
)
# Equal values of two enums are one key of a dictionary: "manual" is a scan mode and a crossfade.
_WORDS: Final[dict[tuple[type[StrEnum], str], str]] = {
    (type(value), value.value): words for value, words in _VALUES
}
_NONE: Final = {
    options.CROSSFADE_S.key: "Off",
    options.TAG_PROCESSES.key: "Automatic",
    options.RESUME_MINUTES.key: "Never",
}


def sections(shown: tuple[Option[Any], ...]) -> list[Section]:
    """Return the pages of these settings; one that nobody named comes last, by its key."""
    wanted = dict.fromkeys(option.section for option in shown)
    known = [section for section in _SECTIONS if section.key in wanted]
    named = {section.key for section in known}
    others = [Section(key, key.capitalize(), "sliders") for key in wanted if key not in named]
    return [*known, *others]


def value_words(value: StrEnum) -> str:
    """Return what a choice is called."""
    words = _WORDS.get((type(value), value.value))
    return tr("settings", words or value.value.replace("_", " ").capitalize())


def number_words(option: Number, value: int) -> str:
    """Return a number with its unit, or what none of it means."""
    if not value and option.key in _NONE:
        return tr("settings", _NONE[option.key])
    sign = "\u2212" if value < 0 else ""
    return f"{sign}{number(abs(value))} {tr('settings', option.unit)}".strip()


def values_of(option: Choice[Any]) -> list[StrEnum]:
    """Return everything that a setting may be."""
    return [*cast("tuple[StrEnum, ...]", option.values)]


def searched(option: Option[Any]) -> str:
    """Return every word that finds a setting."""
    names = [section.name for section in _SECTIONS if section.key == option.section]
    values: list[str] = []
    if isinstance(option, Choice):
        values = [value_words(value) for value in values_of(option)]
    parts = [tr("settings", words) for words in (*names, option.label, option.help)]
    return " ".join([*parts, *values]).casefold()
