"""Whatever is done to a folder between scans, the library becomes what is on the disk."""

import os
import random

import pytest

from tests.fakes import music, tagging
from tests.scanner.sealing import seal_at_once, wait_for_a_tick

NAMES = [f"{folder}/{number}.mp3" for folder in ("a", "b", "b/c", "CD 1") for number in range(4)]


class Disk:
    """Files with one recording each, and everything that people do to them."""

    def __init__(self, world, seed):
        self.world = world
        self.chance = random.Random(seed)
        self.files = {}
        self.recordings = 0
        self.clock = 1_700_000_000_000_000_000

    def act(self):
        acts = [self.add, self.add, self.move, self.retag, self.remove, self.swap, self.rename,
                self.replace, self.move_and_retag]  # fmt: skip
        self.chance.choice(acts)()

    def free(self):
        names = [name for name in NAMES if name not in self.files]
        return self.chance.choice(names) if names else None

    def taken(self):
        return self.chance.choice(sorted(self.files)) if self.files else None

    def write(self, name, recording):
        path = self.world.music / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = music.music("mp3")
        path.write_bytes(data[:-4] + recording.to_bytes(4, "big"))
        self.tag(path)
        self.files[name] = recording

    def tag(self, path):
        title = f"Title {self.chance.randrange(1000)}"
        tagging.id3_tag(path, {"title": title, "album": f"Album {self.chance.randrange(3)}"})
        # Two files of one size that are written in the same 4 ms would look the same.
        self.clock += 1_000_000
        os.utime(path, ns=(self.clock, self.clock))

    def add(self):
        if name := self.free():
            self.recordings += 1
            self.write(name, self.recordings)

    def replace(self):
        if name := self.taken():
            self.recordings += 1
            self.write(name, self.recordings)

    def move(self):
        source, target = self.taken(), self.free()
        if source and target:
            (self.world.music / target).parent.mkdir(parents=True, exist_ok=True)
            (self.world.music / source).rename(self.world.music / target)
            self.files[target] = self.files.pop(source)
            return target
        return None

    def retag(self):
        if name := self.taken():
            self.tag(self.world.music / name)

    def move_and_retag(self):
        if target := self.move():
            self.tag(self.world.music / target)

    def remove(self):
        if name := self.taken():
            (self.world.music / name).unlink()
            del self.files[name]

    def swap(self):
        one, two = self.taken(), self.taken()
        if one and one != two:
            spare = self.world.music / "spare"
            (self.world.music / one).rename(spare)
            (self.world.music / two).rename(self.world.music / one)
            spare.rename(self.world.music / two)
            self.files[one], self.files[two] = self.files[two], self.files[one]

    def rename(self):
        """Write one file over another."""
        one, two = self.taken(), self.taken()
        if one and one != two:
            (self.world.music / one).replace(self.world.music / two)
            self.files[two] = self.files.pop(one)


def torture(world, seed, rounds):
    disk = Disk(world, seed)
    (world.music / "keep.flac").write_bytes(music.music("flac"))
    owner = {}  # the recording that each track has
    known = {}  # the track that each recording has
    world.scan(world.music)
    for _ in range(rounds):
        wait_for_a_tick(world)
        for _ in range(disk.chance.randint(1, 5)):
            disk.act()
        world.scan()
        tracks = {n: row for n, row in world.tracks().items() if row["state"] == "present"}
        tracks.pop("keep.flac")
        assert set(tracks) == set(disk.files)
        for name, recording in disk.files.items():
            track = tracks[name]["id"]
            before = known.get(recording)
            # A recording keeps its track; only where it was replaced in its place does another
            # recording take the track over.
            assert before in (None, track) or owner[before] != recording, (seed, name)
            known[recording], owner[track] = track, recording
        assert len({row["id"] for row in tracks.values()}) == len(tracks)
    world.check()


@pytest.mark.parametrize("seed", range(6))
def test_a_folder_that_people_work_in_is_followed(world, monkeypatch, seed):
    seal_at_once(monkeypatch, sealed=seed % 3 > 0)
    torture(world, seed, 12)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 120))
def test_folders_that_people_work_in_for_long_are_followed(world, monkeypatch, seed):
    seal_at_once(monkeypatch, sealed=seed % 2 > 0)
    torture(world, seed, 80)
