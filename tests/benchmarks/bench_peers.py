"""Whole scans beside other players in one interleaved run: of 10,000 files, and of 100,000.

MTPLAYER_PEERS holds other numbers of files; the larger corpus takes 12 GB and ten minutes to make.
"""

import os
from pathlib import Path

from tests.benchmarks.harness import Report
from tests.benchmarks.music import make
from tests.benchmarks.peers import PEERS, Both, Taken, ours

FILES = "10000,100000"
LARGE = 50_000
ROUNDS = 3
OURS = "mtplayer"


def run(report: Report) -> None:
    for files in map(int, os.environ.get("MTPLAYER_PEERS", FILES).split(",")):
        is_large = files > LARGE
        report.heading(f"{files:,} files")
        music = make(files, compact=is_large)
        tell(report, rounds(music, 1 if is_large else ROUNDS), is_large=is_large)
        if is_large:
            # By itself: who is weighed ten times a second takes 58 s instead of 21.
            weighed, _ = ours(music, weigh=True)
            most = weighed.memory_mb
            report.add("all our processes at the worst moment, PSS", most, "MB", limit=300)


def rounds(music: Path, count: int) -> dict[str, list[Both]]:
    """Let everybody scan in turn, so that a slow minute hits all of them."""
    taken: dict[str, list[Both]] = {OURS: [], **{name: [] for name in PEERS}}
    for _ in range(count):
        taken[OURS].append(ours(music, weigh=False))
        for name, scan in PEERS.items():
            taken[name].append(scan(music))
    return taken


def tell(report: Report, taken: dict[str, list[Both]], *, is_large: bool) -> None:
    """Print the best of each, and ours divided by the fastest of the others."""
    first = {name: best([pair[0] for pair in pairs]) for name, pairs in taken.items()}
    again = {name: best([pair[1] for pair in pairs]) for name, pairs in taken.items()}
    for name in taken:
        note = f"{first[name].files:,} files"
        report.add(f"{name}: first scan", first[name].wall_s, "s", note=note)
        report.add(f"{name}: first scan, cpu", first[name].cpu_s, "s")
        report.add(f"{name}: second scan", again[name].wall_s, "s")
    quickest, second = fastest(first), fastest(again)
    ratio = first[OURS].wall_s / first[quickest].wall_s
    report.add(f"first scan, wall / {quickest}", ratio, "x", limit=None if is_large else 0.5)
    ratio = first[OURS].cpu_s / first[quickest].cpu_s
    report.add(f"first scan, cpu / {quickest}", ratio, "x", limit=1.0 if is_large else None)
    ratio = again[OURS].wall_s / again[second].wall_s
    report.add(f"second scan, wall / {second}", ratio, "x", limit=0.25 if is_large else None)


def best(scans: list[Taken]) -> Taken:
    """Return the shortest, with the least of the processor that any of them took."""
    shortest = min(scans, key=lambda taken: taken.wall_s)
    return Taken(shortest.wall_s, min(taken.cpu_s for taken in scans), shortest.files)


def fastest(taken: dict[str, Taken]) -> str:
    """Return the quickest of the others."""
    return min(PEERS, key=lambda name: taken[name].wall_s)
