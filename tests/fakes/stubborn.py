"""A reading process that does what broken code would, as the name of a file tells it."""

import os
import time

from mtplayer.files import tag_reader
from mtplayer.scanner import worker


def main(tasks, results, articles, parent):
    real = worker.read

    def read(path, *, loose=False):
        name = os.path.basename(path)
        if name.startswith(b"die"):
            os._exit(3)
        if name.startswith(b"hang"):
            time.sleep(60)
        return real(path, loose=loose)

    reading_of = tag_reader.reading_of

    def swelling(source, path):
        if os.path.basename(path).startswith(b"swell"):
            bytearray(8 << 30)
        return reading_of(source, path)

    tag_reader.reading_of = swelling
    worker.read = read
    worker.main(tasks, results, articles, parent)


def never(tasks, results, articles, parent):
    os._exit(1)
