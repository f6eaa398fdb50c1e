"""What a part of the window holds at 100,000 and at a million tracks, each in a process."""

import gc
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.harness import Report, memory_mb
from tests.benchmarks.library import synthetic_library

CHILD = "memory"
LIMIT_MB = 30


def bench_growth(report: Report, module: str, each: str, growth: str) -> None:
    """Have a benchmark weigh itself, by ``weigh_if_asked`` at its end; ``each`` has the tracks."""
    held = {}
    for tracks in (100_000, 1_000_000):
        synthetic_library(tracks)
        done = subprocess.run(
            [sys.executable, "-m", module, CHILD, str(tracks)],
            check=True,
            capture_output=True,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        held[tracks] = json.loads(done.stdout.splitlines()[-1])
        report.add(each.format(tracks), held[tracks], "MB")
    report.add(growth, held[1_000_000] - held[100_000], "MB", limit=LIMIT_MB)


def weigh_if_asked(load: Callable[[int], Callable[[], object]]) -> None:
    """In the process that weighs: load so many tracks, print what is held, and close."""
    if sys.argv[1:2] == [CHILD]:
        close = load(int(sys.argv[2]))
        gc.collect()
        print(json.dumps(memory_mb()))
        close()
