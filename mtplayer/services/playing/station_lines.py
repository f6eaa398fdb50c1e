"""What is decided of a line to a station: when to call again, when it is over, what is said."""

from typing import Final

from mtplayer.core.events import Notice
from mtplayer.core.playing.stations import Station
from mtplayer.core.problems import Problem

# A line that was cut is often back at once, and sometimes after minutes; half an hour in all.
AGAIN_AFTER_S: Final = (1, 2, 4, 8, 15, 30, 60, 60, 120, 120, 300, 300, 600)
# An address that never gave a sound is more likely wrong than away.
FIRST_TRIES: Final = 2
# libVLC guesses lengths by the bytes: a song of 4 s was 4.09.
_END_MS: Final = 1500
_END_SHARE: Final = 0.03
# A guess by the bytes moves a little with each of them.
LENGTH_MOVES_MS: Final = 400
ENDED: Final = Problem(title="The station ended", sentence="The line to it was cut.")


def over(length_ms: int) -> float:
    """Return by how much a length may be wrong."""
    return max(_END_MS, length_ms * _END_SHARE)


def cannot_be_heard(station: Station, problem: Problem, *, heard: bool) -> Notice:
    """Return what is told of a station that is given up."""
    if heard:
        text = f"“{station.name}” does not answer any more"
    else:
        text = f"“{station.name}” could not be played"
    return Notice(text=text, detail=problem.sentence, is_error=True)
