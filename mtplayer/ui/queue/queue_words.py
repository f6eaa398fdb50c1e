"""What Up next says of where the music stops, and of why a track comes."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from mtplayer.core.events import QueueModes, SleepChanged, StopAfter
from mtplayer.ui.look.painting import isolate
from mtplayer.ui.text import clock, day, number, tr, tracks

if TYPE_CHECKING:
    from mtplayer.services.playing.why import Why

MOST_MINUTES: Final = 24 * 60
LAST_HOUR: Final = 23
LAST_MINUTE: Final = 59
_DAY_MS: Final = 86_400_000


def stop_words(modes: QueueModes, sleep: SleepChanged) -> str:
    """Return where the music stops; nothing if nobody said."""
    if sleep.at is not None:
        return tr("queue", "Fades and pauses at {time}").format(time=clock(sleep.at))
    if sleep.after_track:
        return tr("queue", "Fades at the end of this track")
    return {
        StopAfter.NEVER: "",
        StopAfter.TRACK: tr("queue", "Stops after this track"),
        StopAfter.ALBUM: tr("queue", "Stops after this album"),
        StopAfter.QUEUE: tr("queue", "Stops after the queue"),
    }[modes.stop_after]


def stop_icon(sleep: SleepChanged) -> str:
    """Return the sign for it: a moon where it fades."""
    return "moon" if sleep.is_set else "stop-circle"


def why_lines(why: "Why", source: str, now_ms: int) -> list[str]:
    """Return why a track comes, when it was last heard, and how far its artist is away."""
    return [_reason(why, source), _heard(why, now_ms), *_artist(why)]


def _reason(why: "Why", source: str) -> str:
    if why.by_hand:
        return tr("queue", "You queued it")
    if why.shuffled:
        return tr(
            "queue", "Drawn by shuffle: each of {n} plays once before any comes again"
        ).format(n=number(why.round))
    if source:
        return tr("queue", "It follows in {list}").format(list=isolate(source))
    return tr("queue", "It follows in the list that you played")


def _heard(why: "Why", now_ms: int) -> str:
    at = why.track.last_played_at
    if not at:
        return tr("queue", "Not heard yet")
    days = (now_ms - at) // _DAY_MS
    if days < 1:
        return tr("queue", "Last heard within a day, at {time}").format(time=clock(at))
    ago = tr("queue", "1 day ago") if days == 1 else tr("queue", "{n} days ago")
    return tr("queue", "Last heard {ago}, {day}").format(
        ago=ago.format(n=number(days)), day=day(at)
    )


def _artist(why: "Why") -> list[str]:
    name = isolate(why.track.artist)
    if not why.track.artist:
        return []
    if why.before is None and why.after is None:
        return [tr("queue", "Nothing else by {artist} is near").format(artist=name)]
    found = (
        (why.before, tr("queue", "The last one by {artist} is {tracks} before")),
        (why.after, tr("queue", "The next one by {artist} is {tracks} later")),
    )
    return [
        words.format(artist=name, tracks=tracks(distance))
        for distance, words in found
        if distance is not None
    ]


def sleep_time(text: str, now_ms: int) -> int | None:
    """Return when ``45`` (minutes) or ``23:30`` is, in UTC ms; None for what is neither."""
    hours, colon, minutes = (part.strip() for part in text.replace(".", ":").partition(":"))
    if not colon:
        good = text.isdecimal() and 0 < int(text) <= MOST_MINUTES
        return now_ms + int(text) * 60_000 if good else None
    if not (hours.isdecimal() and minutes.isdecimal()):
        return None
    if int(hours) > LAST_HOUR or int(minutes) > LAST_MINUTE:
        return None
    now = datetime.fromtimestamp(now_ms / 1000).astimezone()
    then = now.replace(hour=int(hours), minute=int(minutes), second=0, microsecond=0)
    if then <= now:
        then += timedelta(days=1)
    return int(then.timestamp() * 1000)
