"""The one list of file endings: scanner, watcher, dialogs and engine all ask here."""

from typing import Final

AUDIO_SUFFIXES: Final = frozenset(
    {
        ".mp3",
        ".m4a",
        ".mp4",
        ".m4b",
        ".flac",
        ".ogg",
        ".oga",
        ".opus",
        ".spx",
        ".wav",
        ".aiff",
        ".aif",
        ".wma",
        ".asf",
        ".ape",
        ".wv",
        ".mpc",
        ".tta",
        ".aac",
        ".mka",
        ".dsf",
        ".dff",
    }
)
CUE_SUFFIX: Final = ".cue"
LOSSLESS_CODECS: Final = frozenset(
    {"flac", "alac", "pcm", "wavpack", "ape", "tta", "dsd", "aiff", "wma lossless"}
)


def suffix_of(name: str | bytes) -> str:
    """Return the lower-case ending of a file name with its dot, or an empty string."""
    text = name.decode("ascii", "replace") if isinstance(name, bytes) else name
    dot = text.rfind(".")
    return text[dot:].lower() if dot > text.rfind("/") + 1 else ""


def is_audio(name: str | bytes) -> bool:
    """Whether a file of this name is music to us."""
    return suffix_of(name) in AUDIO_SUFFIXES


def is_cue(name: str | bytes) -> bool:
    """Whether a file of this name says how music files are divided."""
    return suffix_of(name) == CUE_SUFFIX
