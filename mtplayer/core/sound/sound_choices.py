"""What a listener can choose about the sound."""

from enum import StrEnum


class GainMode(StrEnum):
    """Which of a file's gains counts."""

    OFF = "off"
    TRACK = "track"
    ALBUM = "album"
    AUTO = "auto"
    """That of the album while its neighbours in the queue are of the same album."""


class CrossfadeOn(StrEnum):
    """Which changes of tracks overlap."""

    AUTOMATIC = "automatic"
    MANUAL = "manual"
    BOTH = "both"


class OnUnplug(StrEnum):
    """What happens when the sound device goes away."""

    MOVE = "move"
    PAUSE = "pause"


class OutputKind(StrEnum):
    """What puts the sound out."""

    DEVICE = "device"
    LIBVLC = "libvlc"
