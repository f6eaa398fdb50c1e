"""Makes importing quick once Qt is loaded: a tenth of the time until the window is painted."""

import gc
import importlib

HOOK = "shibokensupport.feature"
READS_SOURCE = "_mod_uses_pyside"


def prepare() -> None:
    """Load Qt, and switch off what PySide does after every further import.

    Nor is garbage collected until the window does it: there is none yet.

    WORKAROUND shibokensupport.feature: the import hook reads the source of each module, to see
    whether it may use ``__feature__``, which nothing here does: 33 ms for our 200 modules.
    Remove when a start is not slower without this.
    """
    gc.disable()
    importlib.import_module("PySide6.QtCore")
    names = vars(importlib.import_module(HOOK))
    if READS_SOURCE in names:
        names[READS_SOURCE] = _uses_no_feature


def _uses_no_feature(_module: object) -> bool:
    return False
