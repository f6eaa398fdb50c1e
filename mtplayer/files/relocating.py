"""Compares lost files with those that stand somewhere else."""

import os
from collections.abc import Callable, Iterable

from mtplayer.core.ids import FileId
from mtplayer.core.library.relocation import Home, LostFile, Place, Relocation, Sameness
from mtplayer.files import tag_reader
from mtplayer.files.volumes import Volumes, below


def compare(lost: LostFile, path: bytes) -> Sameness:
    """Say whether a file is the recording that was lost, by its sound."""
    if not os.path.isfile(path):
        return Sameness.ABSENT
    key = tag_reader.read(path).audio_key
    if key is None or lost.audio_key is None:
        return Sameness.UNKNOWN
    return Sameness.SAME if key == lost.audio_key else Sameness.OTHER


def place_of(path: bytes, volumes: Volumes | None = None) -> Place:
    """Return where a path is, in the words that survive another mount point."""
    real = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
    facts = (volumes or Volumes()).of(real)
    directory, _, name = below(facts.mount_path, real).rpartition(b"/")
    return Place(
        kind=facts.kind.value,
        key=facts.key,
        label=facts.label,
        mount_path=facts.mount_path,
        directory=directory,
        name=name,
    )


def look_in(
    lost: Iterable[LostFile], old: bytes, new: bytes, check: Callable[[], object]
) -> Relocation:
    """Look for lost files under the same names in another folder; ``check`` may raise to stop.

    Their sound is compared; one without a sound that could be is known by its size.
    """
    volumes = Volumes()
    homes: list[Home] = []
    left: list[FileId] = []
    absent = 0
    for file in lost:
        check()
        path = new.rstrip(b"/") + b"/" + file.path[len(old.rstrip(b"/")) :].lstrip(b"/")
        same = compare(file, path)
        absent += same is Sameness.ABSENT
        if same is Sameness.SAME or (same is Sameness.UNKNOWN and _is_copy(file, path)):
            homes.append(Home(file=file.id, place=place_of(path, volumes)))
        else:
            left.append(file.id)
    return Relocation(
        old=old,
        new=new,
        homes=tuple(homes),
        others=len(left) - absent,
        lost=tuple(left),
        absent=absent,
        root=place_of(new, volumes),
    )


def _is_copy(lost: LostFile, path: bytes) -> bool:
    try:
        return os.path.getsize(path) == lost.size
    except OSError:
        return False
