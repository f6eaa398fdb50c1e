"""What a frozen bundle must set right before anything of it is used."""

import os
import sys
from pathlib import Path


def enter_bundle() -> None:
    """Point libVLC at the bundle's own files; give children the system's libraries back."""
    if not getattr(sys, "frozen", False):
        return
    folder = Path(getattr(sys, "_MEIPASS"))  # noqa: B009 - only bundles have it
    os.environ["PYTHON_VLC_LIB_PATH"] = str(folder / "libvlc.so.5")
    os.environ["VLC_PLUGIN_PATH"] = str(folder / "vlc" / "plugins")
    # The boot loader's path would make a file manager that we open load our libraries.
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    os.environ.pop("LD_LIBRARY_PATH", None)
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before
