"""What a process of ours does first: go with its parent, and give way to everything else."""

import os
import signal
import sys
from typing import Final

NICE: Final = 10
_DIE_WITH_PARENT: Final = 1


def become_child_of(parent: int) -> None:
    """End when the parent ends, also when it is killed; other systems close the pipe."""
    if sys.platform != "linux":
        return
    import ctypes

    ctypes.CDLL(None, use_errno=True).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:  # it went before we asked
        os._exit(1)


def give_way() -> None:
    """Run when nothing else wants to, and leave Ctrl C to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(NICE)
