"""Whether everything that mtplayer needs is there and whole."""

import os
from collections.abc import Iterator
from pathlib import Path

from mtplayer.core.problems import MtplayerError
from mtplayer.core.record import record
from mtplayer.runtime.paths import Profile
from mtplayer.storage.library.folder_list import folder_paths
from mtplayer.storage.migrate import prepare
from mtplayer.storage.safety import integrity


@record
class Finding:
    """One thing looked at; without a ``needed`` one mtplayer still works."""

    name: str
    ok: bool
    detail: str
    needed: bool = True


def findings(profile: Profile) -> Iterator[Finding]:
    """Look at one thing after the other; decoding a file of every kind takes a second or two."""
    yield from _sound()
    yield from _library(profile)


def _sound() -> Iterator[Finding]:
    from mtplayer.audio import codec_check

    try:
        version = codec_check.vlc_version()
    except MtplayerError as problem:
        yield Finding(name="libVLC", ok=False, detail=str(problem))
        return
    yield Finding(name="libVLC", ok=True, detail=version)
    for codec in codec_check.codecs():
        yield Finding(name=f"codec {codec.name}", ok=codec.ok, detail=codec.detail)


def _library(profile: Profile) -> Iterator[Finding]:
    if not profile.database.exists():
        yield Finding(name="library", ok=True, detail=f"none yet in “{profile.folder}”")
        return
    try:
        prepare(profile.database)
        complaints = integrity.damage(profile.database)
        yield _verdict("library", complaints, f"“{profile.database}” is whole")
        in_step = integrity.words_in_step(profile.database)
        trouble = [] if in_step else ["searching does not find everything"]
        yield _verdict("search words", trouble, "in step with the tracks")
        yield from _folders(profile.database)
    except MtplayerError as problem:
        yield Finding(name="library", ok=False, detail=str(problem))


def _folders(database: Path) -> Iterator[Finding]:
    """Say where folders are; one that is away is no trouble, its tracks wait for it."""
    for folder in map(os.fsdecode, folder_paths(database)):
        there = Path(folder).is_dir()
        detail = f"“{folder}” is {'there' if there else 'not connected'}"
        yield Finding(name="folder", ok=there, detail=detail, needed=False)


def _verdict(name: str, complaints: list[str], well: str) -> Finding:
    return Finding(name=name, ok=not complaints, detail="; ".join(complaints) or well)
