"""Seals of directories: as long as one stays what it was, no name in there came or went."""

import zlib
from typing import Final

from mtplayer.core.formats import AUDIO_SUFFIXES, CUE_SUFFIX
from mtplayer.core.library.artwork import COVER_NAMES, COVER_SUFFIXES
from mtplayer.core.passed_over import SYSTEM_NAMES

QUIET_NS: Final = 2_000_000_000
"""How long nothing came or went when a directory is sealed: the coarsest clock that is asked
ticks once a second, and what changes within a tick has the same time."""

# Raise it when other names in a directory begin to matter than those that are mixed in below.
_VERSION: Final = 1
_MOST: Final = (1 << 62) - 1
# Odd numbers without a pattern: no two of the parts make up for each other.
_PER_INODE: Final = 0x9E3779B97F4A7C15
_PER_FILE: Final = 0xC2B2AE3D27D4EB4F
_PER_RULES: Final = 0x165667B19E3779F9


def rules_of(*names: str) -> int:
    """Return a number for what is looked for: a program that looks for more finds none sealed."""
    return (zlib.crc32("\0".join(names).encode()) + _VERSION) * _PER_RULES


_RULES: Final = rules_of(
    *sorted(AUDIO_SUFFIXES),
    CUE_SUFFIX,
    *COVER_NAMES,
    *COVER_SUFFIXES,
    *sorted(map(repr, SYSTEM_NAMES)),
)


def seal(changed_ns: int, inode: int, files: int) -> int:
    """Return the seal of a directory, below zero, by its own change time (ctime).

    That one nobody can set, as one can the time of writing. Where files are known by name, all of
    them are there and they are as many as were when it was sealed, they are the same.
    """
    mixed = changed_ns + inode * _PER_INODE + files * _PER_FILE + _RULES
    return -1 - (mixed & _MOST)
