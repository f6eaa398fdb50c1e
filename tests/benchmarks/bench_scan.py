"""A whole scan into the database beside a bare reading loop, and a second scan beside a walk."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from tests.benchmarks.harness import Report, best_ratio, interleaved
from tests.benchmarks.music import make

FILES = 10_000
ROUNDS = 3
# Starting a process, importing and opening the library is not the scan's work.
START_MS = 400

# In processes of their own, as the scan is: the bare loop pays for its start as well.
READ_LOOP = """
import os, sys, mutagen
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        if not name.endswith(".jpg"):
            try:
                mutagen.File(os.path.join(folder, name))
            except Exception:
                pass
"""
WALK = """
import os, sys, time
start = time.perf_counter()
todo = [sys.argv[1]]
while todo:
    with os.scandir(todo.pop()) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                todo.append(entry.path)
            else:
                entry.stat()
print(time.perf_counter() - start)
"""


def python(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], check=True, capture_output=True, text=True, env=os.environ
    )
    return done.stdout


def scan(profile: Path, music: Path) -> dict[str, int]:
    text = python("-m", "mtplayer", "scan", "--profile", str(profile), "--json", str(music))
    return json.loads(text.splitlines()[-1])


def first_scan(folder: Path, music: Path) -> None:
    profile = Path(tempfile.mkdtemp(dir=folder))
    result = scan(profile, music)
    assert result["added"] + result["failed"] >= FILES * 0.98, result
    shutil.rmtree(profile)


def run(report: Report) -> None:
    music = make(FILES)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        taken = interleaved(
            {
                "scan": partial(first_scan, folder, music),
                "loop": partial(python, "-c", READ_LOOP, str(music)),
            },
            ROUNDS,
        )
        profile = folder / "kept"
        scan(profile, music)
        walks: list[float] = []
        again = interleaved(
            {
                "rescan": partial(scan, profile, music),
                "walk": lambda: walks.append(float(python("-c", WALK, str(music)))),
            },
            ROUNDS + 2,
        )
    report.add(f"scan of {FILES:,} files", min(taken["scan"]) * 1000)
    report.add("bare single-thread mutagen.File() loop", min(taken["loop"]) * 1000)
    report.add("T1  whole scan / bare loop", best_ratio(taken, "scan", "loop"), "x", limit=0.9)
    rescan, walk = min(again["rescan"]) * 1000, min(walks) * 1000
    report.add("scandir + stat walk", walk)
    limit = round(3 * walk + START_MS)
    report.add("T3  second scan, nothing changed", rescan, limit=limit, note="3 walks + 400 ms")
