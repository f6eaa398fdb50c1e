"""What was opened is closed in reverse, once, whatever goes wrong on the way."""

import logging
import subprocess
import sys

from mtplayer.runtime.closing import Closing


def test_it_closes_in_reverse_and_only_once():
    closed: list[str] = []
    closing = Closing()
    for name in ("first", "second", "third"):
        closing.later(name, lambda name=name: closed.append(name))
    closing.close(5)
    closing.close(5)
    assert closed == ["third", "second", "first"]


def test_a_step_that_fails_is_logged_and_does_not_stop_the_others(caplog):
    closed: list[str] = []
    closing = Closing()
    closing.later("library", lambda: closed.append("library"))
    closing.later("player", lambda: 1 / 0)
    with caplog.at_level(logging.ERROR):
        closing.close(5)
    assert closed == ["library"]
    assert "player did not close" in caplog.text


def test_it_says_how_long_everything_took(caplog):
    closing = Closing()
    with caplog.at_level(logging.DEBUG):
        closing.later("player", lambda: None)
        closing.close(5)
    assert [record.levelname for record in caplog.records] == ["DEBUG", "INFO"]
    assert "player closed in 0 ms" in caplog.text


def test_a_process_that_hangs_at_the_end_ends_with_its_stacks():
    program = """
import threading
from mtplayer.runtime.closing import Closing
closing = Closing()
def hang_here():
    threading.Event().wait()
closing.later("player", hang_here)
closing.close(0.3)
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert done.returncode == 1
    assert "hang_here" in done.stderr
