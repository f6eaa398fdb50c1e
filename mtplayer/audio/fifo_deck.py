"""A deck whose output is a named pipe: 32-bit floats at the file's own rate."""

import fcntl
import os
from pathlib import Path
from types import ModuleType
from typing import Final

from mtplayer.audio.fifo_reader import FifoReader
from mtplayer.audio.pcm_stream import PcmStream
from mtplayer.audio.vlc_deck import VlcDeck
from mtplayer.core.typed import override

_PIPE_BYTES: Final = 1 << 20
_END_S: Final = 2.0
_F_SETPIPE_SZ: Final = 1031


class FifoDeck(VlcDeck):
    """Keeps all 24 bits, and what is louder than full scale."""

    def __init__(self, vlc: ModuleType, fifo: Path, reader: FifoReader) -> None:
        os.mkfifo(fifo)
        self._fifo = fifo
        self._reader = reader
        output = ("--aout=afile", f"--audiofile-file={fifo}", "--audiofile-format=float32")
        super().__init__(vlc, (*output, "--audiofile-wav", "--audiofile-channels=2"))

    @override
    def listen(self, stream: PcmStream) -> None:
        # The reading end first: a writer that finds none waits for ever.
        pipe = os.open(self._fifo, os.O_RDONLY | os.O_NONBLOCK)
        fcntl.fcntl(pipe, _F_SETPIPE_SZ, _PIPE_BYTES)
        self._reader.watch(pipe, stream)

    @override
    def finish(self, stream: PcmStream) -> None:
        self._reader.finish(stream)

    @override
    def let_go(self, stream: PcmStream) -> None:
        # Two readers of one pipe would each get a part.
        self._reader.finish(stream).wait(_END_S)

    @override
    def close(self) -> None:
        super().close()
        self._fifo.unlink(missing_ok=True)
