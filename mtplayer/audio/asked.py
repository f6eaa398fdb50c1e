"""What the engine is asked to play; without numpy, for the way to the first paint."""

from typing import NamedTuple

from mtplayer.core.library.tracks import PlayableFile


class Asked(NamedTuple):
    """A file from a place of its range on; ``resumed`` if it had started before."""

    serial: int
    file: PlayableFile
    generation: int
    ms: int
    resumed: bool = False
