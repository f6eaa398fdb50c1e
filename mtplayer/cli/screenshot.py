"""``mtplayer screenshot``: save a picture of the window, without a display."""

import argparse
import re
from pathlib import Path
from typing import Final

from mtplayer.cli.front import CONTRAST_HELP, Context, PictureRequest
from mtplayer.core.library.tracks import Scope
from mtplayer.core.options import Theme
from mtplayer.core.problems import WrongUse

SETTINGS: Final = {
    f"settings-{section}": f"the page “{section}” of the settings"
    for section in (
        "library",
        "playback",
        "sound",
        "appearance",
        "lists",
        "ratings",
        "listens",
        "sorting",
    )
}
VIEWS: Final = {
    **{scope.value.replace("_", "-"): f"the list “{scope.value}”" for scope in Scope},
    "folders-view": "the folders of the library and the files in one",
    "genres": "a tile for each genre",
    "stations": "radio stations",
    "now-playing": "what plays, over the whole window",
    "cover": "what plays, and nothing beside its cover",
    "menu": "the menu of the window, open",
    "genre": "the albums of the first genre",
    "tracks-grouped": "all tracks grouped by album",
    "browser": "all tracks under the column browser",
    "library-folders": "where the music is",
    "albums": "all albums",
    "album": "an open album, the most played one",
    "artists": "all artists",
    "artist": "the page of an artist, the most played one",
    "playlist": "the first playlist",
    "smart": "the first smart playlist",
    "smart-rules": "the rules of the first smart playlist, over it",
    "missing": "tracks whose files are gone",
    "changes": "what scans found",
    "backups": "copies of the library",
    "history": "what was heard, by days",
    "statistics": "how much was heard of what, and when",
    "settings": "the settings over the tracks",
    **SETTINGS,
    "welcome": "the first page of a new library",
    "scanning": "the page of a first scan",
}
# The window gives way no further than to its minimum, and nobody has a screen this large.
SMALLEST: Final = (760, 520)
LARGEST: Final = 8192


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command understands."""
    parser.add_argument("--view", metavar="NAME", required=True, help=", ".join(VIEWS))
    parser.add_argument("--theme", choices=[Theme.DARK.value, Theme.LIGHT.value], default="dark")
    parser.add_argument("--size", metavar="WxH", default="1440x900", help="default: 1440x900")
    parser.add_argument("--rtl", action="store_true", help="from right to left")
    parser.add_argument("--high-contrast", action="store_true", help=CONTRAST_HELP)
    parser.add_argument("--out", metavar="FILE.png", required=True)


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Take the picture and return the exit code."""
    width, height = _size(arguments.size)
    return context.front.take_picture(
        PictureRequest(
            profile=context.profile,
            view=_view(arguments.view),
            theme=Theme(arguments.theme),
            width=width,
            height=height,
            right_to_left=arguments.rtl,
            out=_file(arguments.out),
            high_contrast=arguments.high_contrast,
        )
    )


def _view(name: str) -> str:
    if name not in VIEWS:
        raise WrongUse(f"There is no view “{name}”; there are {', '.join(VIEWS)}.")
    return name


def _size(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d+)x(\d+)", text)
    if found is None:
        raise WrongUse(f"“{text}” is no size; one is 1440x900.")
    width, height = int(found[1]), int(found[2])
    if width < SMALLEST[0] or height < SMALLEST[1] or max(width, height) > LARGEST:
        smallest = "x".join(map(str, SMALLEST))
        raise WrongUse(f"{text} is outside {smallest} to {LARGEST}x{LARGEST}.")
    return width, height


def _file(name: str) -> Path:
    path = Path(name).absolute()
    if path.suffix.lower() != ".png":
        raise WrongUse(f"“{name}” does not end in .png.")
    if not path.parent.is_dir():
        raise WrongUse(f"There is no folder “{path.parent}”.")
    return path
