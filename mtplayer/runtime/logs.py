"""The log: made on any thread, written by one of its own."""

import json
import logging
import queue
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

from mtplayer.core.typed import override

FORMAT = "%(asctime)s %(levelname)-8s %(threadName)s %(name)s: %(message)s"
BYTES_PER_FILE = 1_000_000
OLD_FILES = 3


class JsonLines(logging.Formatter):
    """One ASCII object a line, which is what the end-to-end tests wait for."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": round(record.created * 1000),
            "level": record.levelname,
            "logger": record.name,
            "thread": record.threadName,
            "message": record.getMessage(),
        }
        if (text := _trace(self, record)) is not None:
            line["trace"] = text
        return json.dumps(line)


def _trace(formatter: logging.Formatter, record: logging.LogRecord) -> str | None:
    if record.exc_text:
        return record.exc_text
    if record.exc_info and record.exc_info[0] is not None:
        return formatter.formatException(record.exc_info)
    return None


class _Inlet(logging.Handler):
    """Takes records on any thread; the writing thread formats them."""

    def __init__(self, records: "queue.SimpleQueue[logging.LogRecord | None]") -> None:
        super().__init__()
        self._records = records

    @override
    def emit(self, record: logging.LogRecord) -> None:
        # Arguments may change before the other thread looks at them; a trace keeps frames alive.
        record.msg, record.args = record.getMessage(), None
        record.exc_text = _trace(logging.Formatter(), record)
        record.exc_info = None
        self._records.put(record)


class Reports(logging.Handler):
    """Writes a file of its own for every record that is a bug."""

    def __init__(self, folder: Path, write: Callable[[Path, logging.LogRecord], object]) -> None:
        super().__init__(logging.CRITICAL)
        self._folder = folder
        self._write = write

    @override
    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._write(self._folder, record)
        except OSError:
            self.handleError(record)


class Logs:
    """Everything logged between ``start`` and ``close``.

    The handlers are made by the writing thread, which begins with ``write``: what those for files
    load takes 7 ms, and no start waits for it.
    """

    def __init__(self, make_handlers: Callable[[], Sequence[logging.Handler]]) -> None:
        self._records: queue.SimpleQueue[logging.LogRecord | None] = queue.SimpleQueue()
        self._inlet = _Inlet(self._records)
        self._make_handlers = make_handlers
        self._thread: threading.Thread | None = None

    def start(self, level: int = logging.INFO) -> None:
        """Take in from now on."""
        root = logging.getLogger()
        root.setLevel(level)
        root.addHandler(self._inlet)

    def write(self) -> None:
        """Write what was taken in, and whatever follows."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._write, name="log", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Write what is waiting, and no more."""
        logging.getLogger().removeHandler(self._inlet)
        self.write()
        self._records.put(None)
        if self._thread is not None:
            self._thread.join()

    def _write(self) -> None:
        handlers = self._make_handlers()
        while (record := self._records.get()) is not None:
            for handler in handlers:
                if record.levelno >= handler.level:
                    handler.handle(record)
        for handler in handlers:
            handler.close()


def file_handler(folder: Path, name: str) -> logging.Handler:
    """Return the handler for a file that starts over at a megabyte, three of them kept."""
    from logging.handlers import RotatingFileHandler

    handler = RotatingFileHandler(
        folder / name, maxBytes=BYTES_PER_FILE, backupCount=OLD_FILES, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter(FORMAT))
    return handler


def stream_handler(stream: TextIO | None = None, *, as_json: bool) -> logging.Handler:
    """Return the handler for standard error: every line as JSON, or warnings in words."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines() if as_json else logging.Formatter("mtplayer: %(message)s"))
    handler.setLevel(logging.NOTSET if as_json else logging.WARNING)
    return handler
