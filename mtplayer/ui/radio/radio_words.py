"""What the window says of a station."""

from mtplayer.core.playing.stations import OnAir, Reception
from mtplayer.ui.look.painting import isolate
from mtplayer.ui.text import tr


def reception_words(on_air: OnAir) -> str:
    """Say how a station comes in; nothing while it just plays."""
    match on_air.reception:
        case Reception.CONNECTING:
            return tr("radio", "Connecting…")
        case Reception.BUFFERING:
            return tr("radio", "Waiting for the station…")
        case Reception.RECONNECTING:
            return tr("radio", "The line was cut. Connecting again…")
        case Reception.OFF:
            return tr("radio", "Paused")
        case Reception.LOST:
            return on_air.problem or tr("radio", "The station does not answer")
        case Reception.PLAYING:
            return ""


def song_words(on_air: OnAir) -> str:
    """Return what it says that it plays: artist and title."""
    return " — ".join(isolate(name) for name in (on_air.artist, on_air.title) if name)
