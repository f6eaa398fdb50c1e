"""Runs the process that looks at sound, and asks it one file after the other."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from mtplayer.core.problems import MtplayerError
from mtplayer.core.sound.waves import Look

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from mtplayer.core.library.tracks import PlayableFile
    from mtplayer.runtime.jobs import Token

_LISTEN_S: Final = 0.1
_END_WITHIN_S: Final = 2.0


class SoundUnseen(Exception):
    """The sound of a file could not be looked at."""


class NoSoundSeen(SoundUnseen):
    """There is nothing that could decode: it will be the same with every file."""


class SoundProcess:
    """Starts with the first question, and again after it died. Blocks: used by one job thread."""

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def look_at(self, file: PlayableFile, token: Token) -> Look:
        """Decode all of a file; raises SoundUnseen, and ends the process when cancelled."""
        pipe = self._opened()
        try:
            pipe.send(file)
            while not pipe.poll(_LISTEN_S):
                if token.cancelled:
                    self.close()
                    token.check()
            answer = pipe.recv()
        except (EOFError, OSError) as error:
            self.close()
            raise SoundUnseen("The process that looked at it ended.") from error
        if isinstance(answer, Look):
            return answer
        if isinstance(answer, MtplayerError):
            self.close()
            raise NoSoundSeen(str(answer))
        raise SoundUnseen(str(answer))

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        pipe, self._pipe = self._pipe, None
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.terminate()
            process.join(_END_WITHIN_S)
            if process.is_alive():
                process.kill()

    def _opened(self) -> Connection:
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        self.close()
        import multiprocessing

        from mtplayer.audio.analysis import entry

        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=entry.main, args=(theirs, os.getpid()), name="mtplayer sound", daemon=True
        )
        process.start()
        theirs.close()
        self._process, self._pipe = process, ours
        return ours
