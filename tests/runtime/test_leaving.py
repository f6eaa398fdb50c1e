"""A process that leaves at once says all it had to say, and waits for nobody who is not there."""

import subprocess
import sys

import pytest

from tests.cli.command import ROOT

LEAVES = """
import atexit, logging, sys, threading
from mtplayer.runtime.leaving import leave
atexit.register(print, "taken apart")
sys.stdout.write("said")
{}
leave(3)
sys.exit(4)
"""
THREAD = """
def late():
    go.wait()
    sys.stdout.write(" late")
go = threading.Event()
threading.Thread(target=late).start()
threading._register_atexit(go.set)
"""


def ended(prepare, **given):
    done = subprocess.run(
        [sys.executable, "-c", LEAVES.format(prepare)],
        cwd=ROOT, stderr=subprocess.PIPE, text=True, timeout=60, check=False,
        **{"stdout": subprocess.PIPE, **given},
    )  # fmt: skip
    return done.returncode, done.stdout


def test_it_ends_with_its_code_and_all_its_words():
    assert ended("") == (3, "said")


def test_it_stays_while_a_thread_has_something_to_do():
    assert ended(THREAD) == (4, "said latetaken apart\n")


@pytest.mark.skipif(sys.platform != "linux", reason="a full disk is a file on Linux only")
def test_words_that_cannot_be_said_are_left_to_python():
    with open("/dev/full", "w") as full:
        code, _ = ended("", stdout=full)
    assert code not in (0, 3)


def test_a_log_is_written_to_its_end(tmp_path):
    path = tmp_path / "log"
    prepare = f"""
import logging.handlers
target = logging.FileHandler({str(path)!r})
logging.getLogger().addHandler(logging.handlers.MemoryHandler(99, target=target))
logging.warning("heard")
"""
    assert ended(prepare) == (3, "said")
    assert path.read_text() == "heard\n"
