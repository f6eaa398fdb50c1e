"""What a command may ask the rest of the program for."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from mtplayer.core.options import Theme
from mtplayer.core.record import record
from mtplayer.runtime.paths import Profile

QUERY_HELP = (
    "words, and terms such as genre:ambient, year:1994..2006, rating:>=4, added:<90d, is:liked,"
    " -live, (a | b); quoted for the shell"
)

CONTRAST_HELP = "strong text, lines and focus rings, also where the system does not ask for them"


@record
class WindowRequest:
    """Open the window, or hand this to the one that is open."""

    profile: Profile
    paths: tuple[str, ...] = ()
    action: str | None = None
    null: bool = False
    log_json: bool = False
    guard: bool = False
    high_contrast: bool = False


@record
class PictureRequest:
    """Save a picture of the window as it would be: which view, and how it looks."""

    profile: Profile
    view: str
    theme: Theme
    width: int
    height: int
    right_to_left: bool
    out: Path
    high_contrast: bool = False


class Front(Protocol):
    """The window, for commands: they know services, but nothing that is drawn."""

    def open_window(self, request: WindowRequest) -> int:
        """Run until the window closes and return the exit code."""
        ...

    def take_picture(self, request: PictureRequest) -> int:
        """Paint the window without a display, save the picture and return the exit code."""
        ...

    def hold(self, profile: Profile) -> AbstractContextManager[bool]:
        """Keep windows of this profile from opening; says whether none is open."""
        ...

    def ask_window(
        self, profile: Profile, question: Mapping[str, object]
    ) -> Mapping[str, object] | None:
        """Return what the open window of this profile answers, None if none is open."""
        ...


@record
class Context:
    """What every command is given, beside its arguments."""

    profile: Profile
    front: Front
