"""Files follow each other to the sample, through the whole player, up to the device."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from mtplayer.audio.deck_player import DeckPlayer
from mtplayer.audio.outputs.clock_output import ClockOutput
from mtplayer.audio.outputs.imem_output import ImemOutput
from mtplayer.audio.outputs.miniaudio_output import MiniaudioOutput
from mtplayer.core.ports import PlayerEnded, PlayerEvent, PlayerFailed, PlayerPosition
from mtplayer.core.sound import SoundSettings
from tests.fakes.programme import (
    EXACT,
    INEXACT,
    LOSSLESS,
    encode,
    found_at,
    rate_of,
    signal,
    write_pcm,
)
from tests.fakes.sound_server import SoundServer
from tests.fakes.tape import Tape
from tests.fakes.tones import playable

pytestmark = pytest.mark.vlc

# Odd numbers of frames: no packet of any format ends where a piece does.
CUTS = (61_357, 54_723, 43_111)


class Listener:
    """Plays a list as the window does: what follows is handed over while a piece plays."""

    def __init__(self, player: DeckPlayer, qtbot: object) -> None:
        self.events: list[PlayerEvent] = []
        self.player = player
        self.qtbot = qtbot
        self._rest: list[Path] = []
        self._generation = 1
        player.happened.connect(self._hear)

    def play(self, paths: Sequence[Path], start_ms: int = 0) -> None:
        first, *self._rest = paths
        self.player.load(playable(first), 1, start_ms=start_ms, paused=False)
        self._queue()

    def _queue(self) -> None:
        self._generation += 1
        follower = self._rest.pop(0) if self._rest else None
        self.player.queue_next(playable(follower) if follower else None, self._generation)

    def _hear(self, event: PlayerEvent) -> None:
        self.events.append(event)
        if isinstance(event, PlayerEnded) and event.followed_by is not None:
            self._queue()

    def wait_for_end(self, timeout: int = 60_000) -> None:
        def over() -> bool:
            return any(isinstance(e, PlayerEnded) and e.followed_by is None for e in self.events)

        self.qtbot.waitUntil(over, timeout=timeout)
        assert not [e for e in self.events if isinstance(e, PlayerFailed)]


@pytest.fixture(scope="module")
def pieces(tmp_path_factory) -> dict[str, list[Path]]:
    folder = tmp_path_factory.mktemp("pieces")
    made: dict[int, list[Path]] = {}
    for rate in (44_100, 48_000):
        whole = signal(rate, sum(CUTS))
        edges = np.cumsum([0, *CUTS])
        made[rate] = [
            write_pcm(folder / f"{rate}-{number}.wav", whole[first : first + length], rate)
            for number, (first, length) in enumerate(zip(edges, CUTS, strict=False))
        ]
    return {
        kind: [encode(piece, folder, kind) for piece in made[rate_of(kind)]]
        for kind in (*EXACT, *INEXACT)
    }


@pytest.fixture
def listening(qtbot) -> Iterator[Callable[..., Listener]]:
    players: list[DeckPlayer] = []

    def make(make_output) -> Listener:
        player = DeckPlayer(make_output)
        player.set_sound(SoundSettings(fade_ms=0))
        players.append(player)
        return Listener(player, qtbot)

    yield make
    for player in players:
        player.close(5000)


def gap(heard, whole, cut: int) -> int:
    """Return by how many frames the sound after ``cut`` is late against the sound before it.

    Holes of the device are not counted: Python was late, which ``underruns`` of the mixer shows.
    """
    heard = heard[np.abs(heard).max(axis=1) > 0]
    before = found_at(heard[:, 1], whole[cut - 22_000 : cut - 6000, 1]) - (cut - 22_000)
    after = found_at(heard[:, 1], whole[cut + 6000 : cut + 22_000, 1]) - (cut + 6000)
    return after - before


@pytest.mark.parametrize("kind", ["flac", "v0.mp3", "m4a", "ogg", "opus"])
def test_joins_have_neither_gap_nor_overlap(listening, pieces, kind) -> None:
    tape = Tape()
    listener = listening(lambda _: ClockOutput(tape))
    listener.play(pieces[kind])
    listener.wait_for_end()
    whole = signal(rate_of(kind), sum(CUTS))
    heard = tape.frames()
    assert tape.rate == rate_of(kind)
    cuts = np.cumsum(CUTS)[:-1]
    assert [gap(heard, whole, int(cut)) for cut in cuts] == [0, 0]
    if kind in LOSSLESS:
        begin = int(np.flatnonzero(np.abs(heard).max(axis=1))[0])
        np.testing.assert_array_equal(heard[begin : begin + len(whole)], whole)
    assert [join.frames for join in listener.player.joins[:2]] == list(CUTS[:2])
    assert listener.player.underruns == 0


def test_a_join_after_a_seek_is_as_exact(listening, pieces) -> None:
    tape = Tape()
    listener = listening(lambda _: ClockOutput(tape))
    listener.play(pieces["flac"])
    listener.qtbot.waitUntil(
        lambda: any(isinstance(e, PlayerPosition) for e in listener.events), timeout=5000
    )
    listener.player.seek(950)
    listener.wait_for_end()
    whole = signal(44_100, sum(CUTS))
    heard = tape.frames()
    length = sum(CUTS) - round(0.95 * 44_100)
    end = int(np.flatnonzero(np.abs(heard).max(axis=1))[-1]) + 1
    np.testing.assert_array_equal(heard[end - length : end], whole[-length:])


def test_lossless_formats_mixed_stay_what_they_are_over_eight_joins(listening, pieces) -> None:
    tape = Tape()
    listener = listening(lambda _: ClockOutput(tape))
    kinds = ("wav", "flac", "alac.m4a", "aiff", "wv", "flac.oga", "flac", "wv", "wav")
    listener.play([pieces[kind][number % 3] for number, kind in enumerate(kinds)])
    listener.wait_for_end()
    whole = np.concatenate([signal(44_100, sum(CUTS))] * 3)
    heard = tape.frames()
    end = int(np.flatnonzero(np.abs(heard).max(axis=1))[-1]) + 1
    np.testing.assert_array_equal(heard[end - len(whole) : end], whole)
    assert len(listener.player.joins) == 9


@pytest.mark.sound
@pytest.mark.timeout(240)
@pytest.mark.parametrize("output", [MiniaudioOutput, ImemOutput])
@pytest.mark.parametrize("kind", [*EXACT, *INEXACT])
def test_joins_at_the_device(listening, pieces, kind, output, monkeypatch) -> None:
    rate = rate_of(kind)
    server = SoundServer(rate)
    server.start()
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    listener = listening(lambda _: output())
    listener.play(pieces[kind])
    listener.wait_for_end()
    listener.qtbot.wait(700)
    whole, heard = signal(rate, sum(CUTS)), server.frames()
    cuts = np.cumsum(CUTS)[:-1]
    gaps = [gap(heard, whole, int(cut)) for cut in cuts]
    server.close()
    print(f"JOIN {output.__name__} {kind} gaps {gaps} underruns {listener.player.underruns}")
    if kind in INEXACT:
        assert max(map(abs, gaps)) <= INEXACT[kind]
    else:
        assert gaps == [0, 0]
