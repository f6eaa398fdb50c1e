"""Files follow each other to the sample, through the whole player, up to the device."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from mtplayer.audio.deck_player import DeckPlayer
from mtplayer.audio.outputs.clock_output import ClockOutput
from mtplayer.audio.outputs.imem_output import ImemOutput
from mtplayer.audio.outputs.miniaudio_output import MiniaudioOutput
from mtplayer.audio.outputs.system_output import SystemOutput
from mtplayer.core.sound.sound import SoundSettings
from tests.fakes.listener import Listener
from tests.fakes.programme import (
    EXACT,
    INEXACT,
    LOSSLESS,
    STUDIO_RATE,
    encode,
    found_at,
    rate_of,
    signal,
    write_pcm,
)
from tests.fakes.sound_server import SoundServer
from tests.fakes.tape import Tape

pytestmark = pytest.mark.vlc

# Odd numbers of frames: no packet of any format ends where a piece does.
CUTS = (61_357, 54_723, 43_111)
STUDIO_CUTS = (131_357, 94_723, 93_111)


def cuts_of(rate: int) -> tuple[int, int, int]:
    return STUDIO_CUTS if rate == STUDIO_RATE else CUTS


@pytest.fixture(scope="module")
def pieces(tmp_path_factory) -> dict[str, list[Path]]:
    folder = tmp_path_factory.mktemp("pieces")
    made: dict[int, list[Path]] = {}
    for rate in (44_100, 48_000, STUDIO_RATE):
        cuts = cuts_of(rate)
        whole = signal(rate, sum(cuts))
        edges = np.cumsum([0, *cuts])
        made[rate] = [
            write_pcm(folder / f"{rate}-{number}.wav", whole[first : first + length], rate)
            for number, (first, length) in enumerate(zip(edges, cuts, strict=False))
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


def gap(heard, whole, cut: int, *, span: int = 22_000) -> int:
    """Return by how many frames the sound after ``cut`` is late against the sound before it.

    Holes of the device are not counted: Python was late, which ``underruns`` of the mixer shows.
    """
    heard = heard[np.abs(heard).max(axis=1) > 0]
    near = min(6000, span // 4)
    before = found_at(heard[:, 1], whole[cut - span : cut - near, 1]) - (cut - span)
    after = found_at(heard[:, 1], whole[cut + near : cut + span, 1]) - (cut + near)
    return after - before


FAST = ("flac", "v0.mp3", "m4a", "itunes.m4a", "ogg", "opus")


@pytest.mark.parametrize(
    "kind",
    [kind if kind in FAST else pytest.param(kind, marks=pytest.mark.long) for kind in EXACT],
)
def test_joins_have_neither_gap_nor_overlap(listening, pieces, kind) -> None:
    tape = Tape()
    listener = listening(lambda _: ClockOutput(tape))
    listener.play(pieces[kind])
    listener.wait_for_end()
    cuts = cuts_of(rate_of(kind))
    whole = signal(rate_of(kind), sum(cuts))
    heard = tape.frames()
    assert tape.rate == rate_of(kind)
    assert [gap(heard, whole, int(cut)) for cut in np.cumsum(cuts)[:-1]] == [0, 0]
    if kind in LOSSLESS:
        begin = int(np.flatnonzero(np.abs(heard).max(axis=1))[0])
        np.testing.assert_array_equal(heard[begin : begin + len(whole)], whole)
    assert [join.frames for join in listener.player.joins[:2]] == list(cuts[:2])
    assert listener.player.underruns == 0


# A start in the middle of Vorbis is known to half a block only.
AFTER_A_SEEK = {"ogg": 1024}
SEEK_MS = 950


@pytest.mark.parametrize(
    "kind",
    [
        kind if kind == "flac" else pytest.param(kind, marks=pytest.mark.long)
        for kind in (*EXACT, *INEXACT)
    ],
)
def test_a_join_after_a_seek_is_as_exact(listening, pieces, kind) -> None:
    tape = Tape()
    listener = listening(lambda _: ClockOutput(tape))
    listener.play(pieces[kind])
    listener.wait_until_it_sounds()
    listener.player.seek(SEEK_MS)
    listener.wait_for_end()
    rate = rate_of(kind)
    cuts = cuts_of(rate)
    whole, heard = signal(rate, sum(cuts)), tape.frames()
    if kind in LOSSLESS:
        length = sum(cuts) - round(SEEK_MS * rate / 1000)
        end = int(np.flatnonzero(np.abs(heard).max(axis=1))[-1]) + 1
        np.testing.assert_array_equal(heard[end - length : end], whole[-length:])
        return
    first, second = (int(cut) for cut in np.cumsum(cuts)[:-1])
    # Near the cut: what was played before the seek is the same sound.
    heard = heard[-(len(whole) - first) - rate // 3 :]
    gaps = [gap(heard, whole, first, span=9000), gap(heard, whole, second)]
    print(f"JOIN after a seek {kind} gaps {gaps}")
    limit = INEXACT.get(kind, 0)
    assert abs(gaps[0]) <= max(limit, AFTER_A_SEEK.get(kind, 0))
    assert abs(gaps[1]) <= limit


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
@pytest.mark.parametrize("output", [SystemOutput, MiniaudioOutput, ImemOutput])
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
    cuts = cuts_of(rate)
    whole, heard = signal(rate, sum(cuts)), server.frames()
    gaps = [gap(heard, whole, int(cut)) for cut in np.cumsum(cuts)[:-1]]
    server.close()
    print(f"JOIN {output.__name__} {kind} gaps {gaps} underruns {listener.player.underruns}")
    if kind in INEXACT:
        assert max(map(abs, gaps)) <= INEXACT[kind]
    else:
        assert gaps == [0, 0]
