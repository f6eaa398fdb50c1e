"""Where every process of the program starts."""

import gc
import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Final

from mtplayer.cli.front import Front, PictureRequest, WindowRequest
from mtplayer.runtime.bundle import enter_bundle
from mtplayer.runtime.paths import Profile

SCAN: Final = "mtplayer.cli.scan"


class _Desk(Front):
    """The parts of the program that commands may ask for, imported when they do."""

    def open_window(self, request: WindowRequest) -> int:
        from mtplayer.runtime import quick_imports

        quick_imports.prepare()
        from mtplayer import app

        return app.open_window(request)

    def take_picture(self, request: PictureRequest) -> int:
        from mtplayer import app

        return app.take_picture(request)

    def hold(self, profile: Profile) -> AbstractContextManager[bool]:
        from mtplayer import app

        return app.hold(profile)

    def ask_window(
        self, profile: Profile, question: Mapping[str, object]
    ) -> Mapping[str, object] | None:
        if not profile.instance_lock.exists():
            return None
        # Sockets and what they need take 6 ms to load.
        from mtplayer.desktop import instance_socket

        return instance_socket.ask_if_open(profile, question)


def main() -> int:
    """Start the window or a command; return the exit status."""
    if getattr(sys, "frozen", False):
        # The import takes 9 ms, and only in a bundle a worker of the scanner starts here.
        from multiprocessing import freeze_support

        freeze_support()
    enter_bundle()
    # What is loaded now stays; the window begins to collect by itself.
    gc.disable()
    from mtplayer.cli.main import run, split

    arguments = sys.argv[1:]
    command, _ = split(arguments)
    if command is not None:
        gc.freeze()
        gc.enable()
    return run(arguments, _Desk())


def main_and_leave() -> int:
    """Do the same in a process that does nothing else."""
    code = main()
    # Windows and libraries have more to do at their end; a scan closes all that it opens.
    if SCAN in sys.modules:
        from mtplayer.runtime.leaving import leave

        leave(code)
    return code


if __name__ == "__main__":
    sys.exit(main_and_leave())
