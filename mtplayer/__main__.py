"""Where every process of the program starts."""

import sys
from importlib import import_module
from multiprocessing import freeze_support

from mtplayer import __version__
from mtplayer.runtime.bundle import enter_bundle


def main() -> int:
    """Start the window or a command; return the exit status."""
    freeze_support()
    enter_bundle()
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"mtplayer {__version__}\n")
        return 0
    return import_module("mtplayer.app").main()


if __name__ == "__main__":
    sys.exit(main())
