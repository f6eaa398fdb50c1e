"""Seals in tests: given at once or never, however slow the machine is."""

import time
from dataclasses import replace

from mtplayer.files import volumes
from mtplayer.scanner import compare

AGES_NS = 10**18


def seal_at_once(monkeypatch, *, sealed=True, native=True):
    """Take every folder for quiet, and on such a disk, on whatever the tests are run; or none."""
    monkeypatch.setattr(compare, "QUIET_NS", -AGES_NS if sealed else AGES_NS)
    # Whatever it lies on; in a chroot no mount is that of the root.
    known = volumes.Volumes.of
    monkeypatch.setattr(
        volumes.Volumes, "of", lambda self, path: replace(known(self, path), tells_of_names=native)
    )


def wait_for_a_tick(world):
    """Return when what happens has another time than what happened: clocks of disks tick."""
    probe, before = world.music.parent / "probe", time.time_ns()
    while True:
        probe.write_bytes(b"")
        happened = probe.stat().st_ctime_ns
        probe.unlink()
        if happened > before:
            return
        time.sleep(0.001)


def seals(world):
    """Return the names of the folders that are sealed."""
    rows = world.query("SELECT path FROM directories WHERE mtime_ns < 0 ORDER BY path")
    return [row["path"].rpartition(b"/")[2].decode() for row in rows]
