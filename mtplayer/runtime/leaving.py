"""Ends a process without taking apart what the system takes back at once."""

import logging
import os
import sys
import threading


def leave(code: int) -> None:
    """End with this code, now; returns where Python should do it: somebody may have to be heard.

    To let go of every module and object takes 11 ms of the processor, more than a scan that
    finds nothing new spends on its library.
    """
    if threading.active_count() > 1:
        return
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return  # Python says what became of the words
    logging.shutdown()
    os._exit(code)
