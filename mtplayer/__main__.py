"""Where every process of the program starts."""

import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager

from mtplayer.cli.front import Front, PictureRequest, WindowRequest
from mtplayer.runtime.bundle import enter_bundle
from mtplayer.runtime.paths import Profile


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
    from mtplayer.cli.main import run

    return run(sys.argv[1:], _Desk())


if __name__ == "__main__":
    sys.exit(main())
