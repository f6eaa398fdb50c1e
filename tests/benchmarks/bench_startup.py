"""From the start of the process to the first paint, and to a window that answers (T10, T11)."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.harness import Report, memory_mb
from tests.benchmarks.library import synthetic_library

ROUNDS = 8
SETTLE_S = 2.0
ROOT = Path(__file__).resolve().parents[2]
# A checkout keeps its compiled modules, as an installed program does.
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if name not in {"PYTHONDONTWRITEBYTECODE", "PYTHONPATH"}
}

BARE_SAYS = frozenset({"first paint", "interactive"})
SAYS = BARE_SAYS | {"every row is there"}
BARE = """
import json, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

def say(message):
    print(json.dumps({"message": message}), file=sys.stderr, flush=True)

class Window(QWidget):
    painted = False
    def paintEvent(self, event):
        if not self.painted:
            self.painted = True
            say("first paint")
            QTimer.singleShot(0, lambda: say("interactive"))

application = QApplication([])
window = Window()
window.resize(1280, 800)
window.show()
application.exec()
"""


@dataclass(frozen=True, slots=True)
class Start:
    """Milliseconds from the start of the process, and what it weighed once it was quiet."""

    painted: float
    interactive: float
    complete: float
    memory_mb: float


def _start(command: Sequence[str], expected: frozenset[str]) -> Start:
    began = time.perf_counter()
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=ENVIRONMENT
    )
    seen: dict[str, float] = {}
    assert process.stderr is not None
    with process.stderr:
        for line in process.stderr:
            message = json.loads(line)["message"] if line.startswith("{") else ""
            seen.setdefault(message, (time.perf_counter() - began) * 1000)
            if expected <= seen.keys():
                break
        time.sleep(SETTLE_S)
        weight = memory_mb(process.pid)
        process.terminate()
        process.stderr.read()
    process.wait()
    complete = seen.get("every row is there", seen["interactive"])
    return Start(seen["first paint"], seen["interactive"], complete, weight)


def _profile(folder: Path, tracks: int) -> Path:
    profile = folder / f"{tracks}"
    profile.mkdir()
    shutil.copy(synthetic_library(tracks), profile / "library.db")
    return profile


def _least(starts: Sequence[Start], of: Callable[[Start], float]) -> float:
    return min(map(of, starts))


def run(report: Report) -> None:
    """Start a bare window and the program in turn."""
    with tempfile.TemporaryDirectory() as name:
        program = (sys.executable, "-m", "mtplayer", "--log-json", "--profile")
        commands = {"a bare window": (sys.executable, "-c", BARE)}
        for label, tracks in (("100,000 tracks", 100_000), ("1,000,000 tracks", 1_000_000)):
            commands[label] = (*program, str(_profile(Path(name), tracks)))
        starts: dict[str, list[Start]] = {label: [] for label in commands}
        for _ in range(ROUNDS):
            for label, command in commands.items():
                starts[label].append(_start(command, BARE_SAYS if "-c" in command else SAYS))
    _tell(report, starts)


def _tell(report: Report, starts: dict[str, list[Start]]) -> None:
    bare, small, large = starts.values()
    for label, found in starts.items():
        report.add(f"T10 first paint, {label}", _least(found, lambda start: start.painted))
        report.add(f"T10 interactive, {label}", _least(found, lambda start: start.interactive))
        report.add(f"T10 every row there, {label}", _least(found, lambda start: start.complete))
    ready = [_least(found, lambda start: start.interactive) for found in (bare, small, large)]
    report.add(
        "T10 interactive with 100,000, to a bare window", ready[1] / ready[0], "x", limit=3.5
    )
    report.add("T10 interactive, 1,000,000 to 100,000", ready[2] / ready[1], "x", limit=1.2)
    weights = [_least(found, lambda start: start.memory_mb) for found in (bare, small, large)]
    report.add("T11 memory, a bare window", weights[0], "MB")
    report.add("T11 memory, 100,000 tracks", weights[1], "MB")
    report.add("T11 growth to 1,000,000 tracks", weights[2] - weights[1], "MB", limit=30)
