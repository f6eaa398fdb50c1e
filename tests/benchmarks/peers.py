"""Drives the players that Debian has, and ours, over one folder: a first scan, then a second."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.harness import memory_mb

_TICKS = os.sysconf("SC_CLK_TCK")
_LOOK_EVERY_S = 0.02
_WEIGH_EVERY_S = 0.4
_MPD = """\
music_directory "{music}"
db_file "{folder}/db"
log_file "{folder}/log"
state_file "{folder}/state"
pid_file "{folder}/pid"
bind_to_address "{folder}/socket"
auto_update "no"
audio_output {{
  type "null"
  name "null"
}}
"""
# Its library without its window: what its scan alone takes, without start, loading and saving.
_QUOD_LIBET = """
import os, resource, sys, time
sys.path.insert(0, "/usr/lib/python3/dist-packages")
import quodlibet
from quodlibet import config
quodlibet.init_cli()
config.init()
from quodlibet import formats, library
formats.init()
songs = library.init(sys.argv[1] + "/songs")
before, start = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
steps = songs.scan([sys.argv[2]]) if sys.argv[3] == "first" else songs.rebuild([sys.argv[2]], False)
for _ in steps:
    pass
taken, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF)
songs.save()
cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
print("taken", taken, cpu, len(songs))
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """What one scan took; memory only of ours: PSS of all its processes at the worst moment."""

    wall_s: float
    cpu_s: float
    files: int
    memory_mb: float = 0.0


Both = tuple[Taken, Taken]
"""A first scan, and one that finds nothing new."""


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="mtplayer-peers-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def ours(music: Path, *, weigh: bool = False) -> Both:
    """Scan twice with this program's command."""
    with _folder() as profile:
        return _scan(profile, music, weigh=weigh), _scan(profile, music, weigh=False)


def _scan(profile: Path, music: Path, *, weigh: bool) -> Taken:
    command = [sys.executable, "-m", "mtplayer", "scan", "--json", "--profile", str(profile)]
    with open(profile / "counts", "wb+") as counts:
        start = time.perf_counter()
        process = subprocess.Popen([*command, str(music)], stdout=counts)
        most = _heaviest(process.pid) if weigh else 0.0
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        counts.seek(0)
        said: dict[str, Any] = json.loads(counts.read().splitlines()[-1])
    files = said["added"] + said["unchanged"] + said["failed"]
    return Taken(wall, usage.ru_utime + usage.ru_stime, files, most)


def _heaviest(pid: int) -> float:
    """Weigh a process and its children until it ends."""
    most = 0.0
    while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        most = max(most, sum(map(_weight, _family(pid))))
        time.sleep(_WEIGH_EVERY_S)
    return most


def _family(pid: int) -> list[int]:
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(one for child in below for one in _family(int(child)))]


def _weight(pid: int) -> float:
    try:
        return memory_mb(pid)
    except (OSError, StopIteration):
        return 0.0  # it ended while we looked


def mpd(music: Path) -> Both:
    """Scan twice with mpd: it looks through a folder that it has no list of as it starts."""
    with _folder() as folder:
        (folder / "mpd.conf").write_text(_MPD.format(music=music, folder=folder))
        start = time.perf_counter()
        process = subprocess.Popen(
            ["mpd", "--no-daemon", str(folder / "mpd.conf")], stderr=subprocess.DEVNULL
        )
        try:
            server = _Mpd(folder / "socket")
            first = _until_listed(server, process.pid, start, 0.0)
            cpu, start = _cpu(process.pid), time.perf_counter()
            server.ask("update")
            return first, _until_listed(server, process.pid, start, cpu)
        finally:
            process.terminate()
            process.wait()


def _until_listed(server: "_Mpd", pid: int, start: float, cpu_before: float) -> Taken:
    while "updating_db" in server.ask("status"):
        time.sleep(_LOOK_EVERY_S)
    wall, cpu = time.perf_counter() - start, _cpu(pid) - cpu_before
    return Taken(wall, cpu, int(server.ask("stats")["songs"]))


def _cpu(pid: int) -> float:
    numbers = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(numbers[11]) + int(numbers[12])) / _TICKS


class _Mpd:
    """One connection to mpd, which speaks in lines."""

    def __init__(self, address: Path) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        until = time.monotonic() + 20
        while True:
            try:
                self._socket.connect(str(address))
                break
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(_LOOK_EVERY_S)
        self._lines = self._socket.makefile("rb")
        self._lines.readline()

    def ask(self, command: str) -> dict[str, str]:
        self._socket.sendall(command.encode() + b"\n")
        said: dict[str, str] = {}
        while (line := self._lines.readline().decode().strip()) != "OK":
            if not line or line.startswith("ACK"):
                raise RuntimeError(f"mpd said {line!r} to {command}")
            name, _, value = line.partition(": ")
            said[name] = value
        return said


def quod_libet(music: Path) -> Both:
    """Scan twice with Quod Libet's library."""
    with _folder() as folder:
        (folder / "scan.py").write_text(_QUOD_LIBET)
        first, second = (_quod_libet(folder, music, which) for which in ("first", "second"))
        return first, second


def _quod_libet(folder: Path, music: Path, which: str) -> Taken:
    done = subprocess.run(
        ["/usr/bin/python3", str(folder / "scan.py"), str(folder), str(music), which],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "QUODLIBET_USERDIR": str(folder), "HOME": str(folder)},
    )
    words = next(line for line in done.stdout.splitlines() if line.startswith("taken ")).split()
    return Taken(float(words[1]), float(words[2]), int(words[3]))


PEERS: dict[str, Callable[[Path], Both]] = {"mpd": mpd, "quodlibet": quod_libet}
