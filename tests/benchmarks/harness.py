"""What every benchmark uses: honest timing on a shared machine, and one table of results.

A benchmark is a module ``bench_NAME.py`` with ``def run(report: Report) -> None``. Compare ratios
within one run: other programs share the machine, so an absolute time proves little.
"""

import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table: a figure, what it may be at most, and how it was made."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        if self.limit is None:
            return ""
        return "holds" if self.value <= self.limit else "MISSED"


@dataclass(slots=True)
class Report:
    """Collects rows and prints each as soon as it is known."""

    rows: list[Row] = field(default_factory=list)

    def add(
        self,
        name: str,
        value: float,
        unit: str = "ms",
        *,
        limit: float | None = None,
        note: str = "",
    ) -> None:
        """Add a figure; ``limit`` is the largest value that is good enough."""
        row = Row(name=name, value=value, unit=unit, limit=limit, note=note)
        self.rows.append(row)
        bound = "" if limit is None else f"<= {limit:g}"
        line = f"{name:<58} {value:>10.2f} {unit:<6} {bound:>9} {row.verdict:<7} {note}"
        print(line.rstrip(), flush=True)

    def heading(self, text: str) -> None:
        print(f"\n{text}", flush=True)

    @property
    def missed(self) -> list[Row]:
        return [row for row in self.rows if row.verdict == "MISSED"]


def percentile(values: list[float], share: float) -> float:
    """Return the value below which ``share`` (0 to 1) of them lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def seconds(work: Callable[[], object]) -> float:
    """Time one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def samples_ms(work: Callable[[], object], count: int, warm_up: int = 3) -> list[float]:
    """Time many calls, in milliseconds."""
    for _ in range(warm_up):
        work()
    return [seconds(work) * 1000 for _ in range(count)]


def interleaved(
    works: Mapping[str, Callable[[], object]], rounds: int = 3
) -> dict[str, list[float]]:
    """Time several ways in turn, A B A B, so that a slow minute hits all of them; seconds."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            gc.collect()
            taken[name].append(seconds(work))
    return taken


def best_ratio(taken: Mapping[str, list[float]], of: str, to: str) -> float:
    """Return the best time of one way divided by the best of the other."""
    return min(taken[of]) / min(taken[to])


def memory_mb(pid: int | None = None) -> float:
    """Return the proportional set size of a process, in megabytes (Linux)."""
    text = Path(f"/proc/{pid or os.getpid()}/smaps_rollup").read_text()
    line = next(line for line in text.splitlines() if line.startswith("Pss:"))
    return int(line.split()[1]) / 1024


def cache_folder() -> Path:
    """Where made files lie between runs: MTPLAYER_BENCH, else the temporary folder."""
    folder = Path(os.environ.get("MTPLAYER_BENCH", Path(tempfile.gettempdir()) / "mtplayer-bench"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def switch_interval(value: float) -> Iterator[None]:
    """Run as the program does, which asks threads to give way every millisecond."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(value)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
