"""The log: made on any thread, written by one of its own."""

import json
import logging
import queue
import sys
from collections.abc import Callable
from logging.handlers import QueueHandler, QueueListener, RotatingFileHandler
from pathlib import Path
from typing import TextIO

from typing_extensions import override

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


class _Handover(QueueHandler):
    """Passes records on as they are: the writing thread formats them."""

    @override
    def prepare(self, record: logging.LogRecord) -> logging.LogRecord:
        # Arguments may change before the other thread looks at them; a trace keeps frames alive.
        record.msg, record.args = record.getMessage(), None
        record.exc_text = _trace(logging.Formatter(), record)
        record.exc_info = None
        return record


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
    """Everything logged between ``start`` and ``close``."""

    def __init__(self, handlers: list[logging.Handler]) -> None:
        records: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
        self._inlet = _Handover(records)
        self._handlers = handlers
        self._listener = QueueListener(records, *handlers, respect_handler_level=True)

    def start(self, level: int = logging.INFO) -> None:
        """Write from now on."""
        root = logging.getLogger()
        root.setLevel(level)
        root.addHandler(self._inlet)
        self._listener.start()

    def close(self) -> None:
        """Write what is waiting, and no more."""
        logging.getLogger().removeHandler(self._inlet)
        self._listener.stop()
        for handler in self._handlers:
            handler.close()


def file_handler(folder: Path, name: str) -> logging.Handler:
    """Return the handler for a file that starts over at a megabyte, three of them kept."""
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
