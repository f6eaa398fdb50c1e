"""A copy of a process, seen from outside: each test has a process of its own to copy."""

import signal
import subprocess
import sys
import textwrap
import time

import pytest

from tests.cli.command import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="copies are made on Linux only")


def start(script):
    # Python warns of copies of what has threads; these have none.
    code = "from mtplayer.runtime.twin import split\n" + textwrap.dedent(script)
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", code], cwd=ROOT, text=True, stdout=-1, stderr=-1
    )


def lives(pid):
    """Say whether a process runs; one that ended may stay until its heir asks how."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def run(script):
    process = start(script)
    said, complaints = process.communicate(timeout=60)
    assert (process.returncode, complaints) == (0, "")
    return said.split()


def test_a_twin_hears_and_answers_and_leaves_nothing_behind():
    said = run(
        """
        import os
        def work(channel):
            while True:
                channel.send([one * 2 for one in channel.receive()])
        with split(work) as twin:
            twin.channel.send((b"a" * 300_000, 4))
            long, number = twin.channel.receive()
            print(len(long), number)
        try:
            os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            print("alone")
        """
    )
    assert said == ["600000", "8", "alone"]


def test_a_twin_that_has_said_everything_is_heard_to_the_end():
    said = run(
        """
        with split(lambda channel: channel.send("last words")) as twin:
            print(twin.channel.receive())
            try:
                twin.channel.receive()
            except EOFError:
                print("gone")
        """
    )
    assert said == ["last", "words", "gone"]


def test_a_twin_that_fails_says_why_and_ends():
    process = start(
        """
        def work(channel):
            raise ValueError("no good")
        with split(work) as twin:
            try:
                twin.channel.receive()
            except EOFError:
                print("gone")
        """
    )
    said, complaints = process.communicate(timeout=60)
    assert (process.returncode, said) == (0, "gone\n")
    assert "no good" in complaints


def test_what_has_several_threads_is_not_copied():
    said = run(
        """
        import threading
        end = threading.Event()
        thread = threading.Thread(target=end.wait)
        thread.start()
        print(split(print))
        end.set()
        thread.join()
        """
    )
    assert said == ["None"]


def test_a_twin_goes_when_its_original_is_killed():
    original = start(
        """
        import os, time
        def work(channel):
            channel.send(os.getpid())
            time.sleep(60)
        with split(work) as twin:
            print(twin.channel.receive(), flush=True)
            time.sleep(60)
        """
    )
    twin = int(original.stdout.readline())
    original.send_signal(signal.SIGKILL)
    original.communicate(timeout=60)
    until = time.monotonic() + 30
    while lives(twin) and time.monotonic() < until:
        time.sleep(0.01)
    assert not lives(twin)
