"""After Qt is loaded, importing a module does not read its source a second time."""

import subprocess
import sys

PROGRAM = """
import linecache, sys
from mtplayer.runtime import quick_imports
if "quick" in sys.argv:
    quick_imports.prepare()
from PySide6.QtCore import QObject
import colorsys, wave
print(sorted(name for name in ("colorsys.py", "wave.py") if any(
    path.endswith(name) for path in linecache.cache)))
class Works(QObject):
    pass
assert Works().objectName() == ""
"""


def _read(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    return done.stdout.strip()


def test_no_source_is_read():
    assert _read("quick") == "[]"


def test_pyside_still_needs_this():
    assert _read() == "['colorsys.py', 'wave.py']"
