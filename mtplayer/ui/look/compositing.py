"""Whether a window may have soft corners: on X11 only while something mixes windows."""

import ctypes
from functools import cache
from typing import Final

from PySide6.QtGui import QGuiApplication

_MIXER: Final = b"_NET_WM_CM_S0"


def is_composited() -> bool:
    """Return whether what is transparent in a window shows what lies below; else it is black.

    A round trip to the display server, as each popup costs several.
    """
    if QGuiApplication.platformName() != "xcb":
        return True
    application = QGuiApplication.instance()
    native = getattr(application, "nativeInterface", lambda: None)()
    display = native.display() if native is not None else 0
    return not display or _has_owner(display, _MIXER)


def _has_owner(display: int, selection: bytes) -> bool:
    """Return whether a program holds a selection (ICCCM 2.8, EWMH "Compositing Managers")."""
    x11 = _x11()
    if x11 is None:
        return True
    atom = x11.XInternAtom(ctypes.c_void_p(display), selection, ctypes.c_int(0))
    x11.XGetSelectionOwner.restype = ctypes.c_ulong
    return bool(x11.XGetSelectionOwner(ctypes.c_void_p(display), ctypes.c_ulong(atom)))


@cache
def _x11() -> ctypes.CDLL | None:
    try:
        # Qt has it loaded already.
        return ctypes.CDLL("libX11.so.6")
    except OSError:
        return None
