"""Which player sounds: the one place that chooses."""

from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject

from mtplayer.core.ports import AudioPlayer


def open_player(
    parent: QObject | None = None, *, null: bool = False, record_to: Path | None = None
) -> AudioPlayer:
    """Return libVLC's player: on the sound device, into nothing, or into a WAV file.

    It loads libVLC with the first file, on its own thread; where there is none, it says so then.
    """
    from mtplayer.audio.vlc_player import VlcPlayer

    # A type checker sees no attribute in a signal; the contract's tests see the player.
    return cast("AudioPlayer", VlcPlayer(null=null, record_to=record_to, parent=parent))
