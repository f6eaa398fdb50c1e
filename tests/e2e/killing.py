"""Programs that change a library until they are killed in the middle of it."""

import random
import subprocess
import sys
import time
from pathlib import Path

from tests.fakes.library import FakeTrack, make_library

KILLS = 200
TRACKS = range(1, 21)
ROOT = Path(__file__).resolve().parents[2]


def new_library(folder: Path) -> Path:
    """Return a library of twenty tracks."""
    database = folder / "library.db"
    make_library(database, [FakeTrack(title=str(number)) for number in TRACKS])
    return database


def kill_while_editing(
    editor: str, database: Path, seed: int, chance: random.Random, *more: str
) -> list[str]:
    """Kill an editor a moment after it said that it changes; return what else it said.

    It is given the database and a seed, and says “failed …” of what it could not store.
    """
    process = subprocess.Popen(
        [sys.executable, "-c", editor, str(database), str(seed), *more],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "changing\n"
    time.sleep(chance.uniform(0, 0.25))
    process.kill()
    # Not by ``communicate``: it passes over what came with the first line.
    with process.stdout:
        said = process.stdout.read()
    process.wait(10)
    # A line that was cut off was not said.
    lines = said.split("\n")[:-1]
    assert not [line for line in lines if line.startswith("failed")], lines
    return lines
