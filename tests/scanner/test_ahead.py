"""Two look ahead of a scan: the original and its twin."""

import subprocess
import sys
from contextlib import closing

import pytest

from mtplayer.files.volumes import Volumes, below
from mtplayer.scanner import ahead
from mtplayer.storage.connection import open_reader
from mtplayer.storage.scan.scan_places import Places
from tests.cli.command import ROOT
from tests.fakes import music

A = {"title": "One", "artists": ("Björk",), "album": "Post", "track": 1}


class Script:
    """The channel of a twin that says what it is told to."""

    def __init__(self, *said):
        self.said = list(said)
        self.heard = []

    def is_heard(self):
        return bool(self.said)

    def receive(self):
        said = self.said.pop(0)
        if said is None:
            raise EOFError
        return said

    def send(self, value):
        self.heard.append(value)


class Company:
    def __init__(self, *said):
        self.channel = Script(*said)


@pytest.fixture
def jobs(world, monkeypatch):
    """Eight directories in blocks of two."""
    monkeypatch.setattr(ahead, "_BLOCK", 2)
    for number in range(8):
        world.put(f"{number}/x.mp3", **A)
    world.scan(world.music)
    ((volume, mount_path),) = (
        row.values() for row in world.query("SELECT id, mount_path FROM volumes")
    )
    with closing(open_reader(world.database)) as connection:
        places, root = Places(connection), bytes(world.music)
        rows = places.directories(volume, below(mount_path, root)).values()
        yield places, ahead.jobs_below(root, mount_path, rows, [])


STILL = (1, 7, 8, None)
ROOT_PATH = b"root"


def test_alone_it_glances_at_everything_once(jobs):
    places, wanted = jobs
    blocks = list(ahead.Ahead(places).glances(ROOT_PATH, wanted))
    seen = [one for block in blocks for one in block]
    assert sorted(path for path, _ in seen) == sorted(path for path, _ in wanted)
    assert all(found.files == 1 for _, found in seen)
    assert len(blocks) == 4


def test_what_the_twin_has_seen_is_not_looked_at(jobs, monkeypatch):
    places, wanted = jobs
    looked = []
    monkeypatch.setattr(ahead, "glance", lambda path, *_, **__: looked.append(path))
    mark = ahead._mark(wanted)
    twin = Company(
        (b"other", 1, 0, [STILL]), *((ROOT_PATH, mark, n, [STILL, None]) for n in (0, 1))
    )
    seen = dict(one for b in ahead.Ahead(places, twin).glances(ROOT_PATH, wanted) for one in b)
    assert [seen[path] for path, _ in wanted[:4]] == [STILL, None, STILL, None]
    assert sorted(looked) == sorted(path for path, _ in wanted[4:])
    assert twin.channel.heard == [ROOT_PATH]


@pytest.mark.parametrize("said", [None, (ROOT_PATH, 7, 0, [(9, 7, 8, None)] * 2)])
def test_a_twin_that_is_gone_or_sees_something_else_is_not_believed(jobs, said):
    places, wanted = jobs
    blocks = ahead.Ahead(places, Company(said)).glances(ROOT_PATH, wanted)
    seen = dict(one for block in blocks for one in block)
    assert sorted(seen) == sorted(path for path, _ in wanted)
    assert all(found.files == 1 for found in seen.values())


MANY = 600
SCAN = """
import os, sys, time
from pathlib import Path
from mtplayer.runtime.paths import Profile
from mtplayer.scanner import ahead, compare
from mtplayer.services.library import scan_runner
compare.QUIET_NS = -10**18  # folders are sealed at once
real = ahead.glance
original, until = os.getpid(), time.monotonic() + 30
def noted(path, row, expected, *, goes_there):
    # However busy the machine is, the twin has its turn.
    while os.getpid() == original and not os.path.getsize(sys.argv[3]) and waits:
        assert time.monotonic() < until
        time.sleep(0.001)
    seen = real(path, row, expected, goes_there=goes_there)
    if os.getpid() != original:
        looked.write(b"s" if seen and not seen.listed else b"l")
    return seen
ahead.glance = noted
looked = open(sys.argv[3], "ab", buffering=0)
waits = sys.argv[4] != "first"
targets = sys.argv[2:3] if sys.argv[4] != "library" else []
request = scan_runner.request_for(Profile(Path(sys.argv[1])), {}, targets)
done = scan_runner.run_here(request, lambda _: None, lambda: False)
looked.close()
heavy = {"PySide6", "sqlalchemy", "numpy", "mutagen", "multiprocessing", "alembic"}
print(done.added, done.updated, done.unchanged, done.missing, sorted(heavy & set(sys.modules)))
"""


def scan_elsewhere(tmp_path, how):
    """Scan in a process of its own; return what it said, and how its twin looked."""
    looked = tmp_path / "looked"
    looked.write_bytes(b"")
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", SCAN,
         tmp_path / "profile", tmp_path / "music", looked, how],
        cwd=ROOT, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip(), looked.read_bytes()


@pytest.mark.skipif(sys.platform != "linux", reason="a twin is made on Linux only")
def test_a_twin_takes_its_part_of_many_folders(tmp_path):
    source = tmp_path / "x.mp3"
    source.write_bytes(music.music("mp3"))
    for number in range(MANY):
        folder = tmp_path / "music" / str(number % 20) / str(number)
        folder.mkdir(parents=True)
        (folder / "x.mp3").hardlink_to(source)
    said, looked = scan_elsewhere(tmp_path, "first")
    assert (said.split()[:4], looked) == ([str(MANY), "0", "0", "0"], b"")
    place = Volumes().of(bytes(tmp_path))
    for how in ("targets", "library"):
        said, looked = scan_elsewhere(tmp_path, how)
        # Nothing is loaded that only reading and the window need.
        assert said == f"0 0 {MANY} 0 []"
        assert b"s" in looked or not place.tells_of_names
    (tmp_path / "music" / "3" / "3" / "x.mp3").unlink()
    changed = tmp_path / "music" / "5" / "5" / "x.mp3"
    changed.unlink()
    changed.write_bytes(music.music("mp3", 660))
    (tmp_path / "music" / "7" / "y.mp3").write_bytes(music.music("mp3", 770))
    said, looked = scan_elsewhere(tmp_path, "library")
    assert said.startswith(f"1 1 {MANY - 2} 1 ")
    assert looked
