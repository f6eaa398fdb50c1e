"""A hundred files damaged by chance: exactly one verdict for each, in time, and no crash."""

import time
from pathlib import Path

import pytest

from mtplayer.audio.deck_player import DeckPlayer
from mtplayer.audio.outputs.clock_output import ClockOutput
from mtplayer.core.ports import PlayerEnded, PlayerEvent, PlayerFailed
from tests.fakes import mutations
from tests.fakes.tones import playable

pytestmark = [pytest.mark.long, pytest.mark.vlc, pytest.mark.timeout(900)]

FILES = 100
AT_ONCE = 4
VERDICT_S = 6
LONGEST_S = 4
"""None of the files is longer when it is whole."""


class Listened:
    """One file, what was said of it, and when that was over."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.events: list[PlayerEvent] = []
        self.player = DeckPlayer(lambda _: ClockOutput())
        self.player.happened.connect(self.events.append)
        self.player.happened.connect(self._hear)
        self.begun = time.monotonic()
        self.took = 0.0
        self.player.load(playable(path), 1, start_ms=0, paused=False)

    def _hear(self, event: PlayerEvent) -> None:
        if isinstance(event, PlayerEnded | PlayerFailed) and not self.took:
            self.took = time.monotonic() - self.begun

    @property
    def verdicts(self) -> list[str]:
        said: list[str] = []
        for event in self.events:
            if isinstance(event, PlayerFailed):
                said.append("unplayable")
            elif isinstance(event, PlayerEnded):
                said.append("ended early" if event.early else "played")
        return said


def test_each_gets_one_verdict_in_time(qtbot, tmp_path) -> None:
    paths = []
    for name, content in mutations.files(FILES, seed=4):
        paths.append(tmp_path / name)
        paths[-1].write_bytes(content)
    counts: dict[str, int] = {}
    slowest = 0.0
    for first in range(0, FILES, AT_ONCE):
        batch = [Listened(path) for path in paths[first : first + AT_ONCE]]
        limit = (VERDICT_S + LONGEST_S) * 1000
        qtbot.waitUntil(lambda batch=batch: all(one.took for one in batch), timeout=2 * limit)
        qtbot.wait(150)
        for one in batch:
            assert len(one.verdicts) == 1, (one.path.name, one.verdicts)
            assert one.took < VERDICT_S + LONGEST_S, (one.path.name, one.took)
            counts[one.verdicts[0]] = counts.get(one.verdicts[0], 0) + 1
            slowest = max(slowest, one.took)
            one.player.close(5000)
    print(f"MUTATED {counts}, the slowest after {slowest:.1f} s")
    assert len(counts) > 1
