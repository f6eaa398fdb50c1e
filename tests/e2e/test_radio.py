"""An address on the command line plays, and what it said is in the library afterwards."""

import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from tests.e2e.program import PATIENCE_S, ROOT, Program
from tests.fakes.radio import Radio

pytestmark = [pytest.mark.e2e, pytest.mark.vlc]


def until(program: Program, condition) -> None:
    """Ask until what is on air is so; the start of a title is written down after a second."""
    ends = time.monotonic() + PATIENCE_S
    while not condition(program.ask("state")):
        assert time.monotonic() < ends, program.ask("state")
        time.sleep(0.05)


def heard(program: Program) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(program.profile / "library.db")) as library:
        return library.execute("SELECT artist, title FROM listens ORDER BY id").fetchall()


def test_an_address_plays_and_its_titles_are_kept(program: Program):
    radio = Radio().start()
    try:
        program.start("--null", radio.url)
        program.until("it plays", state="playing")
        until(program, lambda state: (state["on_air"] or {}).get("title") == "Kitchen Light")
        at = program.ask("state")["position_ms"]
        until(program, lambda state: state["position_ms"] > at + 1500)
        radio.title = "Low Orbit - Perigee"
        until(program, lambda state: state["on_air"]["title"] == "Perigee")
        at = program.ask("state")["position_ms"]
        until(program, lambda state: state["position_ms"] > at + 1500)
        command = [sys.executable, "-m", "mtplayer", "--profile", str(program.profile)]
        again = f"{radio.url}?again"
        subprocess.run([*command, again], check=True, env=program.environment, cwd=ROOT)
        until(program, lambda state: state["on_air"]["url"] == again)
    finally:
        assert program.quit() == 0
        radio.stop()
    assert heard(program)[:2] == [("Glasshouse Radio", "Kitchen Light"), ("Low Orbit", "Perigee")]
