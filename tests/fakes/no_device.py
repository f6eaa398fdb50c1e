"""A process that wants to play where there is no sound device, and what it says."""

import os
import subprocess
import sys
from pathlib import Path

from tests.fakes.tones import tone, write_wav

_BEFORE = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from mtplayer.core.ports import PlayerUnavailable
from mtplayer.core.library.tracks import PlayableFile
app = QCoreApplication([])
"""
_AFTER = """
heard = []
def hear(event):
    heard.append(event)
    if isinstance(event, PlayerUnavailable):
        app.quit()
player.happened.connect(hear)
player.load(PlayableFile(track=1, path=sys.argv[1].encode(), duration_ms=20000), 1,
            start_ms=700, paused=False)
QTimer.singleShot(8000, app.quit)
app.exec()
player.close(3000)
print(heard[-1].problem.title, '|', heard[-1].problem.sentence, '|', heard[-1].ms)
"""


def said_without_device(prelude: str, made: str, folder: Path) -> str:
    """Run ``prelude`` and ``made``, which binds ``player``, and play; return what it prints."""
    write_wav(folder / "long.wav", tone(440, 20))
    environment = {**os.environ, "PULSE_SERVER": "unix:/nonexistent", "HOME": str(folder)}
    environment["ALSA_CONFIG_PATH"] = "/dev/null"
    environment.pop("XDG_RUNTIME_DIR", None)
    script = prelude + _BEFORE + made + _AFTER
    result = subprocess.run(
        [sys.executable, "-c", script, str(folder / "long.wav")],
        capture_output=True,
        text=True,
        env=environment,
        timeout=30,
        check=True,
    )
    return result.stdout
