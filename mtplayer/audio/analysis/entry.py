"""The process that looks at sound: files in, what was found out, until the pipe closes."""

from contextlib import suppress
from typing import TYPE_CHECKING

from mtplayer.core.library.tracks import PlayableFile
from mtplayer.core.problems import MtplayerError
from mtplayer.core.sound.waves import Look
from mtplayer.runtime.child_process import become_child_of, give_way

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from mtplayer.audio.pcm_reader import PcmReader


def main(pipe: "Connection", parent: int) -> None:
    """Answer each file with a Look, or with a sentence that says why there is none.

    A problem instead says that nothing at all can be looked at.
    """
    become_child_of(parent)
    give_way()
    from mtplayer.audio.pcm_reader import PcmReader

    with suppress(EOFError, BrokenPipeError, ConnectionResetError), pipe:
        try:
            with PcmReader() as reader:
                while True:
                    pipe.send(_answer(reader, pipe.recv()))
        except MtplayerError as problem:
            pipe.recv()
            pipe.send(problem)


def _answer(reader: "PcmReader", file: PlayableFile) -> Look | str:
    from mtplayer.audio.analysis.loudness_meter import LoudnessMeter
    from mtplayer.audio.analysis.peaks import PeakMeter
    from mtplayer.audio.pcm_reader import Undecodable

    peaks, frames, rate = PeakMeter(), 0, 0
    loudness: LoudnessMeter | None = None
    try:
        for block in reader.blocks(file):
            if loudness is None:
                rate = block.rate
                loudness = LoudnessMeter(rate, block.frames.shape[1])
            peaks.put(block.frames)
            loudness.put(block.frames)
            frames += len(block.frames)
    except Undecodable as reason:
        return str(reason)
    if loudness is None:
        return "It holds no sound."
    return Look(peaks.shape(), loudness.result(), frames, rate)
