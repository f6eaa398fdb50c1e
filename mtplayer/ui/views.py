"""The places of the window: lists of tracks, and the pages that are none."""

from enum import StrEnum

from mtplayer.core.tracks import Scope


class View(StrEnum):
    """A page of its own; it is made when it is first shown."""

    FOLDERS = "library_folders"
    MISSING = "missing"
    CHANGES = "changes"


Place = Scope | View


def place_named(name: str) -> Place | None:
    """Return the place that is remembered or asked for by this name."""
    if name in set(Scope):
        return Scope(name)
    return View(name) if name in set(View) else None
